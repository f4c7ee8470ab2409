"""Text as sparse rows: words, pairs of words in the summary, and character pieces.

Three TF-IDF fields are weighed, joined and brought to length one, so that the product of two
rows is their similarity in 0..1. Identifiers are also split at their inner capitals, so that
"StackOverflowError" meets "stack overflow".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from swarm.matching.rows import Floats, Ints

_TOKEN = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUMMARY, _DESCRIPTION, _TOKEN_LENGTH = 500, 6000, 40  # characters that are read
_FIELDS = (1.0, 1.0, 0.5)  # weight of words, summary, character pieces
_MOST_COLUMNS = 120_000  # a field, the commonest kept


def tokens(text: str) -> list[str]:
    """Lower-case words of two or more signs, and the parts of camel-case names."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if not 1 < len(token) <= _TOKEN_LENGTH:
            continue
        found.append(token.lower())
        parts = _HUMP.split(token)
        if len(parts) > 1:
            found.extend(part.lower() for part in parts if len(part) > 1)
    return found


def _pieces(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        framed = f" {word} "
        for size in (3, 4, 5):
            for start in range(len(framed) - size + 1):
                yield framed[start : start + size]


def _fields(summary: str, description: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    head = tokens(summary[:_SUMMARY])
    body = tokens(description[:_DESCRIPTION])
    words = Counter(head)
    words.update(head)  # the summary counts twice
    words.update(body)
    pairs = Counter(head)
    pairs.update(f"{one} {two}" for one, two in pairwise(head))
    return words, pairs, Counter(_pieces(head))


class _Field:
    """One TF-IDF vocabulary; columns start at `offset`."""

    def __init__(self, counts: Sequence[Counter[str]], offset: int) -> None:
        spread: Counter[str] = Counter()
        for count in counts:
            spread.update(count.keys())
        least = 2 if len(counts) >= 50 else 1
        # Sorted by frequency, then name: the same columns in any process.
        kept = sorted((-n, term) for term, n in spread.items() if n >= least)[:_MOST_COLUMNS]
        self.columns = {term: offset + place for place, (_, term) in enumerate(kept)}
        seen = np.array([-n for n, _ in kept], np.float64)
        self.rarity = np.log((1 + len(counts)) / (1 + seen)) + 1
        self.offset = offset

    def row(self, count: Counter[str]) -> tuple[list[int], Floats]:
        known = sorted((self.columns[term], n) for term, n in count.items() if term in self.columns)
        places = [column for column, _ in known]
        tf = 1 + np.log(np.array([n for _, n in known], np.float64))
        values = tf * self.rarity[np.array(places, np.int64) - self.offset]
        length = float(np.sqrt(values @ values)) or 1.0
        return places, (values / length).astype(np.float32)


class TextSpace:
    """The vocabulary of a history, and how any text stands in it."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        """Learn from pairs of summary and description; terms seen once are dropped."""
        counted = [_fields(summary, description) for summary, description in texts]
        self._learned: list[_Field] = []
        offset = 0
        for place in range(len(_FIELDS)):
            field = _Field([count[place] for count in counted], offset)
            self._learned.append(field)
            offset += len(field.columns)
        self.width = offset
        self.fitted = [self._join(count) for count in counted]

    def row(self, summary: str, description: str) -> tuple[Ints, Floats]:
        """Columns and values of one text, its length one (or empty where nothing is known)."""
        return self._join(_fields(summary, description))

    def _join(self, counts: Sequence[Counter[str]]) -> tuple[Ints, Floats]:
        columns: list[int] = []
        parts: list[Floats] = []
        for field, count, weight in zip(self._learned, counts, _FIELDS, strict=True):
            places, values = field.row(count)
            columns.extend(places)
            parts.append(values * np.float32(np.sqrt(weight)))
        values = np.concatenate(parts)
        length = float(np.sqrt(values @ values)) or 1.0
        return np.array(columns, np.int32), (values / np.float32(length)).astype(np.float32)
