"""Conversations from a file, as they are played into rooms: who said what, and when.

One JSON object a line, `{"messages": [{"at": "HH:MM", "author", "text"}, …]}`, plain or gzip.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from swarm.errors import Invalid

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Words:
    """What one author said; `minute` counts from the first words of the conversation."""

    minute: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Words in their order; whoever began asked, the others helped."""

    number: int
    words: tuple[Words, ...]

    @property
    def authors(self) -> list[str]:
        """Everybody in it, the one who asked first."""
        return list(dict.fromkeys(one.author for one in self.words))


def read_conversations(path: Path, most: int | None = None) -> list[Conversation]:
    """The first `most` conversations of a file, all without it.

    Words that are only spaces are left out: a room would refuse them. Raises Invalid naming the
    line that is no conversation.
    """
    return list(islice(_conversations(path), most))


def _conversations(path: Path) -> Iterator[Conversation]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Conversation(number, tuple(_words(number, line)))


def _words(number: int, line: str) -> Iterator[Words]:
    try:
        messages = json.loads(line)["messages"]
        clock = [_minute(one["at"]) for one in messages]
        said = [(str(one["author"]), str(one["text"])) for one in messages]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(f"Line {number} is no conversation.", fields={"file": str(error)}) from error
    past, days = clock[0] if clock else 0, 0
    for minute, (author, text) in zip(clock, said, strict=True):
        # Only the time of day is told: one that is earlier than the last is the next day's.
        days += minute < past
        past = minute
        if text.strip():
            yield Words(days * DAY + minute - clock[0], author, text)


def _minute(at: Any) -> int:
    found = _TIME.fullmatch(at)
    if found is None:
        raise ValueError(f"{at!r} is no time of day")
    return int(found[1]) * 60 + int(found[2])
