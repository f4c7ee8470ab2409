"""`swarm evaluate`: judge the model that serves, on tickets whose answer is known."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn
from rich.table import Table

from swarm.matching.baselines import baselines
from swarm.matching.evaluation import (
    Figure,
    Judged,
    Learning,
    Served,
    figures,
    judged_frozen,
    judged_with_embargo,
    split,
)
from swarm.matching.records import Reading, Record, read_lines

_MOST_COMPLAINTS = 20  # told one by one for each file
_GZIP = b"\x1f\x8b"
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def evaluate() -> None:
    """Judge what Swarm recommends against what really happened."""


@evaluate.command()
@click.option("--history", type=_FILE, required=True, help="Tickets to learn from (JSON lines).")
@click.option("--held-out", type=_FILE, required=True, help="Tickets to judge (JSON lines).")
@click.option(
    "--embargo-days",
    type=click.FloatRange(min=0),
    help="Evidence is every ticket of either file created more than this many days earlier. "
    "Without it the model is frozen after the history, each project fitted apart.",
)
@click.option(
    "--ranks",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the first ten people for every judged ticket, one JSON object a line.",
)
@click.option("--baselines", "compare", is_flag=True, help="Judge simple methods in the same run.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def recommend(
    history: Path,
    held_out: Path,
    embargo_days: float | None,
    ranks: Path | None,
    compare: bool,
    as_json: bool,
) -> None:
    """Recommend people for held-out tickets and compare with who took part.

    Files are JSON lines, plain or .gz. Lines that cannot be used are told on standard error and
    the rest is used.
    """
    past, judged_from = _read(history), _read(held_out)
    wanted = sum(bool(record.ticket.wanted) for record in judged_from)
    if not wanted:
        raise click.ClickException(f"{held_out}: no ticket names anyone to find")
    learners: dict[str, Learning] = {"swarm": Served, **(baselines() if compare else {})}
    results: dict[str, list[Judged]] = {}
    with _progress() as progress:
        for name, learn in learners.items():
            task = progress.add_task(name, total=wanted)
            results[name] = []
            for one in _judge(past, judged_from, embargo_days, learn):
                results[name].append(one)
                progress.advance(task)
    if ranks is not None:
        _write_ranks(ranks, results["swarm"])
    report = {name: _report(judged) for name, judged in results.items()}
    candidates = len(_people(past, judged_from if embargo_days is not None else ()))
    if as_json:
        click.echo(json.dumps(_as_json(report, candidates)))
    else:
        _print(report, candidates)


@evaluate.command("split")
@click.argument("file", type=_FILE)
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="Share of each project's tickets, the newest, that is held out.",
)
@click.option("--history", type=click.Path(path_type=Path), required=True, help="Older tickets.")
@click.option("--held-out", type=click.Path(path_type=Path), required=True, help="Newest tickets.")
def split_file(file: Path, share: float, history: Path, held_out: Path) -> None:
    """Split a file of tickets by time, each project apart, lines unchanged."""
    lines = _lines(file)
    reading = _checked(file, read_lines(lines))
    older, newer = split(reading.records, share)
    for path, places in ((history, older), (held_out, newer)):
        chosen = [lines[reading.records[place].line - 1] for place in places]
        try:
            path.write_bytes(b"".join(line.rstrip(b"\r") + b"\n" for line in chosen))
        except OSError as problem:
            raise click.ClickException(f"{path}: {problem.strerror}") from problem
        click.echo(f"{path}: {len(chosen)} tickets")


def _lines(path: Path) -> list[bytes]:
    try:
        held = path.read_bytes()
        return (gzip.decompress(held) if held.startswith(_GZIP) else held).split(b"\n")
    except (OSError, EOFError, zlib.error) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise click.ClickException(f"{path}: cannot be read: {why}") from problem


def _read(path: Path) -> list[Record]:
    return _checked(path, read_lines(_lines(path))).records


def _checked(path: Path, reading: Reading) -> Reading:
    for number, complaint in reading.complaints[:_MOST_COMPLAINTS]:
        click.echo(f"{path}:{number}: {complaint}", err=True)
    more = len(reading.complaints) - _MOST_COMPLAINTS
    if more > 0:
        click.echo(f"{path}: {more} more lines with complaints", err=True)
    if not reading.records:
        raise click.ClickException(f"{path}: holds no ticket that can be used")
    return reading


def _judge(
    history: Sequence[Record],
    held_out: Sequence[Record],
    embargo_days: float | None,
    learn: Learning,
) -> Iterator[Judged]:
    if embargo_days is None:
        return judged_frozen(history, held_out, learn)
    return judged_with_embargo(history, held_out, embargo_days, learn)


def _progress() -> Progress:
    console = Console(stderr=True)
    parts = (SpinnerColumn(), *Progress.get_default_columns(), TimeElapsedColumn())
    return Progress(*parts, console=console, disable=not console.is_terminal, transient=True)


def _people(*files: Iterable[Record]) -> set[str]:
    tickets = (record.ticket for records in files for record in records)
    return {p for t in tickets for p in (*t.people, t.requester) if p}


def _write_ranks(path: Path, judged: Sequence[Judged]) -> None:
    ordered = sorted(judged, key=lambda one: one.record.line)
    lines = (
        json.dumps({"id": one.record.id, "people": list(one.people)}, ensure_ascii=False) + "\n"
        for one in ordered
    )
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as problem:
        raise click.ClickException(f"{path}: cannot be written: {problem.strerror}") from problem


_Report = tuple[dict[str, Figure], float, float]


def _report(judged: Sequence[Judged]) -> _Report:
    taken = [one.seconds * 1_000 for one in judged]
    return figures(judged), float(np.percentile(taken, 50)), float(np.percentile(taken, 99))


def _as_json(report: dict[str, _Report], candidates: int) -> dict[str, Any]:
    def one(name: str) -> dict[str, Any]:
        measured, middle, slowest = report[name]
        shown: dict[str, Any] = {key: figure.value for key, figure in measured.items()}
        shown["intervals"] = {key: asdict(figure) for key, figure in measured.items()}
        shown["suggestion_ms"] = {"p50": round(middle, 2), "p99": round(slowest, 2)}
        shown["n"] = measured["R@5"].n
        return shown

    others = {name: one(name) for name in report if name != "swarm"}
    return {**one("swarm"), "candidates": candidates, **({"baselines": others} if others else {})}


def _print(report: dict[str, _Report], candidates: int) -> None:
    measured, middle, slowest = report["swarm"]
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in report:
        table.add_column(name, justify="right", overflow="fold")
    for key in measured:
        table.add_row(key, *(_shown(report[name][0][key], name == "swarm") for name in report))
    times = (f"{report[name][1]:.1f} / {report[name][2]:.1f}" for name in report)
    table.add_row("ms p50 / p99", *times)
    console.print(table)
    multi = measured["R@5 multi"].n
    console.print(
        f"{measured['R@5'].n} tickets judged, {multi} of them with two or more people; "
        f"{candidates} candidates; brackets are 95% bootstrap intervals; "
        f"a suggestion takes {middle:.1f} ms (p50), {slowest:.1f} ms (p99)",
        highlight=False,
        soft_wrap=True,
    )


def _shown(figure: Figure, interval: bool) -> str:
    if figure.value is None:
        return "-"
    if not interval:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} \\[{figure.low:.3f}, {figure.high:.3f}]"
