"""Which fields, alone or joined, tell most about an outcome.

Every field counts. Of pairs and triples those are kept that foretell the outcomes of the history
best, each ticket judged without itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Key = tuple[int, ...]  # places of the joined fields; () is the whole desk
_PAIRS, _TRIPLES, _FROM = 14, 6, 7  # kept; and how many leading fields are joined by threes
_WEIGHT = 2.0  # of the overall shares, in tickets
_MOST = 20_000  # newest tickets that are looked at


def coded(values: Sequence[Sequence[str]]) -> Whole:
    """The fields of each ticket as whole numbers: (tickets, fields)."""
    columns = []
    for column in zip(*values, strict=True):
        places: dict[str, int] = {}
        columns.append([places.setdefault(value, len(places)) for value in column])
    return np.array(columns, np.int64).T


def joined(codes: Whole, key: Key) -> Whole:
    """One number for each ticket, the same where all fields of the key are the same."""
    out = np.zeros(len(codes), np.int64)
    for field in key:
        merged = out * (int(codes[:, field].max(initial=0)) + 1) + codes[:, field]
        out = np.unique(merged, return_inverse=True)[1]
    return out


def foretells(codes: Whole, labels: Whole, key: Key) -> float:
    """Mean logarithm of the probability that the key gives each outcome, without that ticket."""
    groups, count = joined(codes, key), int(labels.max(initial=0)) + 1
    overall = np.bincount(labels, minlength=count) / len(labels)
    both = np.unique(groups * count + labels, return_inverse=True, return_counts=True)
    same = both[2][both[1]] - 1
    size = np.bincount(groups)[groups] - 1
    chances = (same + _WEIGHT * overall[labels]) / (size + _WEIGHT)
    return float(np.log(chances).mean())


def keys_of(values: Sequence[Sequence[str]], labels: Sequence[int | None]) -> list[Key]:
    """The keys that the tickets with a label choose; the whole desk alone where none has one."""
    told = [row for row, label in enumerate(labels) if label is not None]
    if not told:
        return [()]
    codes = coded([values[row] for row in told])
    return choose_keys(codes, np.array([labels[row] for row in told], np.int64))


def choose_keys(codes: Whole, labels: Whole) -> list[Key]:
    """The whole desk, every field, and the pairs and triples that tell most; in a fixed order."""
    codes, labels = codes[-_MOST:], labels[-_MOST:]
    fields = range(codes.shape[1])
    alone = {field: foretells(codes, labels, (field,)) for field in fields}
    leading = sorted(fields, key=lambda field: (-alone[field], field))[:_FROM]
    pairs = _best(codes, labels, list(combinations(fields, 2)), _PAIRS)
    triples = _best(codes, labels, list(combinations(sorted(leading), 3)), _TRIPLES)
    return [(), *((field,) for field in fields), *pairs, *triples]


def _best(codes: Whole, labels: Whole, keys: Sequence[Key], most: int) -> list[Key]:
    told = {key: foretells(codes, labels, key) for key in keys}
    return sorted(keys, key=lambda key: (-told[key], key))[:most]
