"""The organization's tier map: one version of it, whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import NotFound
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role
from swarm.tiers.access import check_sees
from swarm.tiers.holders import version_in_force
from swarm.tiers.rules import DEFAULT_RULES, DEFAULT_TIERS, FACTS, SOURCES
from swarm.tiers.signs import FactSign, read_signs
from swarm.tiers.tables import Tier, TierHolder, TierMap, TierMerge, TierRule

PUBLISHED = {"L0": 2, "L1": 22, "L2": 69, "L3": 104, "L4": 599}
"""US dollars a *ticket* that the support industry publishes for each tier (L4: a vendor's).

Shown as a reference beside the organization's own rates, and never calculated with.
"""


class TierCard(BaseModel):
    """A tier in the organization's own words; `position` 0 is the first a ticket comes to.

    `hourly_rate` is null until the organization entered it. `merged` are the keys of earlier
    versions that became part of it; `published` is the industry's figure, in US$ a ticket.
    """

    key: str
    position: int
    name: str
    meaning: str
    hourly_rate: float | None = None
    merged: list[str] = []
    published: int | None = None


class RuleCard(BaseModel):
    """Work of which `fact` is known is work of `tier`; `words` says the fact in English."""

    fact: str
    tier: str
    words: str


class HolderCard(BaseModel):
    """Who usually holds a tier: exactly one of the six is said (`level` goes with `skill`)."""

    tier: str
    person: PersonRef | None = None
    team: int | None = None
    group: str | None = None
    pattern: str | None = None
    role: str | None = None
    skill: int | None = None
    level: str | None = None


class TierMapPage(BaseModel):
    """One version of the map; version 0 is the default that stands until one is written.

    `in_force` is the newest version, which new work is judged under. `signs` say what of a ticket
    tells a fact, `sources` how the desk itself comes to know one.
    """

    version: int
    in_force: int
    made_by: PersonRef | None
    made_at: datetime | None
    currency: str | None
    tiers: list[TierCard]
    rules: list[RuleCard]
    holders: list[HolderCard]
    signs: list[FactSign]
    facts: dict[str, str]
    sources: dict[str, str]
    can: dict[str, bool]


def read_map(session: Session, actor: Person, version: int | None = None) -> TierMapPage:
    """A version of the map, the one in force where none is named.

    Raises NotFound for those who do not work here, and for a version that there is not.
    """
    check_sees(actor)
    newest = version_in_force(session)
    version = newest if version is None else version or None
    head = session.get(TierMap, version) if version is not None else None
    if version is not None and head is None:
        raise NotFound
    makers = refs(session, [head.made_by if head else None])
    return TierMapPage(
        version=version or 0,
        in_force=newest or 0,
        made_by=makers.get(head.made_by) if head and head.made_by else None,
        made_at=head.made_at if head else None,
        currency=head.currency if head else None,
        tiers=tiers_of(session, version or 0),
        rules=_rules_of(session, version),
        holders=_holders_of(session, version),
        signs=read_signs(session, version or 0),
        facts=FACTS,
        sources=SOURCES,
        can={"edit": actor.manages and version == newest},
    )


def tiers_of(session: Session, version: int | None = None) -> list[TierCard]:
    """The tiers of a version (0: the default; None: the one in force), in their order."""
    version = version_in_force(session) if version is None else version
    if not version:
        return [
            TierCard(
                key=key, position=place, name=name, meaning=meaning, published=PUBLISHED.get(key)
            )
            for place, (key, name, meaning) in enumerate(DEFAULT_TIERS)
        ]
    rows = session.scalars(select(Tier).where(Tier.version == version).order_by(Tier.position))
    merged: dict[str, list[str]] = {}
    for merge in session.scalars(
        select(TierMerge).where(TierMerge.version == version).order_by(TierMerge.was)
    ):
        merged.setdefault(merge.key, []).append(merge.was)
    return [
        TierCard(
            key=row.key,
            position=row.position,
            name=row.name,
            meaning=row.meaning,
            hourly_rate=row.hourly_rate,
            merged=merged.get(row.key, []),
            published=PUBLISHED.get(row.key),
        )
        for row in rows
    ]


def _rules_of(session: Session, version: int | None) -> list[RuleCard]:
    pairs: Sequence[tuple[str, str]] = DEFAULT_RULES
    if version is not None:
        rows = session.scalars(
            select(TierRule).where(TierRule.version == version).order_by(TierRule.position)
        )
        pairs = [(row.fact, row.key) for row in rows]
    return [RuleCard(fact=fact, tier=tier, words=FACTS.get(fact, fact)) for fact, tier in pairs]


def _holders_of(session: Session, version: int | None) -> list[HolderCard]:
    if version is None:
        return [HolderCard(tier="L4", role=Role.GUEST)]
    rows = session.scalars(
        select(TierHolder).where(TierHolder.version == version).order_by(TierHolder.id)
    ).all()
    people = refs(session, [row.person_id for row in rows])
    return [
        HolderCard(
            tier=row.key,
            person=people.get(row.person_id) if row.person_id else None,
            team=row.team_id,
            group=row.group_name,
            pattern=row.pattern,
            role=row.role,
            skill=row.skill_id,
            level=row.level,
        )
        for row in rows
    ]
