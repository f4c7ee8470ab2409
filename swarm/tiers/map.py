"""The organization's tier map: read it, and write a new version of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role, Team
from swarm.tiers.access import check_manages, check_sees
from swarm.tiers.holders import version_in_force
from swarm.tiers.rules import DEFAULT_RULES, DEFAULT_TIERS, FACTS, UNKNOWN
from swarm.tiers.tables import Tier, TierHolder, TierMap, TierRule


class TierCard(BaseModel):
    """A tier in the organization's own words; `position` 0 is the first a ticket comes to."""

    key: str
    position: int
    name: str
    meaning: str


class RuleCard(BaseModel):
    """Work of which `fact` is known is work of `tier`; `words` says the fact in English."""

    fact: str
    tier: str
    words: str


class HolderCard(BaseModel):
    """Who usually holds a tier: exactly one of the four is said."""

    tier: str
    person: PersonRef | None = None
    team: int | None = None
    group: str | None = None
    role: str | None = None


class TierMapPage(BaseModel):
    """One version of the map; version 0 is the default that stands until one is written."""

    version: int
    made_by: PersonRef | None
    made_at: datetime | None
    tiers: list[TierCard]
    rules: list[RuleCard]
    holders: list[HolderCard]
    facts: dict[str, str]
    can: dict[str, bool]


def read_map(session: Session, actor: Person) -> TierMapPage:
    """The map in force. Raises NotFound for those who do not work here."""
    check_sees(actor)
    version = version_in_force(session)
    head = session.get(TierMap, version) if version is not None else None
    makers = refs(session, [head.made_by if head else None])
    return TierMapPage(
        version=version or 0,
        made_by=makers.get(head.made_by) if head and head.made_by else None,
        made_at=head.made_at if head else None,
        tiers=tiers_of(session),
        rules=_rules_of(session, version),
        holders=_holders_of(session, version),
        facts=FACTS,
        can={"edit": actor.manages},
    )


def tiers_of(session: Session) -> list[TierCard]:
    """The tiers of the map in force, in their order."""
    version = version_in_force(session)
    if version is None:
        return [
            TierCard(key=key, position=place, name=name, meaning=meaning)
            for place, (key, name, meaning) in enumerate(DEFAULT_TIERS)
        ]
    rows = session.scalars(select(Tier).where(Tier.version == version).order_by(Tier.position))
    return [
        TierCard(key=row.key, position=row.position, name=row.name, meaning=row.meaning)
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
            role=row.role,
        )
        for row in rows
    ]


class NewHolder(BaseModel):
    """One holder as it is to be written."""

    tier: str
    person: int | None = None
    team: int | None = None
    group: str | None = None
    role: Role | None = None


class NewMap(BaseModel):
    """A whole map as it is to be written: (key, name, meaning), (fact, tier), holders.

    `version` is the version that was edited: somebody else's newer one is not overwritten.
    """

    tiers: list[tuple[str, str, str]]
    rules: list[tuple[str, str]]
    holders: list[NewHolder]
    version: int | None = None


DEFAULT_MAP = NewMap(
    tiers=list(DEFAULT_TIERS),
    rules=list(DEFAULT_RULES),
    holders=[NewHolder(tier="L4", role=Role.GUEST)],
)


def write_map(session: Session, actor: Person, new: NewMap) -> TierMapPage:
    """Put a new version of the map in force; earlier ones stay.

    Raises NotAllowed, Invalid with the fields at fault, or Conflict when the map was
    changed since `new.version` was read.
    """
    check_manages(actor)
    standing = version_in_force(session) or 0
    if new.version is not None and new.version != standing:
        raise Conflict("Somebody changed the map meanwhile.", current={"version": standing})
    _check(session, new)
    add_version(session, new, standing + 1, actor)
    return read_map(session, actor)


def add_version(session: Session, new: NewMap, version: int, actor: Person | None) -> None:
    """Write the rows of a checked map."""
    session.add(TierMap(version=version, made_by=actor.id if actor else None, made_at=clock.now()))
    session.flush()
    for place, (key, name, meaning) in enumerate(new.tiers):
        session.add(Tier(version=version, key=key, position=place, name=name, meaning=meaning))
    for place, (fact, tier) in enumerate(new.rules):
        session.add(TierRule(version=version, fact=fact, position=place, key=tier))
    for holder in new.holders:
        session.add(
            TierHolder(
                version=version,
                key=holder.tier,
                person_id=holder.person,
                team_id=holder.team,
                group_name=holder.group,
                role=holder.role,
            )
        )
    session.flush()


def _check(session: Session, new: NewMap) -> None:
    keys = [key for key, _, _ in new.tiers]
    facts = [fact for fact, _ in new.rules]
    faults: dict[str, str] = {}
    if not keys or len(set(keys)) != len(keys):
        faults["tiers"] = "at least one, and each key once"
    if UNKNOWN in keys:
        faults["tiers"] = "“unknown” is not a tier"
    if len(set(facts)) != len(facts) or not set(facts) <= FACTS.keys():
        faults["rules"] = "each known fact at most once"
    if not {tier for _, tier in new.rules} <= set(keys):
        faults["rules"] = "a rule names a tier that the map does not have"
    for holder in new.holders:
        if holder.tier not in keys:
            faults["holders"] = "a holder of a tier that the map does not have"
        elif not _one_holder(session, holder):
            faults["holders"] = "each names exactly one person, team, group or role that exists"
    said = {(h.person, h.team, h.group, h.role) for h in new.holders}
    if len(said) < len(new.holders):
        faults["holders"] = "one holder has two tiers"
    if faults:
        raise Invalid("This map cannot be used.", fields=faults)


def _one_holder(session: Session, holder: NewHolder) -> bool:
    said = (holder.person, holder.team, holder.group, holder.role)
    if sum(one is not None for one in said) != 1:
        return False
    if holder.person is not None:
        return session.get(Person, holder.person) is not None
    return holder.team is None or session.get(Team, holder.team) is not None
