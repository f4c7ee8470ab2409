"""`swarm import events`: the history of a tiered desk."""

from __future__ import annotations

import csv
import json
import resource
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from swarm.commands.database import open_database
from swarm.foreign import read_mapping
from swarm.reports.aggregates.keeping import keep
from swarm.reports.sheets import neutral
from swarm.tiers.logs.importing import Import, Summary
from swarm.tiers.logs.mapping import Mapping

SHOWN = 10

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--mapping", required=True, type=FILE, help="TOML file that names the columns.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that could not be used, with line and reason, to this CSV file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def events(file: Path, mapping: Path, rejects: Path | None, as_json: bool) -> None:
    """Import the event log of a tiered desk: CSV (one row an event) or XES, plain or gzipped.

    The mapping says which columns hold case, time, actor, group, status and so on;
    docs/examples/servicenow-events.toml is one, with every field explained.

    Each case becomes one ticket with its history. A case is imported as a whole or not at
    all. Importing the same file again changes nothing; a longer export of the same desk
    continues the cases that are known. Exit code 1 when nothing could be read, 2 for wrong
    use, 0 otherwise, also when some rows were left out: the summary counts them.
    """
    plan = read_mapping(mapping, Mapping)
    start = monotonic()
    with ExitStack() as stack:
        database = stack.enter_context(open_database())
        refused = stack.enter_context(Refused(rejects))
        bar = stack.enter_context(_bar(quiet=as_json))
        summary = Import(database, plan, refused.note, keep).run(
            file, _follow(bar, "Reading"), _follow(bar, "Writing")
        )
    measured = {
        "seconds": round(monotonic() - start, 2),
        "peak_megabytes": _peak_megabytes(),
    }
    if as_json:
        click.echo(json.dumps({**asdict(summary), **measured}))
    else:
        _say(summary, measured, refused, rejects)


class Refused:
    """Keeps the first refused rows to show, and writes all of them where a file is named."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.first: list[tuple[int, str, str]] = []
        self._write: Callable[[tuple[Any, ...]], Any] | None = None

    def __enter__(self) -> Refused:
        if self.path is not None:
            self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
            self._write = csv.writer(self._file).writerow
            self._write(("line", "case", "reason"))
        return self

    def __exit__(self, *error: object) -> None:
        if self._write is not None:
            self._file.close()

    def note(self, line: int, case: str, why: str) -> None:
        """Take one refused row down."""
        if len(self.first) < SHOWN:
            self.first.append((line, case, why))
        if self._write is not None:
            self._write((line, neutral(case), neutral(why)))


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=quiet or not sys.stderr.isatty(),
    )


def _follow(bar: Progress, what: str) -> Callable[[int, int], None]:
    task = bar.add_task(what, total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)


def _peak_megabytes() -> float:
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def _say(
    summary: Summary, measured: dict[str, float], refused: Refused, rejects: Path | None
) -> None:
    click.echo(
        f"{summary.rows:,} events of {summary.cases:,} cases read: {summary.imported:,} imported,"
        f" {summary.continued:,} continued, {summary.unchanged:,} already here,"
        f" {summary.cases_left_out:,} left out."
    )
    if summary.people_made:
        click.echo(
            f"{summary.people_made:,} people of {summary.source} were not known before: they"
            " count as having left until an administrator matches their names to accounts."
        )
    for line, case, why in refused.first:
        click.echo(f"line {line}, case {case or '?'}: {why}")
    if summary.rows_refused:
        where = f"all of them in {rejects}" if rejects else "--rejects FILE writes all of them"
        click.echo(f"{summary.rows_refused:,} rows could not be used; {where}.")
    click.echo(f"{measured['seconds']} s, {measured['peak_megabytes']} MB at most.")
