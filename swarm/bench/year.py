"""A year of a desk in rows: tickets, owners, touches, swarms and their lines, very many, fast."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Base, Database
from swarm.people.tables import Person, Team
from swarm.rooms.tables import Closure, Invitation, Member, Swarm
from swarm.skills.tables import Evidence, Need, Skill
from swarm.tickets.tables import Outcome, Ownership, Rating, Ticket
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy
from swarm.tiers.tables import QueueStay, Touch

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
PEOPLE, TEAMS, SKILLS = 120, 6, 60
BATCH = 20_000
PRIORITIES = ("low", "normal", "normal", "high", "urgent")
Rows = dict[type[Base], list[tuple[Any, ...]]]

COLUMNS: dict[type[Base], str] = {
    Ticket: "number summary description team_id product category priority channel status process"
    " demo created_at updated_at first_response_at solved_at respond_by resolve_by paused_seconds"
    " reopened",
    Stream: "name head",
    ActivityLine: "stream seq kind actor_id at data",
    Ownership: "ticket_number owner_id how started_at ended_at ended_why",
    QueueStay: "ticket_number group_name tier started_at ended_at",
    Touch: "ticket_number person_id stream first_seq last_seq started_at ended_at minutes measured"
    " tier_of_work reason facts tier_of_person",
    Rating: "ticket_number asked_at answered_at score comment",
    Swarm: "id ticket_number kind help_needed tried opened_by opened_at",
    Member: "swarm_id person_id role came_by joined_at left_at",
    Closure: "swarm_id summary solved ruled_out by_id at",
    Invitation: "swarm_id person_id by_id note role reasons sent_at expires_at answer answered_at"
    " reason postponed",
    Outcome: "ticket_number how cause fix by_id at",
    Need: "ticket_number skill_id probability removed at",
    Evidence: "person_id skill_id kind ticket_number at",
    ProcessAssignment: "ticket_number policy_version process how share draw at",
}
DRAWN = "Category 0"
"""Lots are drawn for its tickets, urgent ones excepted."""


def fill(database: Database, count: int) -> None:
    """Fill an empty desk with `count` tickets, past all verbs and listeners."""
    luck = random.Random(7)
    with database.write() as session:
        teams = [Team(name=f"Team {one}", hours={}) for one in range(TEAMS)]
        session.add_all(teams)
        session.flush()
        session.add_all(
            Person(
                name=f"Person {one}",
                email=f"{one}@example.org",
                role="manager" if one == 0 else "agent",
                team_id=teams[one % TEAMS].id,
                created_at=NOW,
            )
            for one in range(PEOPLE)
        )
        session.add_all(Skill(name=f"Skill {one}", created_at=NOW) for one in range(SKILLS))
        session.add(
            ProcessPolicy(
                version=1, made_at=NOW, rules=[], otherwise="experiment", by_choice=False,
                share=0.5, seed="year", start_tier="L1", limits=[],
            )
        )  # fmt: skip
    for start in range(1, count + 1, BATCH):
        rows: Rows = {table: [] for table in COLUMNS}
        for number in range(start, min(start + BATCH, count + 1)):
            _one(luck, number, count, rows)
        _write(database, rows)


def _one(luck: random.Random, number: int, count: int, rows: Rows) -> None:
    """A ticket with everything around it."""
    created = NOW - timedelta(days=365 * (1 - number / (count + 1)), seconds=luck.random())
    process, open_ = luck.choice(("swarm", "tier")), luck.random() < 0.02
    place = luck.randrange(TEAMS)
    people = luck.sample(range(1 + place, PEOPLE + 1, TEAMS), 3)
    responded = created + timedelta(hours=luck.expovariate(1.0))
    solved = created + timedelta(hours=luck.expovariate(1 / 20) + 0.5)
    done = None if open_ or solved > NOW else solved
    answered = responded if done or responded < NOW else None
    status, again = "solved" if done else "open", int(luck.random() < 0.05)
    targets = created + timedelta(hours=2), created + timedelta(hours=30)
    kind = f"Product {luck.randrange(12)}", f"Category {luck.randrange(8)}", luck.choice(PRIORITIES)
    came = False, created, done or created, answered, done
    rows[Ticket].append(
        (
            number,
            "It broke",
            "",
            place + 1,
            *kind,
            "web",
            status,
            process,
            *came,
            *targets,
            0,
            again,
        )
    )
    stream = f"tickets/{number}"
    owners = people[: luck.choice((1, 1, 1, 2, 3))]
    told: list[tuple[Any, ...]] = [("ticket_created", None, created, {})]
    told += _owned(luck, rows, number, owners, created, done, queued=process == "tier")
    _draw(luck, rows, number, process, kind, created)
    _need(luck, rows, number, owners[-1], created, done)
    if done:
        told.append(("ticket_solved", owners[-1], done, {"how": "solved"}))
        if luck.random() < 0.3:
            rows[Rating].append((number, done, done, luck.randint(1, 5), ""))
    if process == "swarm" and luck.random() < 0.2:
        _swarm(luck, rows, number, people, created, done)
        told.append(("swarm_opened", owners[0], created, {"swarm": number, "kind": "ad_hoc"}))
    rows[Stream].append((stream, len(told)))
    rows[ActivityLine] += [
        (stream, seq, kind, actor, at, json.dumps(data))
        for seq, (kind, actor, at, data) in enumerate(told, 1)
    ]


def _need(
    luck: random.Random,
    rows: Rows,
    number: int,
    solver: int,
    created: datetime,
    done: datetime | None,
) -> None:
    skill = 1 + min(int(luck.expovariate(0.08)), SKILLS - 1)
    rows[Need].append((number, skill, 0.8, False, created))
    if done:
        rows[Outcome].append((number, "solved", "", "", solver, done))
        rows[Evidence].append((solver, skill, "solved", number, done))


def _draw(
    luck: random.Random,
    rows: Rows,
    number: int,
    process: str,
    kind: tuple[str, str, str],
    at: datetime,
) -> None:
    if kind[1] == DRAWN and kind[2] != "urgent":
        lot = luck.random() / 2 + (0.5 if process == "tier" else 0.0)
        rows[ProcessAssignment].append((number, 1, process, "randomized", 0.5, lot, at))


def _owned(
    luck: random.Random,
    rows: Rows,
    number: int,
    owners: list[int],
    created: datetime,
    done: datetime | None,
    *,
    queued: bool,
) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    for step, owner in enumerate(owners):
        at, ends = (
            created + timedelta(minutes=9 * step),
            created + timedelta(minutes=9 * (step + 1)),
        )
        last = step == len(owners) - 1
        rows[Ownership].append(
            (number, owner, "taken", at, done if last else ends, "solved" if last else "reassigned")
        )
        told.append(("ownership_started", owner, at, {"owner": owner, "how": "taken"}))
        minutes, tier = round(luck.expovariate(0.1) + 2, 2), luck.choice(("L1", "L1", "L2", "L3"))
        rows[Touch].append(
            (number, owner, f"tickets/{number}", step + 2, step + 2, at, at, minutes, "activity",
             tier, "", "", luck.choice(("L1", "L2")))
        )  # fmt: skip
        if queued:
            group = f"Queue {luck.randrange(9)}"
            rows[QueueStay].append((number, group, tier, at, done if last else ends))
    return told


def _swarm(
    luck: random.Random,
    rows: Rows,
    number: int,
    people: list[int],
    opened: datetime,
    done: datetime | None,
) -> None:
    # A swarm has its ticket's number: whoever fills a desk needs no sequence.
    rows[Swarm].append((number, number, "ad_hoc", "Help", "", people[0], opened))
    roles = "owner", "collaborator", "learner" if number % 10 == 0 else "collaborator"
    rows[Member] += [
        (number, one, role, "invited", opened, None)
        for one, role in zip(people, roles, strict=True)
    ]
    later = opened + timedelta(minutes=30)
    rows[Invitation] += [
        (number, one, people[0], "", role, "[]", opened, later, "yes", later, "", 0)
        for one, role in zip(people[1:], roles[1:], strict=True)
    ]
    if done:
        rows[Closure].append((number, "So", luck.random() < 0.9, "", people[0], done))


def _write(database: Database, rows: Rows) -> None:
    with database.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        if database.sqlite:
            raw.execute("BEGIN IMMEDIATE")
        for table, some in rows.items():
            names = COLUMNS[table].split()
            if database.sqlite:
                marks = ", ".join("?" * len(names))
                into = f"{table.__tablename__} ({', '.join(names)})"
                said = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - our own tables
                raw.executemany(said, _plain(some))
            else:
                said = f"COPY {table.__tablename__} ({', '.join(names)}) FROM STDIN"
                with raw.cursor() as cursor, cursor.copy(said) as copy:
                    for row in some:
                        copy.write_row(row)
        raw.commit()


def _plain(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    # SQLite keeps moments as SQLAlchemy writes them.
    for row in rows:
        yield tuple(
            cell.isoformat(" ", "microseconds")[:26] if isinstance(cell, datetime) else cell
            for cell in row
        )
