"""Signs that show nothing: control signs, those that turn the direction of writing, blanks."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They turn the writing direction, also of what stands beside the text."""
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by name that show nothing."""

T = TypeVar("T")


def shows(text: str) -> bool:
    """Whether anything of a text can be seen: spaces, formats and marks alone cannot."""
    return any(unicodedata.category(sign)[0] not in "CZM" and sign not in _BLANKS for sign in text)


def one_line(text: T) -> T | str:
    """A text of one line: breaks and control signs are a space, turns of direction are gone.

    Nothing is left of a text that shows nothing. What is no text is given back as it is, for
    others to refuse.
    """
    if not isinstance(text, str):
        return text
    return TURNS.sub("", _BREAKS.sub(" ", text)) if shows(text) else ""


def some_lines(text: T) -> T | str:
    """A text of several lines: breaks are newlines, and of control signs only tabs are left.

    Nothing is left of a text that shows nothing.
    """
    if not isinstance(text, str):
        return text
    return _UNSEEN.sub("", _NEWLINES.sub("\n", text)) if shows(text) else ""
