"""Signs that show nothing: control signs, and those that turn the direction of writing."""

from __future__ import annotations

import re
from typing import TypeVar

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They turn the writing direction, also of what stands beside the text."""
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

T = TypeVar("T")


def one_line(text: T) -> T | str:
    """A text of one line: breaks and control signs are a space, turns of direction are gone.

    What is no text is given back as it is, for others to refuse.
    """
    return TURNS.sub("", _BREAKS.sub(" ", text)) if isinstance(text, str) else text


def some_lines(text: T) -> T | str:
    """A text of several lines: breaks are newlines, and of control signs only tabs are left."""
    return _UNSEEN.sub("", _NEWLINES.sub("\n", text)) if isinstance(text, str) else text
