"""The tier map, the touches of a ticket, and a manager's correction."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.people.tables import Role
from swarm.tiers.actions import override_touch
from swarm.tiers.map import NewHolder, NewMap, TierMapPage, read_map, write_map
from swarm.tiers.queries import TouchCard, TouchesPage, read_touch, read_touches

door = Door("tiers")

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")]


class MappedTier(Input):
    """A tier as the organization names it; the order of the list is the order of the tiers."""

    key: Key
    name: str = Field(min_length=1, max_length=60)
    meaning: str = Field(default="", max_length=400)


class MappedRule(Input):
    """What a fact about a piece of work says of its tier; the first that applies decides."""

    fact: str = Field(min_length=1, max_length=24)
    tier: Key


class MappedHolder(Input):
    """Who usually holds a tier: exactly one of person, team, group and role."""

    tier: Key
    person: Id | None = None
    team: Id | None = None
    group: str | None = Field(default=None, min_length=1, max_length=120)
    role: Role | None = None


class WholeMap(Input):
    """A new version of the map. `version` is the one that was edited."""

    version: int | None = Field(default=None, ge=0)
    tiers: list[MappedTier] = Field(min_length=1, max_length=12)
    rules: list[MappedRule] = Field(default_factory=list, max_length=20)
    holders: list[MappedHolder] = Field(default_factory=list, max_length=1000)


class Correction(Input):
    """Which tier a piece of work was, and how one knows."""

    tier_of_work: Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")]
    reason: str = Field(min_length=1, max_length=2000)


@door.get("/tier-map", who=STAFF, answers=TierMapPage)
def read(ask: Ask) -> TierMapPage:
    """The map in force."""
    return read_map(ask.session, ask.actor)


@door.put("/tier-map", who=MANAGERS, answers=TierMapPage)
def write(ask: Ask, body: WholeMap) -> TierMapPage:
    """Put a new version in force; earlier versions stay, and the touches judged under them."""
    new = NewMap(
        version=body.version,
        tiers=[(tier.key, tier.name, tier.meaning) for tier in body.tiers],
        rules=[(rule.fact, rule.tier) for rule in body.rules],
        holders=[NewHolder(**holder.model_dump()) for holder in body.holders],
    )
    return write_map(ask.session, ask.actor, new)


@door.get("/tickets/<int:number>/touches", who=STAFF, answers=TouchesPage)
def touches(ask: Ask, number: int) -> TouchesPage:
    """Who worked on a ticket, when, and at which tier."""
    return read_touches(ask.session, ask.actor, number)


@door.put("/touches/<int:touch>/tier", who=MANAGERS, answers=TouchCard)
def correct(ask: Ask, touch: int, body: Correction) -> TouchCard:
    """Say which tier a piece of work was; what was found before stays readable."""
    changed = override_touch(ask.session, ask.actor, touch, body.tier_of_work, body.reason)
    return read_touch(ask.session, changed)
