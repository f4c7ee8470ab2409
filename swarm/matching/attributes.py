"""Product and components as sparse rows, so that tickets can be alike in what they are about.

A component is known within its product; a path such as "docs/api/auth.md" also stands, more
weakly, for the folders it lies in. Rare attributes say more than common ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from swarm.matching.keeping.kept import Kept
from swarm.matching.rows import Floats, Ints

_PRODUCT, _FOLDER = 0.3, 0.5  # weight beside a component's 1
_LONGEST = 200  # characters of a name that are read
_MOST_COMPONENTS = 50


def attributes(product: str, components: Sequence[str]) -> dict[str, float]:
    """The attributes of a ticket with their weight, before rarity."""
    product = product[:_LONGEST].strip().casefold()
    found: dict[str, float] = {}
    if product:
        found[f"product {product}"] = _PRODUCT
    for component in components[:_MOST_COMPONENTS]:
        name = component[:_LONGEST].strip().casefold()
        folder, slash, _ = name.rpartition("/")
        while slash:
            found[f"folder {product} {folder}"] = _FOLDER
            folder, slash, _ = folder.rpartition("/")
        if name:
            found[f"component {product} {name}"] = 1.0
    return found


class AttributeSpace:
    """Attributes with their rarity in a history; new ones are learned as they come."""

    def __init__(self, tickets: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._count = len(tickets)
        self._seen: Counter[str] = Counter()
        for product, components in tickets:
            self._seen.update(attributes(product, components).keys())
        self._columns = {name: place for place, name in enumerate(self._seen)}

    def keep(self) -> Kept:
        """The attributes known, and how often each was seen in the history."""
        seen = [[name, count] for name, count in self._seen.items()]
        return Kept({}, {"count": self._count, "seen": seen, "names": list(self._columns)})

    @classmethod
    def restore(cls, kept: Kept) -> AttributeSpace:
        """The space that kept this."""
        space = cls([])
        space._count, space._seen = kept.facts["count"], Counter(dict(kept.facts["seen"]))
        space._columns = {name: place for place, name in enumerate(kept.facts["names"])}
        return space

    @property
    def width(self) -> int:
        """Number of attributes known by now."""
        return len(self._columns)

    def learn(self, product: str, components: Sequence[str]) -> tuple[Ints, Floats]:
        """The row of a ticket in evidence; an attribute never seen before gets a new column."""
        for name in attributes(product, components):
            self._columns.setdefault(name, len(self._columns))
        return self.row(product, components)

    def row(self, product: str, components: Sequence[str]) -> tuple[Ints, Floats]:
        """Columns and values; their length is one less what is not known here."""
        named = attributes(product, components)
        weights = {name: weight * self._rarity(name) for name, weight in named.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        known = sorted(
            (self._columns[name], weight / length)
            for name, weight in weights.items()
            if name in self._columns
        )
        columns = np.array([column for column, _ in known], np.int32)
        return columns, np.array([value for _, value in known], np.float32)

    def _rarity(self, name: str) -> float:
        return math.log((1 + self._count) / (1 + self._seen[name])) + 1
