"""Who holds which tier, by one version of the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Role
from swarm.tiers.rules import DEFAULT_RULES, UNKNOWN
from swarm.tiers.tables import TierHolder, TierMap, TierRule

LEVELS: dict[str, float] = {"some": 0.25, "solid": 0.5, "deep": 0.75}
"""From which strength of evidence (0 to 1) on somebody knows a skill to a level."""

Strengths = Callable[[Session, int], Mapping[int, float]]
"""How strongly a person knows which skill; handed in from where skills are known."""


def no_strengths(_session: Session, _person: int) -> Mapping[int, float]:
    """Nobody knows anything: where skills do not count."""
    return {}


class Holder(Protocol):
    """What has to be known of a person to tell their tier."""

    @property
    def id(self) -> int:
        """Who it is."""

    @property
    def role(self) -> str:
        """What they are to the desk."""

    @property
    def team_id(self) -> int | None:
        """Where they work."""


@dataclass(frozen=True)
class BySkill:
    """Whoever knows a skill from `least` on holds a tier."""

    skill: int
    least: float
    key: str


@dataclass(frozen=True)
class Holders:
    """The holders of one version of the map, ready to be asked.

    `skills` and `patterns` stand in the order of their tiers, the last tier first: who fits
    several holds the deepest.
    """

    version: int | None = None
    people: dict[int, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    skills: list[BySkill] = field(default_factory=list)
    patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list)

    def of_person(
        self,
        person: Holder | None,
        group: str | None = None,
        strengths: Mapping[int, float] | None = None,
    ) -> str:
        """The tier of a person: by name first, then role, skill, team, and their group."""
        found = None
        if person is not None:
            found = self.people.get(person.id) or self.roles.get(person.role)
            found = found or self._by_skill(strengths or {})
            if found is None and person.team_id is not None:
                found = self.teams.get(person.team_id)
        if found is None and group is not None:
            found = self.of_group(group)
        return found or UNKNOWN

    def of_group(self, group: str) -> str | None:
        """The tier of a group: by its name, else by the first pattern that fits."""
        named = self.groups.get(group)
        if named is not None:
            return named
        return next((key for pattern, key in self.patterns if pattern.match(group)), None)

    def _by_skill(self, strengths: Mapping[int, float]) -> str | None:
        known = (one.key for one in self.skills if strengths.get(one.skill, 0.0) >= one.least)
        return next(known, None)


DEFAULT_HOLDERS = Holders(roles={Role.GUEST: "L4"})
"""Until somebody writes a map only one thing is known: a guest is from a vendor."""


def version_in_force(session: Session) -> int | None:
    """The newest version of the map, None while the default stands."""
    return session.scalar(select(func.max(TierMap.version)))


def read_holders(session: Session, version: int | None = None) -> Holders:
    """The holders of a version of the map (0: the default; None: the one in force)."""
    version = version_in_force(session) if version is None else version
    if not version:
        return DEFAULT_HOLDERS
    holders = Holders(version)
    rows = session.scalars(
        select(TierHolder).where(TierHolder.version == version).order_by(TierHolder.key.desc())
    )
    for row in rows:
        _take(holders, row)
    return holders


def _take(holders: Holders, row: TierHolder) -> None:
    if row.person_id is not None:
        holders.people[row.person_id] = row.key
    elif row.team_id is not None:
        holders.teams[row.team_id] = row.key
    elif row.group_name is not None:
        holders.groups[row.group_name] = row.key
    elif row.pattern is not None:
        holders.patterns.append((compile_pattern(row.pattern), row.key))
    elif row.skill_id is not None:
        holders.skills.append(BySkill(row.skill_id, LEVELS[row.level or "some"], row.key))
    elif row.role is not None:
        holders.roles[row.role] = row.key


@lru_cache(maxsize=1_000)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of names in which `*` stands for anything and `?` for one sign; case is nothing.

    Only that: a regular expression that somebody wrote could keep the desk busy for ever.
    """
    return re.compile(translate(pattern.replace("[", "[[]")), re.IGNORECASE)


def read_rules(session: Session, version: int | None = None) -> list[tuple[str, str]]:
    """The rules of a version of the map (0: the default), the most decisive first."""
    version = version_in_force(session) if version is None else version
    if not version:
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

    @lru_cache(maxsize=10_000)
    def of_group(group: str) -> str | None:
        return holders.of_group(group) or by_name(group)

    def tier_of(group: str | None, person: int | None) -> str:
        found = holders.people.get(person) if person is not None else None
        if found is None and group is not None:
            found = of_group(group)
        return found or UNKNOWN

    return tier_of
