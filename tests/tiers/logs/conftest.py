from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from swarm.db import Base, Database
from swarm.tiers.logs.importing import Import, Summary
from swarm.tiers.logs.mapping import Mapping

HEADER = "case,at,who,holder,group,state,opened,solved,moves,back,kept,prio,kind"


def plain_mapping(**more: Any) -> Mapping:
    """A mapping for the small files of these tests."""
    values: dict[str, Any] = {
        "source": "old desk",
        "file": {"missing": ["", "?"]},
        "time": {"format": "%d/%m/%Y %H:%M", "zone": "UTC"},
        "columns": {
            "case": "case",
            "time": "at",
            "actor": "who",
            "owner": "holder",
            "group": "group",
            "status": "state",
            "opened": "opened",
            "resolved": "solved",
            "reassignments": "moves",
            "reopens": "back",
            "sla_kept": "kept",
            "priority": "prio",
            "category": "kind",
        },
        "status": {
            "New": "new",
            "Active": "open",
            "Waiting": "waiting",
            "Resolved": "solved",
            "Closed": "closed",
            "-100": "same",
        },
        "priority": {"1": "urgent", "3": "normal"},
        "ticket": {"summary": "{kind} of {case}"},
        "tier_of_group": [{"match": "^First", "tier": "L1"}, {"match": "^Second", "tier": "L2"}],
    }
    return Mapping.model_validate({**values, **more})


def row(case: str = "A1", at: str = "1/2/2026 09:00", **more: str) -> str:
    """One row of the file, with plain values where nothing is told."""
    values = {
        "who": "ann",
        "holder": "?",
        "group": "First line",
        "state": "New",
        "opened": "1/2/2026 08:55",
        "solved": "?",
        "moves": "0",
        "back": "0",
        "kept": "true",
        "prio": "3",
        "kind": "Printing",
    } | more
    return ",".join([case, at, *values.values()])


class Log:
    """A file of rows that can be imported into the test's desk."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.rejected: list[tuple[int, str, str]] = []

    def write(self, *rows: str, header: str = HEADER, zipped: bool = False) -> Path:
        path = self.folder / ("log.csv.gz" if zipped else "log.csv")
        text = "\n".join([header, *rows]) + "\n"
        path.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
        return path

    def read(self, path: Path, mapping: Mapping | None = None) -> Summary:
        self.rejected = []
        importing = Import(
            self.database, mapping or plain_mapping(), lambda *one: self.rejected.append(one)
        )
        return importing.run(path, lambda _done, _all: None, lambda _done, _all: None)

    def load(self, *rows: str, **more: Any) -> Summary:
        return self.read(self.write(*rows, **more))


@pytest.fixture
def log(tmp_path: Path, database: Database) -> Log:
    return Log(tmp_path, database)


SOLVED = {"moves": "2", "kept": "false", "solved": "1/2/2026 11:55"}
WHOLE = (
    row(),
    row(at="1/2/2026 09:10", who="bob", holder="bob", group="Second line", state="Active"),
    row(at="1/2/2026 11:00", who="bob", holder="cleo", state="Active", moves="2"),
    row(at="1/2/2026 12:00", who="cleo", holder="cleo", state="Resolved", **SOLVED),
    row(at="3/2/2026 12:00", who="robot", holder="cleo", state="Closed", **SOLVED),
)


def all_of(log: Log, table: type[Base]) -> Sequence[Any]:
    """Every row of a table."""
    with log.database.read() as session:
        return session.scalars(select(table)).unique().all()
