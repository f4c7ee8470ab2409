"""Text as sparse rows: words, pairs of words in the summary, and character pieces.

Three TF-IDF fields are weighed, joined and brought to length one, so that the product of two
rows is their similarity in 0..1. Identifiers are also split at their inner capitals, so that
"StackOverflowError" meets "stack overflow".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from swarm.matching.index.spans import Array
from swarm.matching.keeping.kept import Kept
from swarm.matching.reading import Counted, Reader, joined, scaled_rows
from swarm.matching.rows import Floats, Ints, Rows

# Signs that belong to the letter before them are no letters to Python: accents that are written
# apart, and the vowels of South and South-East Asia (their blocks, without the full stops).
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0963\u0966-\u0eff\u1000-\u109f\u1780-\u17d3"
)
# Written without spaces: Thai to Burmese, Khmer, kana, Chinese signs.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_TOKEN = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")
_RUN = re.compile(f"([{_UNSPACED}]+)|[^{_UNSPACED}]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUMMARY, _DESCRIPTION, _TOKEN_LENGTH = 500, 6000, 40  # characters that are read
_FIELDS = (1.0, 1.0, 0.5)  # weight of words, summary, character pieces
_MOST_COLUMNS = 120_000  # a field, the commonest kept


def tokens(text: str) -> list[str]:
    """Lower-case words of two or more signs, and the parts of camel-case names.

    Of scripts that are written without spaces each two signs that stand together are one.
    """
    found: list[str] = []
    if text.isascii():
        for token in _TOKEN.findall(text):
            found.extend(_spaced(token))
        return found
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        for run in _RUN.finditer(token):
            found.extend(_unspaced(run[0]) if run[1] else _spaced(run[0]))
    return found


def _spaced(token: str) -> Iterable[str]:
    if not 1 < len(token) <= _TOKEN_LENGTH:
        return
    yield token.lower()
    parts = _HUMP.split(token)
    if len(parts) > 1:
        yield from (part.lower() for part in parts if len(part) > 1)


def _unspaced(run: str) -> Iterable[str]:
    return (one + two for one, two in pairwise(run)) if len(run) > 1 else (run,)


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

    def __init__(self, terms: Sequence[str], rarity: Array, offset: int) -> None:
        self.terms = list(terms)
        self.columns = {term: offset + place for place, term in enumerate(self.terms)}
        self.rarity, self.offset = rarity, offset

    @classmethod
    def learned(cls, counted: Counted, offset: int) -> tuple[_Field, sparse.csr_array]:
        """The vocabulary of counted texts, and their rows in it."""
        counts = counted.matrix()
        spread = np.bincount(counts.indices, minlength=len(counted.terms))
        least = 2 if counts.shape[0] >= 50 else 1
        # Sorted by frequency, then name: the same columns in any process.
        seen = [(-int(spread[one]), counted.terms[one], one) for one in range(len(spread))]
        kept = sorted(one for one in seen if -one[0] >= least)[:_MOST_COLUMNS]
        often = np.array([-n for n, _, _ in kept], np.float64)
        rarity = np.log((1 + counts.shape[0]) / (1 + often)) + 1
        field = cls([term for _, term, _ in kept], rarity, offset)
        place = np.full(len(counted.terms), -1, np.int64)
        place[[number for _, _, number in kept]] = np.arange(len(kept))
        return field, field._rows(counts, place)

    def _rows(self, counts: sparse.csr_array, place: Array) -> sparse.csr_array:
        columns = place[counts.indices]
        known = columns >= 0
        ends = np.concatenate([[0], np.cumsum(known)])[counts.indptr]
        columns = columns[known]
        values = (1 + np.log(counts.data[known].astype(np.float64))) * self.rarity[columns]
        scaled = scaled_rows(values, ends).astype(np.float32)
        shape = (counts.shape[0], self.offset + len(self.terms))
        rows = sparse.csr_array((scaled, columns.astype(np.int32) + self.offset, ends), shape=shape)
        rows.sort_indices()
        return rows

    def row(self, count: Counter[str]) -> tuple[list[int], Floats]:
        known = sorted((self.columns[term], n) for term, n in count.items() if term in self.columns)
        places = [column for column, _ in known]
        tf = 1 + np.log(np.array([n for _, n in known], np.float64))
        values = tf * self.rarity[np.array(places, np.int64) - self.offset]
        length = float(np.sqrt(values @ values)) or 1.0
        return places, (values / length).astype(np.float32)


class TextSpace:
    """The vocabulary of a history, and how any text stands in it.

    Attributes
    ----------
    width: number of columns.
    fitted: the rows of the history itself, until somebody takes them away.
    """

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        """Learn from pairs of summary and description; terms seen once are dropped."""
        reader = Reader(_TOKEN.findall, tokens, lambda word: _pieces([word]))
        for summary, description in texts:
            reader.read(summary[:_SUMMARY], description[:_DESCRIPTION])
        self._learned: list[_Field] = []
        rows, self.width = [], 0
        for counted, weight in zip(
            (reader.words, reader.heads, reader.pieces), _FIELDS, strict=True
        ):
            field, found = _Field.learned(counted, self.width)
            found.data *= np.float32(np.sqrt(weight))
            self._learned.append(field)
            rows.append(found)
            self.width += len(field.terms)
        together = joined(rows, self.width)
        values = scaled_rows(together.data, together.indptr).astype(np.float32)
        self.fitted: Rows | list[tuple[Ints, Floats]] = Rows.over(
            together.indptr, together.indices, values
        )

    def take_rows(self) -> Rows:
        """The rows of the history, which are then no longer held here."""
        rows, self.fitted = self.fitted, []
        return rows if isinstance(rows, Rows) else Rows()

    def keep(self) -> Kept:
        """The vocabulary."""
        return Kept(
            {f"rarity{place}": field.rarity for place, field in enumerate(self._learned)},
            {"terms": [field.terms for field in self._learned]},
        )

    @classmethod
    def restore(cls, kept: Kept) -> TextSpace:
        """The space that kept this."""
        space = cls([])
        space._learned, space.width = [], 0
        for place, terms in enumerate(kept.facts["terms"]):
            field = _Field(terms, kept.arrays[f"rarity{place}"], space.width)
            space._learned.append(field)
            space.width += len(terms)
        return space

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
