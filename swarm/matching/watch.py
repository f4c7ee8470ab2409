"""Notes where simple methods would have placed those who were right, while lessons go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.card import NOWHERE, SIMPLE
from swarm.matching.index.votes import Signals


@dataclass(slots=True)
class Watch:
    """Where they placed those wanted, for the lessons from number `first` on."""

    first: int
    _seen: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def see(
        self, number: int, found: Signals, barred: npt.NDArray[np.bool_], wanted: Sequence[int]
    ) -> None:
        """Look at a lesson: its number, its signals, whom not to name, and who was right."""
        if number >= self.first:
            said = {
                name: np.where(barred, -1.0, found.votes[signal][0])
                for name, signal in SIMPLE.items()
            }
            self._seen[number] = {
                name: [_place(values, column) for column in wanted] for name, values in said.items()
            }

    def places(self) -> dict[str, list[list[int]]]:
        """By method, lesson after lesson."""
        return {name: [self._seen[one][name] for one in sorted(self._seen)] for name in SIMPLE}


def _place(said: npt.NDArray[Any], column: int) -> int:
    value = said[column]
    if value <= 0:
        return NOWHERE
    return 1 + int((said > value).sum()) + int((said[:column] == value).sum())
