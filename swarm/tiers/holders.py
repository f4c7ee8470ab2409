"""Who holds which tier, asked of the map in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person, Role
from swarm.tiers.rules import DEFAULT_RULES, UNKNOWN
from swarm.tiers.tables import TierHolder, TierMap, TierRule


@dataclass(frozen=True)
class Holders:
    """The holders of one version of the map, ready to be asked."""

    version: int | None = None
    people: dict[int, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def of_person(self, person: Person | None, group: str | None = None) -> str:
        """The tier of a person: by name first, then role, team, and the group they work in."""
        found = None
        if person is not None:
            found = self.people.get(person.id) or self.roles.get(person.role)
            if found is None and person.team_id is not None:
                found = self.teams.get(person.team_id)
        if found is None and group is not None:
            found = self.groups.get(group)
        return found or UNKNOWN


DEFAULT_HOLDERS = Holders(roles={Role.GUEST: "L4"})
"""Until somebody writes a map only one thing is known: a guest is from a vendor."""


def version_in_force(session: Session) -> int | None:
    """The newest version of the map, None while the default stands."""
    return session.scalar(select(func.max(TierMap.version)))


def read_holders(session: Session) -> Holders:
    """The holders of the map in force."""
    version = version_in_force(session)
    if version is None:
        return DEFAULT_HOLDERS
    holders = Holders(version)
    for row in session.scalars(select(TierHolder).where(TierHolder.version == version)):
        if row.person_id is not None:
            holders.people[row.person_id] = row.key
        elif row.team_id is not None:
            holders.teams[row.team_id] = row.key
        elif row.group_name is not None:
            holders.groups[row.group_name] = row.key
        elif row.role is not None:
            holders.roles[row.role] = row.key
    return holders


def read_rules(session: Session) -> list[tuple[str, str]]:
    """The rules of the map in force, the most decisive first."""
    version = version_in_force(session)
    if version is None:
        return list(DEFAULT_RULES)
    rows = session.execute(
        select(TierRule.fact, TierRule.key)
        .where(TierRule.version == version)
        .order_by(TierRule.position)
    )
    return [(row.fact, row.key) for row in rows]


def holder_lookup(
    session: Session, by_name: Callable[[str], str | None]
) -> Callable[[str | None, int | None], str]:
    """The tier of a group, or of a person who works in it, for imports of other desks.

    The organization's map speaks first; `by_name`, what a mapping reads from a group's
    name, is asked where the map says nothing. Roles and teams do not count: people of
    another desk have none here.
    """
    holders = read_holders(session)
    named = lru_cache(maxsize=10_000)(by_name)

    def tier_of(group: str | None, person: int | None) -> str:
        found = holders.people.get(person) if person is not None else None
        if found is None and group is not None:
            found = holders.groups.get(group) or named(group)
        return found or UNKNOWN

    return tier_of
