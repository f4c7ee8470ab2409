"""`swarm bench reports`: how long a report takes over very many tickets.

Fills a desk with a year of tickets, their owners, touches, swarms and lines of activity, past
all verbs and listeners; keeps their figures as the desk itself does; then asks for reports over
HTTP, each time with another filter and after another ticket changed, so that no answer is one
that was remembered. Measured is each request by the clock and in time of the processor.
"""

from __future__ import annotations

import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click
import numpy as np
from flask.testing import FlaskClient
from sqlalchemy import func, select

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.app import join_doors, make_desk
from swarm.bench.copies import multiply
from swarm.bench.year import NOW, TEAMS, fill
from swarm.config import Settings
from swarm.db import Database
from swarm.logs import start_logging
from swarm.migrating import every_table
from swarm.people.tables import Person
from swarm.reports.aggregates.keeping import keep, keep_missing
from swarm.reports.aggregates.reading import read_ahead
from swarm.tickets.tables import Ticket

REPORTS = {
    "overview": "/api/reports/overview",
    "overview-periods": "/api/reports/overview/periods?against=before",
    "flow": "/api/reports/flow",
    "flow-periods": "/api/reports/flow/periods?against=before",
    "comparison": "/api/reports/comparison",
    "effect": "/api/reports/effect",
    "groups": "/api/reports/effect/groups",
    "ledger": "/api/reports/ledger",
    "fit": "/api/reports/fit",
    "experiment": "/api/reports/experiment",
    "behind": "/api/reports/tickets?measure=ping_pong",
    "flow-behind": "/api/reports/tickets?measure=flow:bounced-person",
    "effect-behind": "/api/reports/tickets?measure=effect:swarm",
    "team": "/api/reports/ledger?team=1",
    "load": "/api/reports/load",
    "exceptions": "/api/exceptions",
}
"""Every page of reports by what it asks for; the comparison's page asks for three."""
UNFILTERED = frozenset({"load", "exceptions", "team"})
SPANNED = frozenset({"overview-periods", "flow-periods"})
"""Those that need a period: where a filter names none it is the whole year."""
WHOLE = 10
"""Every tenth request is about the whole desk."""


@click.command("reports")
@click.option("--tickets", default=100_000, show_default=True, type=click.IntRange(100, 5_000_000))
@click.option("--times", default=1, show_default=True, type=click.IntRange(1, 100),
              help="Each of the tickets so many times: very many are there sooner.")  # fmt: skip
@click.option("--postgres", "url", help="An empty database of PostgreSQL; without it SQLite.")
@click.option("--desk", "kept",
              type=click.Path(file_okay=False, path_type=Path),
              help="Keep SQLite's year in this folder for later runs.")  # fmt: skip
@click.option("--asked", default=60, show_default=True, type=click.IntRange(2, 10_000),
              help="Requests of each report.")  # fmt: skip
