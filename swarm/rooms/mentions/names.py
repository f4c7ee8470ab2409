"""Whom a message names: people, teams, everyone here; found in its words, never in its code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm.markdown import spoken
from swarm.people.tables import Person, Role, Team
from swarm.rooms.tables import Member

MOST = 20
"""So many names of one message are looked up; what is beyond is plain text."""
EVERYONE = ("everyone here", "everyone")
_AT = re.compile(r"(?<![\w@/.])@(?=\w)")
_FIRST = re.compile(r"\w+")
_FURTHEST = 130


@dataclass(frozen=True, slots=True)
class Mentions:
    """`names` as they were written, `people` named who are members, `outside` those who are not.

    `team` are members of a team that is named, `everyone` tells that the whole room is.
    """

    names: tuple[str, ...] = ()
    people: frozenset[int] = frozenset()
    team: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()
    everyone: bool = False

    def facts(self) -> dict[str, Any]:
        """What the message's line says of it."""
        told = sorted(self.people | self.team)
        return {
            **({"mentions": told} if told else {}),
            **({"outside": sorted(self.outside)} if self.outside else {}),
            **({"everyone": True} if self.everyone else {}),
        }


NOBODY = Mentions()


@dataclass
class _Around:
    """Who can be named in one room: names in small letters to ids."""

    members: dict[int, str] = field(default_factory=dict)
    teams: dict[str, frozenset[int]] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)


def find_mentions(session: Session, swarm_id: int, body: str, *, beyond: bool = True) -> Mentions:
    """Whom `body` names, the longest name first; `beyond` the members also teams and colleagues.

    Words of somebody from outside must not find out who else is at the desk.
    A first name alone does where only one member has it. Of several people with one name the
    members are meant, or else all of them.
    """
    if "@" not in body:
        return NOBODY
    said = list(_after_signs(spoken(body)))[:MOST]
    if not said:
        return NOBODY
    around = _who_is_around(session, swarm_id, said, beyond=beyond)
    found = [(rest, _match(around, rest.lower())) for rest in said]
    hits = [(f"@{rest[:length]}", one) for rest, (length, one) in found if length]
    names: dict[str, None] = dict.fromkeys(name for name, _ in hits)
    return Mentions(
        names=tuple(names),
        people=frozenset().union(*(one.people for _, one in hits)),
        team=frozenset().union(*(one.team for _, one in hits)),
        outside=frozenset().union(*(one.outside for _, one in hits)),
        everyone=any(one.everyone for _, one in hits),
    )


def members_of(session: Session, swarm_id: int) -> frozenset[int]:
    """The ids of those who are in."""
    return frozenset(
        session.scalars(
            select(Member.person_id).where(Member.swarm_id == swarm_id, Member.left_at.is_(None))
        )
    )


def _after_signs(stretches: Iterable[str]) -> Iterator[str]:
    for stretch in stretches:
        for sign in _AT.finditer(stretch):
            yield stretch[sign.end() : sign.end() + _FURTHEST]


def _who_is_around(session: Session, swarm_id: int, said: list[str], *, beyond: bool) -> _Around:
    around = _Around()
    stays = session.execute(
        select(Person.id, Person.name, Person.team_id)
        .join(Member, Member.person_id == Person.id)
        .where(Member.swarm_id == swarm_id, Member.left_at.is_(None))
    ).all()
    around.members = {stay.id: stay.name.lower() for stay in stays}
    if not beyond:
        return around
    for team in session.execute(select(Team.id, Team.name)):
        inside = frozenset(stay.id for stay in stays if stay.team_id == team.id)
        around.teams[team.name.lower()] = inside
    around.others = _colleagues_like(session, said, set(around.members))
    return around


def _colleagues_like(session: Session, said: list[str], members: set[int]) -> dict[int, str]:
    firsts = {match[0] for rest in said if (match := _FIRST.match(rest))}
    begins = [Person.name.istartswith(first, autoescape=True) for first in sorted(firsts)]
    rows = session.execute(
        select(Person.id, Person.name)
        .where(Person.left_at.is_(None), Person.role.notin_([Role.REQUESTER, Role.GUEST]))
        .where(or_(*begins), Person.id.notin_(members))
        .limit(200)
    )
    return {row.id: row.name.lower() for row in rows}


def _match(around: _Around, rest: str) -> tuple[int, Mentions]:
    """The length of the longest name that `rest` begins with, and who that is."""
    if word := _longest(rest, EVERYONE):
        return len(word), Mentions(everyone=True)
    names = {*around.members.values(), *around.teams, *around.others.values()}
    if name := _longest(rest, names):
        if people := _called(around.members, name):
            return len(name), Mentions(people=people)
        if name in around.teams:
            return len(name), Mentions(team=around.teams[name])
        return len(name), Mentions(outside=_called(around.others, name))
    first = match[0] if (match := _FIRST.match(rest)) else ""
    by_first = frozenset(
        one for one, name in around.members.items() if name.partition(" ")[0] == first
    )
    return (len(first), Mentions(people=by_first)) if len(by_first) == 1 else (0, NOBODY)


def _longest(rest: str, names: Iterable[str]) -> str:
    fitting = [
        name
        for name in names
        if rest.startswith(name) and not _FIRST.match(rest[len(name) : len(name) + 1])
    ]
    return max(fitting, key=len, default="")


def _called(people: dict[int, str], name: str) -> frozenset[int]:
    return frozenset(one for one, called in people.items() if called == name)
