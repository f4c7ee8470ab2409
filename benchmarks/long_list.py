"""Measures the inbox, the list of tickets and the search on a desk of very many tickets.

    python -m benchmarks.long_list 100000

Fills a scratch desk with a made-up year (a third of the newest half is open), then asks over HTTP,
each time for another page, filter or word. Told are milliseconds of this process's processor time,
because others may be using the machine, and the load average beside them.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import click
from sqlalchemy import text

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.app import join_doors, make_desk
from swarm.bench.year import NOW, TEAMS, fill
from swarm.config import Settings
from swarm.db import Database
from swarm.logs import start_logging
from swarm.migrating import every_table
from swarm.people.tables import Person

THINGS = (
    "printer",
    "till",
    "scanner",
    "invoice",
    "password",
    "mailbox",
    "router",
    "label",
    "refund",
)
TROUBLES = ("prints nothing", "is refused", "hangs", "is slow", "shows an error", "came twice")
PLACES = (
    "Leeds",
    "Lyon",
    "Porto",
    "Banff",
    "Turku",
    "Graz",
    "Bern",
    "Cork",
    "Oslo",
    "Gent",
    "Pisa",
)
PAGES = 40

Ask = Callable[[str], dict[str, object]]


@click.command(help=__doc__)
@click.argument("tickets", type=click.IntRange(1_000, 5_000_000), default=100_000)
def main(tickets: int) -> None:
    """Fill, then ask."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="swarm-bench-") as folder, clock.at(NOW):
        address = f"sqlite:///{Path(folder) / 'desk.db'}"
        database = Database(address)
        every_table().create_all(database.engine)
        fill(database, tickets)
        spread(database, tickets)
        ask = asker(address, Path(folder), database)
        click.echo(f"{tickets:,} tickets, load average {load:.1f}")
        click.echo("| asked for | requests | median ms | slowest ms |")
        click.echo("| --- | --- | --- | --- |")
        for name, requests in questions(random.Random(7)):
            spent = [spend(ask, path) for path in requests]
            tell = f"{statistics.median(spent):.0f} | {max(spent):.0f}"
            click.echo(f"| {name} | {len(spent)} | {tell} |")
        for name, path in DEEP:
            spent = list(walk(ask, path))
            tell = f"{statistics.median(spent):.0f} | {max(spent):.0f}"
            click.echo(f"| {name} | {len(spent)} | {tell} |")
        database.close()


DEEP = (
    (f"{PAGES} pages on, newest change first", "/api/tickets"),
    (f"{PAGES} pages on, what is due first", "/api/tickets?sort=due&direction=asc"),
    (f"{PAGES} pages on, of open tickets", "/api/tickets?status=open"),
)


def spread(database: Database, tickets: int) -> None:
    """Give every ticket words of its own, and leave a third of the newest half open."""
    luck = random.Random(11)
    rows = [
        {
            "number": number,
            "summary": f"{luck.choice(THINGS).title()} {number % 997} in {luck.choice(PLACES)}"
            f" {luck.choice(TROUBLES)}",
            "description": " ".join(luck.choices((*THINGS, *PLACES), k=40)),
        }
        for number in range(1, tickets + 1)
    ]
    with database.write() as session:
        session.execute(
            text("update ticket set summary = :summary, description = :description"
                 " where number = :number"),
            rows,
        )  # fmt: skip
        session.execute(
            text("update ticket set status = 'open', solved_at = null, due_at = resolve_by"
                 " where number > :half and number % 3 = 0"),
            {"half": tickets // 2},
        )  # fmt: skip
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settling:
        settling.exec_driver_sql("ANALYZE")


def asker(address: str, folder: Path, database: Database) -> Ask:
    """What asks as an agent who is signed in."""
    settings = Settings(
        database_url=address, redis_url="", secret_key="b" * 32, var=folder / "var",
        log_level="ERROR",
    )  # fmt: skip
    running = join_doors(make_desk(settings))
    start_logging("ERROR")
    with database.write() as session:
        token = issue_token(session, None, session.get_one(Person, 2), "benchmark").secret
    client = running.site.test_client()

    def ask(path: str) -> dict[str, object]:
        answer = client.get(path, headers={"Authorization": f"Bearer {token}"})
        if answer.status_code != HTTPStatus.OK:
            raise click.ClickException(f"{path}: {answer.status_code} {answer.text}")
        found: dict[str, object] = answer.get_json()
        return found

    ask("/api/inbox")  # what is made once a process is not part of it
    return ask


def questions(luck: random.Random) -> Iterator[tuple[str, list[str]]]:
    """First pages, of every kind that people ask for."""
    yield "the inbox", ["/api/inbox"] * 20
    sorts = ("updated", "created", "priority", "due")
    yield "first page, every sort", [f"/api/tickets?sort={sort}" for sort in sorts * 5]
    yield (
        "first page, filtered",
        [
            "/api/tickets?"
            + urlencode(
                luck.choice(
                    (
                        {"team": luck.randint(1, TEAMS), "status": "open"},
                        {"product": f"Product {luck.randrange(12)}"},
                        {"priority": luck.choice(("urgent", "high")), "status": "solved"},
                        {"owner": "me"},
                        {"owner": "none", "status": "open"},
                    )
                )
            )
            for _ in range(40)
        ],
    )
    words = [f"{luck.choice(THINGS)} {luck.choice(PLACES)}" for _ in range(20)]
    words += [str(luck.randrange(997)) for _ in range(10)] + list(THINGS)
    yield (
        "search, best first",
        [f"/api/tickets?{urlencode({'q': one, 'sort': 'relevance'})}" for one in words],
    )


def walk(ask: Ask, path: str) -> Iterator[float]:
    """Milliseconds of each further page."""
    cursor = ""
    for _ in range(PAGES):
        began = time.process_time()
        found = ask(path + cursor)
        yield (time.process_time() - began) * 1000
        if not found["next"]:
            return
        cursor = f"{'&' if '?' in path else '?'}{urlencode({'cursor': found['next']})}"


def spend(ask: Ask, path: str) -> float:
    """Milliseconds of the processor for one answer."""
    began = time.process_time()
    ask(path)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
