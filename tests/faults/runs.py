"""What one kind of fault came to, and a desk on SQLite to do it to."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.history import Verdict
from tests.faults.scenes import Desk, make_room


@dataclass
class Run:
    """What was done to the desk, how often, and what came of it."""

    what: str
    faults: int
    verdict: Verdict

    def row(self) -> str:
        """A row of the table."""
        v = self.verdict
        cells = (
            self.what, self.faults, v.acknowledged, v.unknown, v.lost, v.doubled,
            v.out_of_order, v.unheard,
        )  # fmt: skip
        return "| " + " | ".join(str(cell) for cell in cells) + " |"


@contextlib.contextmanager
def on_sqlite(members: int = 6) -> Iterator[tuple[Desk, dict[str, Any]]]:
    """A started desk with one room, ended with the block."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), f"sqlite:///{folder}/desk.db")
        room = make_room(desk.database_url, members)
        desk.start()
        try:
            yield desk, room
        finally:
            desk.kill()
