"""Long work as it goes on: bars at a terminal, now and then a plain line in a file or a pipe."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from time import monotonic

import click

EVERY = 3.0
"""Seconds between two plain lines."""

Tell = Callable[[int], None]
"""Told how many more of a step are done."""


@contextmanager
def shown(steps: Sequence[tuple[str, int]], *, quiet: bool) -> Iterator[list[Tell]]:
    """One function for each step, named and with how many there are to do, on standard error.

    Bars go when all is done. `quiet` shows nothing.
    """
    if quiet:
        yield [lambda _: None for _ in steps]
    elif not sys.stderr.isatty():
        with plain_lines(lambda line: click.echo(line, err=True)) as lines:
            yield [lines.step(name, total) for name, total in steps]
    else:
        with _bars(steps) as tells:
            yield tells


class PlainLines:
    """How far long work is, in words; the step that moved last stands for the whole."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._begun = now()
        self._moved: tuple[str, int, int] | None = None

    def step(self, name: str, total: int) -> Tell:
        """What is to be told as a step goes on; `total` may be an estimate."""
        done = 0

        def tell(more: int) -> None:
            nonlocal done
            done += more
            self._moved = (name, done, max(done, total))

        return tell

    def line(self) -> str | None:
        """Where it is now; None where nothing has moved yet."""
        if self._moved is None:
            return None
        name, done, total = self._moved
        return f"{name}: {done:,} of {total:,} ({self._now() - self._begun:.0f} s)"


@contextmanager
def plain_lines(say: Callable[[str], None]) -> Iterator[PlainLines]:
    """Says every few seconds where the work is, also while one step of it takes long."""
    lines, over = PlainLines(), threading.Event()

    def tell() -> None:
        while not over.wait(EVERY):
            if line := lines.line():
                say(line)

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield lines
    finally:
        over.set()
        telling.join()


@contextmanager
def _bars(steps: Sequence[tuple[str, int]]) -> Iterator[list[Tell]]:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.progress import (  # noqa: PLC0415 - slow to import
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        yield [partial(bar.advance, bar.add_task(name, total=total)) for name, total in steps]
