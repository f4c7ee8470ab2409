"""Long work as it goes on: bars at a terminal, now and then a plain line in a file or a pipe."""

from __future__ import annotations

import sys
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
        lines = PlainLines(lambda line: click.echo(line, err=True))
        yield [lines.step(name, total) for name, total in steps]
    else:
        with _bars(steps) as tells:
            yield tells


class PlainLines:
    """Says now and then how far a step is: soon after its beginning, and every few seconds."""

    def __init__(self, say: Callable[[str], None], now: Callable[[], float] = monotonic) -> None:
        self._say = say
        self._now = now
        self._next = now() + EVERY

    def step(self, name: str, total: int) -> Tell:
        """What is to be told as a step goes on."""
        done = 0

        def tell(more: int) -> None:
            nonlocal done
            done += more
            if self._now() >= self._next:
                self._next = self._now() + EVERY
                self._say(f"{name}: {done:,} of {total:,}")

        return tell


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
