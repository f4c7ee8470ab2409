"""Pages of reports over very many tickets, without a database that holds them.

    python -m benchmarks.reports_in_memory 20 [page ...]

The kept figures of a made-up year of 50,000 tickets, so many times over in this process. Each page
is calculated and written as JSON for 16 filters, two of them the whole desk, each time after 100
tickets changed; printed are seconds of processor time. What a page asks of single rows (open needs,
names) is asked of the 50,000.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import numpy as np
from sqlalchemy.orm import Session

from swarm import clock
from swarm.bench.year import NOW, fill
from swarm.commands.bench_reports import _filters
from swarm.db import Database
from swarm.migrating import every_table
from swarm.reports import memory
from swarm.reports.aggregates import reading
from swarm.reports.aggregates.entries import Entries
from swarm.reports.aggregates.keeping import keep_missing
from swarm.reports.aggregates.parts import Part, in_full, renew
from swarm.reports.aggregates.reading import Look, Stored
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import read_comparison
from swarm.reports.effects import loading
from swarm.reports.effects.page import read_effect
from swarm.reports.effects.where import read_where
from swarm.reports.fit.page import read_fit
from swarm.reports.flow.page import read_flow
from swarm.reports.load.page import read_load
from swarm.reports.overview import read_overview
from swarm.reports.shift.report import read_ledger
from swarm.reports.trials.design import Wish, read_design

TICKETS, CHANGED, ASKED = 50_000, 100, 16

PAGES: dict[str, Callable[[Session, Cohort], Any]] = {
    "overview": lambda session, cohort: read_overview(session, None, cohort),
    "comparison": lambda session, cohort: read_comparison(session, None, cohort),
    "effect": lambda session, cohort: read_effect(session, None, cohort),
    "groups": lambda session, cohort: read_where(session, None, cohort),
    "experiment": lambda session, cohort: read_design(session, None, cohort, Wish()),
    "tiers": lambda session, cohort: read_ledger(session, None, cohort),
    "fit": lambda session, cohort: read_fit(session, None, cohort, lambda _: None),
    "flow": lambda session, cohort: read_flow(session, None, cohort),
    "load": lambda session, _: read_load(session, None),
}


def repeat(part: Part, times: int) -> Part:
    """The tickets of a part so many times, each time under other numbers."""
    span, count = int(part.number[-1]), len(part)
    return Part(
        np.concatenate([part.number + turn * span for turn in range(times)]),
        {name: np.tile(column, times) for name, column in part.columns.items()},
        {
            sort: Entries(
                np.tile(one.values, times),
                np.concatenate([one.at + turn * count for turn in range(times)]),
            )
            for sort, one in part.entries.items()
        },
    )


def texts_of(span: int) -> Callable[[Session, list[int], str], Iterator[tuple[int, str | None]]]:
    """The texts of repeated tickets are those of the ticket that they repeat."""
    read = loading.texts_of

    def said(session: Session, numbers: list[int], name: str) -> Iterator[tuple[int, str | None]]:
        first = {number: (number - 1) % span + 1 for number in numbers}
        texts = dict(read(session, sorted(set(first.values())), name))
        return ((number, texts[one]) for number, one in first.items())

    return said


def cohort_of(chosen: dict[str, Any]) -> Cohort:
    """A filter as an address has it."""
    said = dict(chosen)
    if "from" in said:
        said["start"] = datetime.fromisoformat(said.pop("from")).replace(tzinfo=UTC)
    if "priority" in said:
        said["priority"] = tuple(said["priority"].split(","))
    return Cohort(**said)


def measure(database: Database, part: Part, pages: Iterable[str]) -> None:
    """Print median, p95 and slowest of each page."""
    changed = in_full(part.where(part.number <= CHANGED))
    nobody = np.empty(0, dtype=np.int64)
    for name in pages:
        took = []
        for stamp, chosen in enumerate(_filters(random.Random(3), ASKED)):
            memory.forget_all()
            with database.read() as session:
                began = time.process_time()
                whole = renew(part, changed)
                look = Look(Stored(1, stamp, len(part), part, changed, whole), nobody)
                # The database holds fewer tickets: what is kept of it is not asked for.
                with (
                    patch.object(memory, "look", return_value=look),
                    patch.object(reading, "look", return_value=look),
                ):
                    PAGES[name](session, cohort_of(chosen)).model_dump_json()
                took.append(time.process_time() - began)
        median, late = np.quantile(took, (0.5, 0.95))
        click.echo(f"{name}: median {median:.2f}, p95 {late:.2f}, slowest {max(took):.2f} s")


def main() -> None:
    """Fill, keep, repeat, measure."""
    times, pages = int(sys.argv[1]), sys.argv[2:] or PAGES
    with tempfile.TemporaryDirectory() as folder, clock.at(NOW):
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        every_table().create_all(database.engine)
        fill(database, TICKETS)
        keep_missing(database)
        with database.read() as session:
            part = repeat(reading.look(session).stored.whole, times)
        click.echo(f"{len(part):,} tickets")
        with patch.object(loading, "texts_of", texts_of(TICKETS)):
            measure(database, part, pages)
        database.close()


if __name__ == "__main__":
    main()
