"""How the studies print: a table for people, one JSON object for scripts, a bar while they work."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn
from rich.table import Table

from swarm.matching.measures.figures import Figure

Figures = Mapping[str, Figure]


def wide_console() -> Console:
    """A console that does not fold a table which goes to a file."""
    return Console(width=None if sys.stdout.isatty() else 240)


def progress_bar() -> Progress:
    """Shown on a terminal alone, on standard error."""
    console = Console(stderr=True)
    parts = (SpinnerColumn(), *Progress.get_default_columns(), TimeElapsedColumn())
    return Progress(*parts, console=console, disable=not console.is_terminal, transient=True)


def figure_text(figure: Figure) -> str:
    """A figure with its interval."""
    if figure.value is None:
        return "-"
    if figure.low is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} \\[{figure.low:.3f}, {figure.high:.3f}]"


def percent_text(figure: Figure) -> str:
    """A share as percent, with its interval."""
    if figure.value is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.1%}"
    return f"{figure.value:.1%} [{figure.low:.1%}, {figure.high:.1%}]"


def print_figures(columns: Mapping[str, Figures], more: Sequence[Sequence[str]] = ()) -> None:
    """One column for each method, one row for each measure; `more` are rows of text below."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right", overflow="fold")
    for key in next(iter(columns.values())):
        table.add_row(key, *(figure_text(figures[key]) for figures in columns.values()))
    for row in more:
        table.add_row(*row)
    wide_console().print(table)


def as_object(columns: Mapping[str, Figures], **facts: object) -> str:
    """The same as one JSON object: each figure with its interval, and a few facts beside them."""
    shown = {
        name: {key: asdict(figure) for key, figure in figures.items()}
        for name, figures in columns.items()
    }
    return json.dumps({**facts, **shown})


def say(text: str) -> None:
    """A sentence below a table."""
    click.echo(text)