@click.option("--report", "reports", type=click.Choice([*REPORTS]), multiple=True,
              help="Only this report.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench_reports(
    tickets: int,
    times: int,
    url: str | None,
    kept: Path | None,
    asked: int,
    reports: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Measure reports over a made-up year of tickets: fill, keep the figures, ask.

    A database that already holds the year is asked as it is. Pairs are seconds by the clock and
    of this process's processor time; what PostgreSQL itself takes is in the first alone.
    """
    with tempfile.TemporaryDirectory(prefix="swarm-bench-") as folder, clock.at(NOW):
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
        address = url or f"sqlite:///{(kept or Path(folder)).absolute() / 'desk.db'}"
        found: dict[str, Any] = {"load_average": round(os.getloadavg()[0], 1)}
        database = Database(address)
        found |= _filled(database, tickets, times)
        client = _client(address, Path(folder))
        for report in reports or REPORTS:
            found[report] = _ask(client, database, report, asked)
            # All of them take minutes: what was measured is said as it comes.
            click.echo(f"{report}: {json.dumps(found[report])}", err=True)
        database.close()
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(json.dumps(found, indent=None if as_json else 2))


def _timed(work: Any) -> list[float]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return [round(time.perf_counter() - began, 3), round(time.process_time() - used, 3)]


def _filled(database: Database, tickets: int, times: int) -> dict[str, Any]:
    every_table().create_all(database.engine)
    found: dict[str, Any] = {"database": "SQLite" if database.sqlite else "PostgreSQL"}
    with database.read() as session:
        empty = session.get(Person, 1) is None
    if empty:
        found["filled_s"] = _timed(lambda: fill(database, tickets))
    else:
        _check_whole(database, tickets * times)
    # Of a kept year they may have been forgotten, to be counted anew.
    found["figures_s"] = _timed(lambda: keep_missing(database))
    if empty:
        found["copied_s"] = _timed(lambda: multiply(database, tickets, times))
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settling:
            settling.exec_driver_sql("ANALYZE" if database.sqlite else "VACUUM ANALYZE")
    read: list[int] = []
    found["read_ahead_s"] = _timed(lambda: read.append(read_ahead(database)))
    found["tickets"] = read[0]
    return found


def _check_whole(database: Database, wanted: int) -> None:
    with database.read() as session:
        there = session.scalar(select(func.count()).select_from(Ticket))
    if there != wanted:
        raise click.ClickException(f"the database holds {there:,} tickets, not {wanted:,}")


def _megabytes() -> int | None:
    """What this process has in memory now; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _client(address: str, folder: Path) -> FlaskClient:
    """A client that a manager is signed in with."""
    settings = Settings(
        database_url=address,
        redis_url="",
        secret_key="b" * 32,
        var=folder / "var",
        log_level="ERROR",
    )
    running = join_doors(make_desk(settings))
    start_logging("ERROR")
    with running.desk.database.write() as session:
        token = issue_token(session, None, session.get_one(Person, 1), "benchmark").secret
    client = running.site.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def _address(report: str, chosen: dict[str, Any]) -> str:
    path = REPORTS[report]
    if report in SPANNED:
        chosen = {"from": f"{NOW - timedelta(days=365):%Y-%m-%d}", **chosen}
    said = "" if report in UNFILTERED else urlencode(chosen)
    return f"{path}{'&' if '?' in path else '?'}{said}"


def _filters(luck: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Filters as people ask: everything, a span of time, a team, a product, and mixtures."""
    for place in range(count):
        chosen: dict[str, Any] = {}
        if place % WHOLE:
            start = NOW - timedelta(days=luck.choice((365, 180, 90, 30)) - luck.randrange(20))
            chosen["from"] = f"{start:%Y-%m-%d}"
        further: dict[str, Any] = {
            "team": luck.randint(1, TEAMS),
            "product": f"Product {luck.randrange(12)}",
            "category": f"Category {luck.randrange(8)}",
            "priority": luck.choice(("high", "urgent,high", "normal")),
            "process": luck.choice(("swarm", "tier")),
        }
        chosen |= {
            name: value for name, value in further.items() if luck.random() < 0.25 and place % WHOLE
        }
        yield chosen


def _get(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise click.ClickException(answer.text)


def _ask(client: FlaskClient, database: Database, report: str, asked: int) -> dict[str, Any]:
    luck, times, whole = random.Random(3), [], []
    for place, chosen in enumerate(_filters(luck, asked)):
        with database.write() as session:
            keep(session, [1 + place * 7 % 100])
        took = _timed(partial(_get, client, _address(report, chosen)))
        times.append(took)
        if not chosen:
            whole.append(took)
    table = np.array(times)
    return {
        "median_s": np.quantile(table, 0.5, axis=0).round(3).tolist(),
        "p95_s": np.quantile(table, 0.95, axis=0).round(3).tolist(),
        "slowest_s": table.max(axis=0).round(3).tolist(),
        "megabytes": _megabytes(),
        "whole_desk_median_s": np.quantile(np.array(whole), 0.5, axis=0).round(3).tolist(),
    }
