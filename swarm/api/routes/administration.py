"""What administrators look after: targets, old names, the desk's health."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, func, inspect, select, text
from sqlalchemy.orm import Session

from swarm.api.checkup import check_desk, list_backups
from swarm.api.door import ADMINISTRATORS, MANAGERS, STAFF, Ask, Door, Input
from swarm.api.findings import Finding
from swarm.api.inputs import Id
from swarm.errors import Invalid, NotFound
from swarm.knowledge.tables import Article
from swarm.people.aliases import AliasList, AliasRow, list_aliases, match_alias
from swarm.people.tables import Alias, Person, Team
from swarm.rooms.tables import Swarm
from swarm.skills.tables import Skill
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Priority, Ticket
from swarm.tickets.targets import TargetCard, TargetList, list_targets, set_target
from swarm.version import VERSION

door = Door("administration")

YEAR = 366 * 24 * 60
Minutes = Annotated[int, Field(ge=1, le=YEAR)]


class TargetInput(Input):
    """Working minutes for one priority."""

    priority: Priority
    response_minutes: Minutes
    resolution_minutes: Minutes
    next_word_minutes: Minutes


class TargetsInput(Input):
    """The targets to set; priorities that are left out stay."""

    items: Annotated[list[TargetInput], Field(min_length=1, max_length=4)]


class AliasQuery(Input):
    """Which old names: of one source, those still to be matched, words in them."""

    source: Annotated[str, Field(max_length=60)] | None = None
    unmatched: bool = False
    q: Annotated[str, Field(max_length=120)] | None = None
    cursor: Annotated[str, Field(max_length=800)] | None = None
    limit: int = Field(50, ge=1, le=100)


class AliasMatch(Input):
    """Whose account the old name is."""

    person: Id


class BackupFile(BaseModel):
    """A backup of the embedded database."""

    name: str
    bytes: int
    at: datetime


class Administration(BaseModel):
    """The state of the desk at a glance."""

    version: str
    database: str
    revision: str | None
    counts: dict[str, int]
    findings: list[Finding]
    backups: list[BackupFile]


@door.get("/administration", who=ADMINISTRATORS, answers=Administration)
def read(ask: Ask) -> Administration:
    """Counts, version, and what a check-up found."""
    session, settings = ask.session, ask.settings
    return Administration(
        version=VERSION,
        database=session.get_bind().dialect.name,
        revision=_revision(session),
        counts=_counts(session),
        findings=check_desk(session, settings),
        backups=[
            BackupFile(
                name=file.name,
                bytes=file.stat().st_size,
                at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
            )
            for file in list_backups(settings)[:20]
        ],
    )


@door.get("/targets", who=STAFF, answers=TargetList)
def read_targets(ask: Ask) -> TargetList:
    """What the desk promises for each priority."""
    return list_targets(ask.session, ask.actor)


@door.put("/targets", who=ADMINISTRATORS, answers=TargetList)
def change_targets(ask: Ask, body: TargetsInput) -> TargetList:
    """Set targets; tickets that still run are measured by them from now on."""
    for target in body.items:
        set_target(ask.session, ask.actor, TargetCard(**target.model_dump()))
    return list_targets(ask.session, ask.actor)


@door.get("/aliases", who=MANAGERS, answers=AliasList)
def read_aliases(ask: Ask, query: AliasQuery) -> AliasList:
    """Names of other desks and the accounts they stand for."""
    return list_aliases(ask.session, **query.model_dump())


@door.put("/aliases/<int:alias>", who=ADMINISTRATORS, answers=AliasRow)
def match(ask: Ask, alias: int, body: AliasMatch) -> AliasRow:
    """Match an old name to an account: its work becomes that person's. Not undone."""
    found = ask.session.get(Alias, alias)
    if found is None:
        raise NotFound
    person = ask.session.get(Person, body.person)
    if person is None:
        raise Invalid("There is no such person.", fields={"person": "no such person"})
    return match_alias(ask.session, ask.actor, found, person)


def _counts(session: Session) -> dict[str, int]:
    def count(table: type, *which: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(*which)) or 0

    return {
        "people": count(Person, Person.left_at.is_(None)),
        "left": count(Person, Person.left_at.is_not(None)),
        "teams": count(Team),
        "tickets": count(Ticket),
        "open_tickets": count(Ticket, Ticket.status.in_(LIVE)),
        "swarms": count(Swarm),
        "articles": count(Article, Article.retired_at.is_(None)),
        "skills": count(Skill, Skill.retired_at.is_(None)),
        "unmatched_names": count(Alias, Alias.matched_at.is_(None)),
    }


def _revision(session: Session) -> str | None:
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar()
