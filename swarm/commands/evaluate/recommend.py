"""`swarm evaluate recommend`: whom Swarm would have named, beside who really took part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from swarm.commands.evaluate.files import FILE, read_records, write_file
from swarm.commands.evaluate.shown import figure_text, print_figures, progress_bar, say
from swarm.matching.baselines import baselines
from swarm.matching.evaluation import (
    MEASURES,
    Judged,
    Learning,
    Served,
    figures,
    judged_frozen,
    judged_with_embargo,
    lead,
)
from swarm.matching.measures.figures import Figure
from swarm.matching.records import Record, with_named


@click.command()
@click.option("--history", type=FILE, required=True, help="Tickets to learn from (JSON lines).")
@click.option("--held-out", type=FILE, required=True, help="Tickets to judge (JSON lines).")
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
    past, judged_from = read_records(history), read_records(held_out)
    wanted = sum(bool(record.ticket.wanted) for record in judged_from)
    if not wanted:
        raise click.ClickException(f"{held_out}: no ticket names anyone to find")
    learners: dict[str, Learning] = {"swarm": Served, **(baselines() if compare else {})}
    results: dict[str, list[Judged]] = {}
    with progress_bar() as progress:
        for name, learn in learners.items():
            task = progress.add_task(name, total=wanted)
            results[name] = []
            for one in judge(past, judged_from, embargo_days, learn):
                results[name].append(one)
                progress.advance(task)
    if ranks is not None:
        _write_ranks(ranks, results["swarm"])
    report = {name: _report(judged) for name, judged in results.items()}
    for name in report.keys() - {"swarm"}:
        report[name][0].update(lead(results["swarm"], results[name]))
    candidates = len(_people(past, judged_from if embargo_days is not None else ()))
    if as_json:
        click.echo(json.dumps(_as_json(report, candidates)))
    else:
        _print(report, candidates)


def judge(
    history: Sequence[Record],
    held_out: Sequence[Record],
    embargo_days: float | None,
    learn: Learning,
) -> Iterator[Judged]:
    """Held-out tickets with whom the learner names, by the rule of evidence that is in force."""
    past, judged_from = with_named(history, held_out)
    if embargo_days is None:
        return judged_frozen(past, judged_from, learn)
    return judged_with_embargo(past, judged_from, embargo_days, learn)


def _people(*files: Iterable[Record]) -> set[str]:
    tickets = (record.ticket for records in files for record in records)
    return {p for t in tickets for p in (*t.people, t.requester) if p}


def _write_ranks(path: Path, judged: Sequence[Judged]) -> None:
    ordered = sorted(judged, key=lambda one: one.record.line)
    lines = (
        json.dumps({"id": one.record.id, "people": list(one.people)}, ensure_ascii=False) + "\n"
        for one in ordered
    )
    write_file(path, "".join(lines).encode())


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
    columns = {name: measured for name, (measured, _, _) in report.items()}
    times = [f"{middle:.1f} / {slowest:.1f}" for _, middle, slowest in report.values()]
    ahead = dict.fromkeys(key for one in columns.values() for key in one if key not in MEASURES)
    rows = [
        [key, *(figure_text(one[key]) if key in one else "" for one in columns.values())]
        for key in ahead
    ]
    print_figures(columns, [*rows, ["ms p50 / p99", *times]])
    measured, middle, slowest = report["swarm"]
    multi = measured["R@5 multi"].n
    say(
        f"{measured['R@5'].n} tickets judged, {multi} of them with two or more people; "
        f"{candidates} candidates; brackets are 95% bootstrap intervals; "
        f"a suggestion takes {middle:.1f} ms (p50), {slowest:.1f} ms (p99)"
    )
    say(
        "Ceiling: R@5 of somebody who names everyone rightly who was ever seen before. "
        f"Of the people to find, {measured['seen before'].value or 0:.1%} were."
    )
