"""`swarm evaluate twin`: the way through tiers, imagined for tickets whose way is known."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click
import numpy as np
from pydantic import ValidationError

from swarm.commands.evaluate.files import FILE, complain, held_bytes, lines_of
from swarm.commands.evaluate.shown import Figures, as_object, print_figures, say
from swarm.matching.measures.figures import Figure, bootstrapped
from swarm.matching.measures.labels import auc_figure
from swarm.matching.sheets import read_sheet
from swarm.reports.twins.imagining import Twins
from swarm.reports.twins.journeys import Journey
from swarm.reports.twins.reading import Columns, read_journeys
from swarm.reports.twins.scoring import Scored, judge, split


@click.command()
@click.argument("file", type=FILE)
@click.option("--columns", type=FILE, required=True, help="What the columns say (TOML).")
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="Share of the tickets, the newest, that is judged.",
)
@click.option("--most", type=click.IntRange(1), help="Judge only so many of them, evenly chosen.")
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def twin(
    file: Path, columns: Path, share: float, most: int | None, seed: int, as_json: bool
) -> None:
    """Imagine the way of tickets through queues, and compare it with the way they took.

    FILE is an audit log as CSV, one row an update. Learned from are the older tickets that had
    ended before the first judged one came. Errors are continuous ranked probability scores.
    """
    named = _columns(columns)
    log = read_journeys(read_sheet(lines_of(file)), named)
    complain(file, log.complaints)
    learned, held = split(log.journeys, share)
    if not learned or not held:
        raise click.ClickException(f"{file}: too few tickets to judge any")
    held = held[:: -(-len(held) // most)] if most else held
    scored, paths = judge(learned, held, named.category)
    studies: dict[str, Figures] = {name: _figures(one, seed) for name, one in scored.items()}
    studies["way"] = {"the likeliest path was taken": bootstrapped(paths, seed)}
    studies["first queue"] = {"AUC of being passed on": _auc(learned, held, seed)}
    facts = {"judged": len(held), "learned_from": len(learned), "left_out": log.unusable}
    if as_json:
        say(as_object(studies, **facts))
        return
    for name, figures in studies.items():
        print_figures({name: figures})
        say("")
    say(
        f"{len(held)} tickets judged, {len(learned)} learned from, {log.unusable} left out (no"
        " queue, or no end); brackets are 95% bootstrap intervals."
    )


def _columns(path: Path) -> Columns:
    try:
        return Columns.model_validate(tomllib.loads(held_bytes(path).decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{path}: {problem}") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise click.ClickException(f"{path}: {where}: {first['msg']}") from problem


def _figures(scored: Scored, seed: int) -> Figures:
    return {
        "twin": bootstrapped(scored.twin, seed),
        "average of its category": bootstrapped(scored.average, seed),
        "whole spread of its category": bootstrapped(scored.spread, seed),
        "twin less whole spread": bootstrapped(scored.twin - scored.spread, seed),
        "the 80% interval held it": bootstrapped(scored.held, seed),
    }


def _auc(learned: list[Journey], held: list[Journey], seed: int) -> Figure:
    twins = Twins.fit(learned)
    told = [
        (one.hops > 0, twins.passed_on(one.stops[0].place, one.fields, later=False)) for one in held
    ]
    known = [(truth, chance) for truth, chance in told if chance is not None]
    truth, chances = (np.array(column) for column in zip(*known, strict=True))
    return auc_figure(truth, chances, seed)
