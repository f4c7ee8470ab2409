"""What an import tells while it runs and at its end."""

from __future__ import annotations

import csv
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from swarm.reports.sheets import neutral

SHOWN = 20


class Rejects:
    """Tells unusable rows on standard error, the first of them, and all in a CSV file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None
        self._write: Callable[[tuple[Any, ...]], Any] | None = None

    def __enter__(self) -> Rejects:
        if self.path is not None:
            self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
            self._write = csv.writer(self._file).writerow
            self._write(("line", "reason"))
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()

    def note(self, line: int, why: str) -> None:
        """Take one row down."""
        self.count += 1
        if self.count <= SHOWN:
            click.echo(f"line {line}: {why}", err=True)
        if self._write is not None:
            self._write((line, neutral(why)))

    def sum_up(self) -> None:
        """Say how many there were, if any."""
        if self.count:
            where = f"all of them in {self.path}" if self.path else "--rejects FILE keeps all"
            click.echo(f"{self.count:,} rows could not be used; {where}.", err=True)


class Watch:
    """Time and memory since the start."""

    def __init__(self) -> None:
        self._start = monotonic()

    def measured(self) -> dict[str, float]:
        """Seconds passed and the most megabytes held at once."""
        # Linux counts in kilobytes, macOS in bytes.
        unit = 1024 if sys.platform != "darwin" else 1024 * 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        return {"seconds": round(monotonic() - self._start, 2), "peak_megabytes": round(peak, 1)}


def progress_bar(*, quiet: bool) -> Progress:
    """A bar on standard error; none where nobody watches."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=quiet or not sys.stderr.isatty(),
    )


def follow(bar: Progress, what: str) -> Callable[[int, int], None]:
    """A function that moves the bar's task `what`."""
    task = bar.add_task(what, total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)
