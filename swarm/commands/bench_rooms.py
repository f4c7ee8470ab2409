"""`swarm bench rooms`: how fast a room is, beside peers that do less, in one run."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from swarm.bench.rooms import Figures, measure, medians, take_turns
from swarm.bench.targets import Missing, Target, Yard

TARGETS = ("sqlite", "postgresql", "unstored", "stock", "node")
SMALL = [10] * 50
SHAPES = {"a100": [100], "a500": [500], "b": SMALL, "bfull": SMALL, "c": [200], "herd": SMALL}
LABELS = {
    "p50": "last receiver p50, ms",
    "p99": "p99, ms",
    "deliveries_per_second": "deliveries a second",
    "messages_per_second": "messages a second",
    "cpu_us_per_delivery": "CPU per delivery, µs",
    "grown_kilobytes": "memory grown, KB",
    "kilobytes_each": "KB each",
    "threads": "threads",
    "connected_per_second": "connected a second",
    "cpu_share_idle": "CPU while idle",
    "seconds": "seconds until all caught up",
    "came_in": "came in",
    "caught_up": "caught up",
    "undelivered": "undelivered",
    "late": "not sent in time",
    "faults": "lost, doubled, out of order, refused",
}


@click.command("rooms")
@click.option("--against", default="sqlite,unstored,stock", show_default=True,
              help=f"What to measure side by side: {', '.join(TARGETS)}.")  # fmt: skip
@click.option("--workload", default="a100", show_default=True, type=click.Choice(list(SHAPES)))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option("--messages", default=200, show_default=True, type=click.IntRange(10, 100_000),
              help="Messages of a round of a100 and a500.")  # fmt: skip
@click.option("--seconds", default=10.0, show_default=True, help="Length of a round of b, bfull.")
@click.option("--rate", default=200.0, show_default=True, help="Messages a second of b.")
@click.option("--count", default=2000, show_default=True, type=click.IntRange(1, 20_000),
              help="Connections of c and of a herd.")  # fmt: skip
@click.option("--postgres", envvar="SWARM_BENCH_POSTGRES_URL", default="",
              help="Server on which a scratch database may be made.")  # fmt: skip
@click.option("--stock", default="", help="A Python that has Flask-SocketIO and gevent.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def bench_rooms(**chosen: Any) -> None:
    """Measure rooms: A (one room in sequence), B (50 rooms), C (idle connections, a herd back).

    Every target serves the same HTTP path; the generator runs in a process of its own. A ratio
    under 1.3 counts as equal on a machine that does other things. A peer that cannot be started
    is named as skipped, and nothing is claimed about it.
    """
    workload: str = chosen["workload"]
    run = _workloads(chosen)[workload]
    skipped: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="swarm-bench-") as folder:
        yard = Yard(Path(folder), SHAPES[workload], chosen["postgres"], chosen["stock"])
        try:
            targets = _start(yard, chosen["against"].split(","), skipped)
            every = list(take_turns(targets, chosen["rounds"], run)) if targets else []
        finally:
            yard.close()
    figures = medians(every)
    if chosen["as_json"]:
        click.echo(json.dumps({"workload": workload, "median": figures, "skipped": skipped}))
    else:
        _show(workload, figures, skipped)
    if not figures or any(_is_faulty(one) for one in figures.values()):
        raise SystemExit(1)


def _workloads(chosen: dict[str, Any]) -> dict[str, Callable[[Target], Figures]]:
    def sequence(target: Target) -> Figures:
        return measure(target, "sequence", messages=chosen["messages"])

    def rooms_at(speed: float) -> Callable[[Target], Figures]:
        return lambda target: measure(target, "rooms", seconds=chosen["seconds"], rate=speed)

    def idle(target: Target) -> Figures:
        return measure(target, "idle", people=target.people, count=chosen["count"], wait=2.0)

    def herd(target: Target) -> Figures:
        # Everybody is 50 lines behind when they come back.
        measure(target, "rooms", seconds=15, rate=400)
        heads = {room["stream"]: _head(target, room) for room in target.rooms}
        return measure(target, "herd", count=chosen["count"], behind=50, heads=heads)

    return {
        "a100": sequence, "a500": sequence, "b": rooms_at(chosen["rate"]), "bfull": rooms_at(0),
        "c": idle, "herd": herd,
    }  # fmt: skip


def _head(target: Target, room: dict[str, Any]) -> int:
    number = room["stream"].partition("/")[2]
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=10)
    connection.request(
        "GET",
        f"/api/swarms/{number}/activity?limit=1",
        headers={"Authorization": f"Bearer {room['tokens'][0]}"},
    )
    head: int = json.load(connection.getresponse())["head"]
    connection.close()
    return head


def _start(yard: Yard, names: list[str], skipped: dict[str, str]) -> list[Target]:
    targets = []
    for name in names:
        if name not in TARGETS:
            raise click.BadParameter(
                f"{name} is none of {', '.join(TARGETS)}", param_hint="--against"
            )
        try:
            targets.append(yard.start(name))
        except Missing as missing:
            skipped[name] = str(missing)
    return targets


def _is_faulty(one: Figures) -> bool:
    return bool("error" in one or one.get("faults") or one.get("undelivered"))


def _show(workload: str, figures: dict[str, Figures], skipped: dict[str, str]) -> None:
    table = Table(title=f"Workload {workload}, medians of the rounds")
    table.add_column("")
    for name in figures:
        table.add_column(name, justify="right")
    for key, label in LABELS.items():
        if any(key in one for one in figures.values()):
            table.add_row(label, *(_number(one.get(key)) for one in figures.values()))
    console = Console()
    console.print(table)
    for name, one in figures.items():
        if "error" in one:
            console.print(f"{name}: {one['error']}")
    for name, why in skipped.items():
        console.print(f"{name} was skipped: {why}")


def _number(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, float) and value < 100 else f"{value:,.0f}"
