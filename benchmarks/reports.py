"""`python -m benchmarks.reports`: how long a report takes over very many tickets.

Fills a desk with a year of tickets, their owners, touches, swarms and lines of activity, past
all verbs and listeners; keeps their figures as the desk itself does; then asks for the overview
and the comparison over HTTP with varied filters, half of them never asked before. What is
measured is the time of a request in a process that nobody else uses, and its processor time.
"""

from __future__ import annotations

import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click
import numpy as np

from benchmarks.year import NOW, TEAMS, fill
from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.app import join_doors, make_desk
from swarm.config import Settings
from swarm.db import Database
from swarm.logs import start_logging
from swarm.migrating import every_table
from swarm.people.tables import Person
from swarm.reports import memory
from swarm.reports.aggregates.keeping import keep_missing


@click.command()
@click.option("--tickets", default=100_000, show_default=True)
@click.option("--url", help="An empty PostgreSQL database; without it SQLite in a scratch folder.")
@click.option("--asked", default=60, show_default=True, help="Requests of each report.")
@click.option("--json", "as_json", is_flag=True)
def main(tickets: int, url: str | None, asked: int, as_json: bool) -> None:
    """Fill a desk, keep the figures, ask."""
    with tempfile.TemporaryDirectory(prefix="swarm-reports-") as folder, clock.at(NOW):
        address = url or f"sqlite:///{Path(folder) / 'desk.db'}"
        database = Database(address)
        every_table().create_all(database.engine)
        found = {"tickets": tickets, "database": "SQLite" if database.sqlite else "PostgreSQL"}
        found |= {"filled_s": _timed(lambda: fill(database, tickets))}
        found |= {"figures_s": _timed(lambda: keep_missing(database))}
        _settle(database)
        found |= _ask(address, Path(folder), asked)
        database.close()
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(json.dumps(found, indent=None if as_json else 2))


def _timed(work: Any) -> list[float]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return [round(time.perf_counter() - began, 1), round(time.process_time() - used, 1)]


def _settle(database: Database) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.sqlite else "VACUUM ANALYZE")


def _filters(luck: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Filters as people ask: everything, a span of time, a team, a product, and mixtures."""
    for place in range(count):
        chosen: dict[str, Any] = {}
        if place % 10:
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
            name: value for name, value in further.items() if luck.random() < 0.25 and place % 10
        }
        yield chosen


def _ask(address: str, folder: Path, asked: int) -> dict[str, Any]:
    settings = Settings(
        database_url=address,
        redis_url="",
        secret_key="b" * 32,
        var=folder / "var",
        log_level="ERROR",
    )
    running = join_doors(make_desk(settings))
    with running.desk.database.write() as session:
        manager = session.get_one(Person, 1)
        token = issue_token(session, None, manager, "benchmark").secret
    client = running.site.test_client()
    start_logging("ERROR")
    luck, found = random.Random(3), {}
    for report in ("overview", "comparison"):
        times: list[tuple[float, float]] = []
        for chosen in _filters(luck, asked):
            memory.forget_all()
            began, used = time.perf_counter(), time.process_time()
            answer = client.get(
                f"/api/reports/{report}?{urlencode(chosen)}",
                headers={"Authorization": f"Bearer {token}"},
            )
            times.append((time.perf_counter() - began, time.process_time() - used))
            if answer.status_code != 200:
                raise click.ClickException(answer.text)
        first, table = times[0], np.array(times[1:])
        found[report] = {
            "first_s": [round(one, 2) for one in first],
            "median_s": np.quantile(table, 0.5, axis=0).round(3).tolist(),
            "p95_s": np.quantile(table, 0.95, axis=0).round(3).tolist(),
            "slowest_s": table.max(axis=0).round(3).tolist(),
        }
    running.desk.database.close()
    return found


if __name__ == "__main__":
    main()
