"""What tickets are labelled with, by which words are taught to tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from swarm.matching.index.spans import Array
from swarm.matching.rows import Rows

LabelKind = Literal["skill", "category"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one kind: their names with their places, and those of each ticket, as they grow."""

    names: dict[str, int]
    rows: Rows

    def matrix(self) -> sparse.csr_array:
        """Which labels each ticket has: (tickets, labels)."""
        return self.rows.matrix(max(1, len(self.names)))

    def entries(self) -> tuple[Array, Array]:
        """Where each ticket's labels start, and which they are."""
        return self.rows.entries()

    def told(self) -> list[int]:
        """The tickets that have any, oldest first."""
        starts, _ = self.entries()
        rows: list[int] = np.flatnonzero(np.diff(starts)).tolist()
        return rows
