"""How fast the desk's lists, searches and pages are with many tickets.

    python -m benchmarks.tickets [--tickets 100000] [--live 0.1] [--database URL] [--json]

Fills an empty database with made-up tickets through the product's own import, then times
what a screen asks for, below HTTP. The time of this process's CPU stands beside the clock's,
which tells more on a busy machine (a PostgreSQL server's own time is not in it).
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.db import Database
from swarm.migrating import every_table
from swarm.people.tables import Person, Team
from swarm.tickets.fields import read_fields
from swarm.tickets.filters import NOBODY, Filter
from swarm.tickets.imported import ImportedOwner, ImportedReply, ImportedTicket
from swarm.tickets.inbox import read_inbox
from swarm.tickets.intake import import_tickets
from swarm.tickets.listing import list_tickets
from swarm.tickets.queries import read_page
from swarm.tickets.tables import Ticket

BATCH = 1_000
REPEATS = 15
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
NOUNS = ("printer", "gateway", "scanner", "till", "invoice", "router", "label", "card", "login")
VERBS = ("fails", "hangs", "restarts", "loops", "disconnects", "flickers", "stops", "leaks")
Question = Callable[[Session], object]


@click.command()
@click.option("--tickets", default=100_000, show_default=True, help="How many tickets.")
@click.option("--live", default=0.1, show_default=True, help="Share of them not ended yet.")
@click.option(
    "--database",
    "url",
    default="",
    help="An empty database, or one filled by an earlier run; else a new SQLite file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def main(tickets: int, live: float, url: str, as_json: bool) -> None:
    """Fill a database and time its questions."""
    with tempfile.TemporaryDirectory() as folder, clock.at(NOW):
        database = Database(url or f"sqlite:///{Path(folder) / 'desk.db'}")
        every_table().create_all(database.engine)
        began = time.perf_counter()
        people = _fill(database, tickets, live)
        filled = time.perf_counter() - began
        if not database.sqlite:
            with database.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            ) as connection:
                connection.exec_driver_sql("ANALYZE")
        times = {name: _time(database, ask) for name, ask in _questions(database, people).items()}
        database.close()
    if as_json:
        click.echo(json.dumps({"tickets": tickets, "live": live, "filled_s": filled, "ms": times}))
        return
    click.echo(f"{tickets:,} tickets, {live:.0%} live, filled in {filled:.1f} s")
    for name, (median, worst, cpu) in times.items():
        told = f"{median:8.1f} ms median {worst:8.1f} ms slowest of {REPEATS} {cpu:8.1f} ms of CPU"
        click.echo(f"{name:28} {told}")


def _fill(database: Database, count: int, live: float) -> list[int]:
    luck = random.Random(7)
    with database.read() as session:
        known = list(session.scalars(select(Person.id).order_by(Person.id)))
    if known:
        return known
    with database.write() as session:
        teams = [Team(name=f"Team {one}", hours=OFFICE) for one in range(6)]
        session.add_all(teams)
        session.flush()
        people = [
            Person(
                name=f"Person {one}",
                email=f"{one}@example.org",
                role="requester" if one >= 40 else ("manager" if one == 0 else "agent"),
                team_id=teams[one % 6].id if one < 40 else None,
                created_at=NOW,
            )
            for one in range(1040)
        ]
        session.add_all(people)
        session.flush()
        ids, team_ids = [person.id for person in people], [team.id for team in teams]
    for start in range(0, count, BATCH):
        batch = [
            _ticket(luck, number, count, live, ids, team_ids)
            for number in range(start, min(start + BATCH, count))
        ]
        with database.write() as session:
            import_tickets(session, batch)
    return ids


def _ticket(
    luck: random.Random, number: int, count: int, live: float, ids: list[int], teams: list[int]
) -> ImportedTicket:
    created = NOW - timedelta(days=365) * (1 - number / count) - timedelta(minutes=luck.random())
    noun, verb = luck.choice(NOUNS), luck.choice(VERBS)
    place = luck.randrange(6)
    owner = luck.choice(ids[place:40:6])
    running = luck.random() < live
    owned = not running or luck.random() < 0.6
    ended = None if running else created + timedelta(hours=luck.expovariate(1 / 20))
    return ImportedTicket(
        source="benchmark",
        external_id=str(number),
        summary=f"The {noun} {verb} at counter {luck.randrange(500)}",
        description=f"Since this morning the {noun} {verb}; the error is "
        f"E{luck.randrange(100_000)}. " + " ".join(luck.choices(NOUNS + VERBS, k=40)),
        created_at=created,
        requester_id=luck.choice(ids[40:]),
        team_id=teams[place],
        product=f"Product {place}",
        component=f"{noun} {place}",
        category=luck.choice(("Hardware", "Software", "Access")),
        priority=luck.choice(("low", "normal", "normal", "high", "urgent")),
        status=luck.choice(("open", "waiting")) if running and owned
        else "new" if running else "closed",
        solved_at=ended,
        tags=[noun],
        owners=[ImportedOwner(owner, created + timedelta(minutes=9), ended)] if owned else [],
        replies=[ImportedReply(owner, True, f"Did the {noun} {verb} before?", created)],
        cause="Wear" if ended else "",
        fix="Replaced it" if ended else "",
    )  # fmt: skip


def _questions(database: Database, people: list[int]) -> dict[str, Question]:
    with database.read() as session:
        manager, agent, requester = (session.get_one(Person, people[one]) for one in (0, 1, 40))
        middle = session.get_one(Ticket, 1 + len(people) // 2)
        deep = _deep(session, agent)

    def lists(**more: Any) -> Question:
        facts = {name: more.pop(name) for name in ("sort", "direction", "cursor") if name in more}
        person = more.pop("person", agent)
        return lambda session: list_tickets(session, person, Filter(**more), **facts)

    return {
        "newest changes": lists(),
        "a page in the middle": lists(sort="created", cursor=deep),
        "sorted by priority": lists(sort="priority"),
        "sorted by due": lists(sort="due", direction="asc"),
        "one status": lists(status=("waiting",)),
        "one product and component": lists(product="Product 3", component="till 3"),
        "one owner": lists(owner=people[7]),
        "without an owner": lists(owner=NOBODY),
        "one tag": lists(tag="router"),
        "a filter that fits nothing": lists(product="Product 3", component="till 4"),
        "a requester's own": lists(person=requester),
        "search: two common words": lists(q="printer fails", sort="relevance"),
        "search: by date": lists(q="printer fails", sort="updated"),
        "search: one rare word": lists(q="E4242", sort="relevance"),
        "search: words and filters": lists(q="gateway", owner=people[7], sort="relevance"),
        "one ticket whole": lambda session: read_page(session, agent, middle),
        "an agent's inbox": lambda session: read_inbox(session, agent),
        "a manager's inbox": lambda session: read_inbox(session, manager),
        "a requester's inbox": lambda session: read_inbox(session, requester),
        "fields for pickers": lambda session: read_fields(session, agent),
    }


def _deep(session: Session, agent: Person) -> str | None:
    """The cursor of a page in the middle of the year."""
    wanted = Filter(created_to=NOW - timedelta(days=180))
    return list_tickets(session, agent, wanted, sort="created").next


def _time(database: Database, ask: Question) -> tuple[float, float, float]:
    times, cpu = [], []
    for _ in range(REPEATS):
        with database.read() as session:
            began, used = time.perf_counter(), time.process_time()
            ask(session)
            times.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - used) * 1000)
    return (
        round(statistics.median(times), 1),
        round(max(times), 1),
        round(statistics.median(cpu), 1),
    )


if __name__ == "__main__":
    main()
