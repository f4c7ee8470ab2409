"""A new version of the tier map: checked as a whole, then put in force."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid
from swarm.people.tables import Person, Role, Team
from swarm.tiers.access import check_manages
from swarm.tiers.holders import LEVELS, version_in_force
from swarm.tiers.map import TierMapPage, read_map
from swarm.tiers.rules import DEFAULT_RULES, DEFAULT_TIERS, FACTS, UNKNOWN
from swarm.tiers.signs import DEFAULT_SIGNS, FIELDS, FactSign, read_signs
from swarm.tiers.tables import Tier, TierHolder, TierMap, TierMerge, TierRule, TierSign

STREAM = "tiers/map"
"""The stream of the map itself: one line a version."""


class NewHolder(BaseModel):
    """One holder as it is to be written."""

    tier: str
    person: int | None = None
    team: int | None = None
    group: str | None = None
    pattern: str | None = None
    role: Role | None = None
    skill: int | None = None
    level: str | None = None


class NewMap(BaseModel):
    """A whole map as it is to be written: (key, name, meaning), (fact, tier), holders.

    `version` is the version that was edited: somebody else's newer one is not overwritten.
    `merged` says for keys of earlier versions which tier they belong to now, `rates` what an
    hour costs at a tier, in `currency`. `signs` None keeps those of the version in force.
    """

    tiers: list[tuple[str, str, str]]
    rules: list[tuple[str, str]]
    holders: list[NewHolder]
    version: int | None = None
    merged: dict[str, str] = {}
    rates: dict[str, float] = {}
    currency: str | None = None
    signs: list[FactSign] | None = None


DEFAULT_MAP = NewMap(
    tiers=list(DEFAULT_TIERS),
    rules=list(DEFAULT_RULES),
    holders=[NewHolder(tier="L4", role=Role.GUEST)],
    signs=list(DEFAULT_SIGNS),
)


def write_map(
    session: Session, actor: Person, new: NewMap, *, skills: Collection[int] = ()
) -> TierMapPage:
    """Put a new version of the map in force; earlier ones stay.

    `skills` are the ids of those that exist. Raises NotAllowed, Invalid with the fields at
    fault, or Conflict when the map was changed since `new.version` was read.
    """
    check_manages(actor)
    standing = version_in_force(session) or 0
    if new.version is not None and new.version != standing:
        raise Conflict("Somebody changed the map meanwhile.", current={"version": standing})
    if new.signs is None:
        new = new.model_copy(update={"signs": read_signs(session, standing)})
    _check(session, new, skills)
    add_version(session, new, standing + 1, actor)
    append(session, STREAM, "tier_map_changed", actor.id, version=standing + 1)
    return read_map(session, actor)


def add_version(session: Session, new: NewMap, version: int, actor: Person | None) -> None:
    """Write the rows of a checked map."""
    session.add(
        TierMap(
            version=version,
            made_by=actor.id if actor else None,
            made_at=clock.now(),
            currency=new.currency,
        )
    )
    session.flush()
    for place, (key, name, meaning) in enumerate(new.tiers):
        rate = new.rates.get(key)
        session.add(
            Tier(
                version=version,
                key=key,
                position=place,
                name=name,
                meaning=meaning,
                hourly_rate=rate,
            )
        )
    for place, (fact, tier) in enumerate(new.rules):
        session.add(TierRule(version=version, fact=fact, position=place, key=tier))
    for was, key in new.merged.items():
        session.add(TierMerge(version=version, was=was, key=key))
    session.add_all(_row(version, holder) for holder in new.holders)
    session.add_all(TierSign(version=version, **sign.model_dump()) for sign in new.signs or ())
    session.flush()


def _row(version: int, holder: NewHolder) -> TierHolder:
    return TierHolder(
        version=version,
        key=holder.tier,
        person_id=holder.person,
        team_id=holder.team,
        group_name=holder.group,
        pattern=holder.pattern,
        role=holder.role,
        skill_id=holder.skill,
        level=holder.level,
    )


def _check(session: Session, new: NewMap, skills: Collection[int]) -> None:
    keys = [key for key, _, _ in new.tiers]
    faults = _tier_faults(keys, new) | _rule_faults(keys, new) | _merge_faults(session, keys, new)
    faults |= _sign_faults(new.signs or [])
    for holder in new.holders:
        if holder.tier not in keys:
            faults["holders"] = "a holder of a tier that the map does not have"
        elif not _one_holder(session, holder, skills):
            faults["holders"] = (
                "each names exactly one person, team, role, skill, group or pattern that exists"
            )
    said = {tuple(holder.model_dump(exclude={"tier"}).values()) for holder in new.holders}
    if len(said) < len(new.holders):
        faults["holders"] = "one holder has two tiers"
    if faults:
        raise Invalid("This map cannot be used.", fields=faults)


def _tier_faults(keys: list[str], new: NewMap) -> dict[str, str]:
    if not keys or len(set(keys)) != len(keys):
        return {"tiers": "at least one, and each key once"}
    if UNKNOWN in keys:
        return {"tiers": "“unknown” is not a tier"}
    if new.rates and new.currency is None:
        return {"currency": "say in which currency the rates are"}
    return {}


def _rule_faults(keys: list[str], new: NewMap) -> dict[str, str]:
    facts = [fact for fact, _ in new.rules]
    if len(set(facts)) != len(facts) or not set(facts) <= FACTS.keys():
        return {"rules": "each known fact at most once"}
    if not {tier for _, tier in new.rules} <= set(keys):
        return {"rules": "a rule names a tier that the map does not have"}
    return {}


def _sign_faults(signs: list[FactSign]) -> dict[str, str]:
    if not all(sign.fact in FACTS and sign.field in FIELDS and sign.value for sign in signs):
        return {"signs": "each names a known fact, a field of tickets and what it reads like"}
    said = {(sign.fact, sign.field, sign.value.lower()) for sign in signs}
    return {"signs": "each only once"} if len(said) < len(signs) else {}


def _merge_faults(session: Session, keys: list[str], new: NewMap) -> dict[str, str]:
    earlier = {*session.scalars(select(Tier.key).distinct()), *(key for key, _, _ in DEFAULT_TIERS)}
    for was, key in new.merged.items():
        if key not in keys:
            return {"tiers": f"{was} is merged into a tier that the map does not have"}
        if was in keys:
            return {"tiers": f"{was} is merged and still there"}
        if was not in earlier:
            return {"tiers": f"no earlier map has a tier {was}"}
    return {}


def _one_holder(session: Session, holder: NewHolder, skills: Collection[int]) -> bool:
    said = holder.model_dump(exclude={"tier", "level"}, exclude_none=True)
    if len(said) != 1:
        return False
    if holder.skill is not None:
        return holder.skill in skills and holder.level in LEVELS
    if holder.level is not None:
        return False
    if holder.person is not None:
        return session.get(Person, holder.person) is not None
    return holder.team is None or session.get(Team, holder.team) is not None
