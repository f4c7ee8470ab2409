"""`swarm bench matching`, `rooms` and `reports`: how fast this is, beside peers where there are."""

from __future__ import annotations

import json
import os
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from swarm.commands.bench_reports import bench_reports
from swarm.commands.bench_rooms import bench_rooms
from swarm.commands.benching.desks import Size
from swarm.commands.benching.matching import measure_desk, measure_texts, measure_walks

PARTS = ("desk", "http", "texts", "walks")


@click.group()
def bench() -> None:
    """Measure this machine's desk."""


bench.add_command(bench_rooms)
bench.add_command(bench_reports)


@bench.command()
@click.option("--part", "parts", type=click.Choice(PARTS), multiple=True, help="Only this part.")
@click.option("--tickets", default=200_000, show_default=True, type=click.IntRange(100, 2_000_000))
@click.option("--people", default=10_000, show_default=True, type=click.IntRange(20, 1_000_000))
@click.option("--skills", default=2_000, show_default=True, type=click.IntRange(5, 100_000))
@click.option("--questions", default=200, show_default=True, type=click.IntRange(10, 100_000))
@click.option(
    "--others",
    default=20,
    show_default=True,
    type=click.IntRange(0, 1_000),
    help="So many others ask over HTTP, each about once a second.",
)
@click.option(
    "--texts",
    default="20000,200000,1000000",
    show_default=True,
    help="Numbers of texts at which growth is shown.",
)
@click.option(
    "--graph",
    default="100000,1000000",
    show_default=True,
    help="People and edges of the graph that is walked on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def matching(
    *,
    parts: tuple[str, ...],
    tickets: int,
    people: int,
    skills: int,
    questions: int,
    others: int,
    texts: str,
    graph: str,
    as_json: bool,
) -> None:
    """Measure matching on made-up desks: fit, load, ask, add; over HTTP; growth; walks.

    Times are the processor's own unless they are called wall. Peers that are not installed
    (bm25s, igraph) are left out and give no claim.
    """
    wanted = parts or PARTS
    out: dict[str, Any] = {"cores": os.cpu_count(), "load_average": os.getloadavg()[0]}
    if {"desk", "http"} & set(wanted):
        size, served = Size(tickets, people, skills), others if "http" in wanted else None
        out["desk"] = measure_desk(size, questions, served)
    if "texts" in wanted:
        out["texts"] = measure_texts(_numbers(texts))
    if "walks" in wanted:
        out["walks"] = measure_walks(*_numbers(graph)[:2])
    if as_json:
        click.echo(json.dumps(out))
        return
    _print(out)


def _numbers(said: str) -> list[int]:
    try:
        return [int(one) for one in said.split(",")]
    except ValueError as problem:
        raise click.BadParameter("numbers with commas between them") from problem


def _print(out: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    table.add_column("measured", justify="right")
    for name, value in _flat("", out):
        table.add_row(name, "not installed" if value is None else str(value))
    Console(width=100).print(table)


def _flat(start: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [line for name, one in value.items() for line in _flat(f"{start} {name}", one)]
    if isinstance(value, list):
        return [line for one in value for line in _flat(f"{start} {one['texts']}", one)]
    return [(start.strip().replace("_", " "), value)]
