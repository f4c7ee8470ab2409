"""The tier map, the touches of a ticket, and a manager's correction."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id
from swarm.people.tables import Role
from swarm.skills.tables import Skill
from swarm.tiers.actions import override_touch, undo_override
from swarm.tiers.asking import TierQuestion, answer_question, read_question
from swarm.tiers.drafts import NewHolder, NewMap, write_map
from swarm.tiers.map import TierMapPage, read_map
from swarm.tiers.queries import TouchCard, TouchesPage, read_touch, read_touches
from swarm.tiers.signs import FactSign
from swarm.tiers.versions import VersionList, list_versions

door = Door("tiers")

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")]


class MappedTier(Input):
    """A tier as the organization names it; the order of the list is the order of the tiers.

    `merged` are keys of earlier versions that belong to it from now on.
    """

    key: Key
    name: Annotated[str, ONE_LINE] = Field(min_length=1, max_length=60)
    meaning: str = Field(default="", max_length=400)
    hourly_rate: float | None = Field(default=None, gt=0, le=100_000, allow_inf_nan=False)
    merged: list[Key] = Field(default_factory=list, max_length=12)


class MappedRule(Input):
    """What a fact about a piece of work says of its tier; the first that applies decides."""

    fact: str = Field(min_length=1, max_length=24)
    tier: Key


class MappedHolder(Input):
    """Who usually holds a tier: exactly one of person, team, role, skill, group and pattern.

    A pattern is a group's name with `*` for anything and `?` for one sign; a skill comes with
    the level from which on it counts.
    """

    tier: Key
    person: Id | None = None
    team: Id | None = None
    group: str | None = Field(default=None, min_length=1, max_length=120)
    pattern: str | None = Field(default=None, min_length=1, max_length=120)
    role: Role | None = None
    skill: Id | None = None
    level: Literal["some", "solid", "deep"] | None = None


class MappedSign(Input):
    """Where `field` of a ticket reads like `value` (`*` anything, `?` one sign), a fact is known
    of the work on it."""

    fact: str = Field(min_length=1, max_length=24)
    field: Literal["tag", "category", "component", "product", "channel"]
    value: Annotated[str, ONE_LINE] = Field(min_length=1, max_length=120)


class WholeMap(Input):
    """A new version of the map. `version` is the one that was edited; without `signs` those in
    force stay."""

    version: int | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    tiers: list[MappedTier] = Field(min_length=1, max_length=12)
    rules: list[MappedRule] = Field(default_factory=list, max_length=20)
    holders: list[MappedHolder] = Field(default_factory=list, max_length=1000)
    signs: list[MappedSign] | None = Field(default=None, max_length=200)


class Correction(Input):
    """Which tier a piece of work was, and how one knows."""

    tier_of_work: Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")]
    reason: str = Field(min_length=1, max_length=2000)


class Answer(Input):
    """One of the tiers that were asked about."""

    tier: Key


class Version(Input):
    """Which version of the map; the one in force where none is named, 0 for the default."""

    version: int | None = Field(default=None, ge=0, le=2**31 - 1)


@door.get("/tier-map", who=STAFF, answers=TierMapPage)
def read(ask: Ask, query: Version) -> TierMapPage:
    """A version of the map."""
    return read_map(ask.session, ask.actor, query.version)


@door.get("/tier-map/versions", who=STAFF, answers=VersionList)
def versions(ask: Ask) -> VersionList:
    """Who changed what in the map, the newest version first."""
    rows = ask.session.execute(select(Skill.id, Skill.name))
    return list_versions(ask.session, ask.actor, {row.id: row.name for row in rows})


@door.put("/tier-map", who=MANAGERS, answers=TierMapPage)
def write(ask: Ask, body: WholeMap) -> TierMapPage:
    """Put a new version in force; earlier versions stay, and the touches judged under them."""
    new = NewMap(
        version=body.version,
        currency=body.currency,
        merged={was: tier.key for tier in body.tiers for was in tier.merged},
        rates={t.key: t.hourly_rate for t in body.tiers if t.hourly_rate is not None},
        tiers=[(tier.key, tier.name, tier.meaning) for tier in body.tiers],
        rules=[(rule.fact, rule.tier) for rule in body.rules],
        signs=None
        if body.signs is None
        else [FactSign(**sign.model_dump()) for sign in body.signs],
        holders=[NewHolder(**holder.model_dump()) for holder in body.holders],
    )
    wanted = [holder.skill for holder in body.holders if holder.skill is not None]
    skills = ask.session.scalars(select(Skill.id).where(Skill.id.in_(wanted))).all()
    return write_map(ask.session, ask.actor, new, skills=skills)


@door.get("/tickets/<int:number>/touches", who=STAFF, answers=TouchesPage)
def touches(ask: Ask, number: int) -> TouchesPage:
    """Who worked on a ticket, when, and at which tier."""
    return read_touches(ask.session, ask.actor, number)


@door.get("/tickets/<int:number>/tier-question", who=STAFF, answers=TierQuestion)
def question(ask: Ask, number: int) -> TierQuestion:
    """What the last owner can be asked about the work that ended the ticket."""
    return read_question(ask.session, ask.actor, number)


@door.put("/tickets/<int:number>/tier-answer", who=STAFF, answers=TierQuestion)
def answer(ask: Ask, number: int, body: Answer) -> TierQuestion:
    """Answer it; the desk learns from that."""
    answer_question(ask.session, ask.actor, number, body.tier)
    return read_question(ask.session, ask.actor, number)


@door.put("/touches/<int:touch>/tier", who=MANAGERS, answers=TouchCard)
def correct(ask: Ask, touch: int, body: Correction) -> TouchCard:
    """Say which tier a piece of work was; what was found before stays readable."""
    changed = override_touch(ask.session, ask.actor, touch, body.tier_of_work, body.reason)
    return read_touch(ask.session, changed)


@door.delete("/touches/<int:touch>/tier", who=MANAGERS, answers=TouchCard)
def take_back(ask: Ask, touch: int) -> TouchCard:
    """Take the newest correction back; what was said before it counts again."""
    return read_touch(ask.session, undo_override(ask.session, ask.actor, touch))
