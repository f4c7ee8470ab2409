"""The company of the demo as plain data: its people, teams and sites, and what there is to know.

People are named by their key (`maeve.okafor`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Site:
    """A place with one time zone and one working day; `start` and `end` read `09:00`."""

    name: str
    zone: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """A team, where it sits, and the tier that its queue is."""

    name: str
    site: Site
    tier: str


@dataclass(frozen=True, slots=True)
class Away:
    """Days (both included) on which somebody is not there, and who stands in (a key)."""

    first: date
    last: date
    substitute: str

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """From the first midnight to the one after the last day, by the clocks of `zone`."""
        there = ZoneInfo(zone)
        end = datetime.combine(self.last + timedelta(days=1), time.min, there)
        return datetime.combine(self.first, time.min, there), end


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo.

    `skills` holds the planted strength per skill, 1 to 5; `claims` what the person says of
    themselves; `grow` what they want to learn; `days` the weekdays worked (0 is Monday).
    """

    key: str
    name: str
    email: str
    role: str
    title: str
    site: Site
    team: str | None = None
    tier: str | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    grow: tuple[str, ...] = ()
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    away: tuple[Away, ...] = ()
    voice: str = "plain"
    products: tuple[str, ...] = ()

    @property
    def first_name(self) -> str:
        """What colleagues call them."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a product and the team that answers for it."""

    name: str
    product: str
    team: str


@dataclass(frozen=True, slots=True)
class Company:
    """Who is there, what there is to know, and who may sign in to look around.

    `adoption` says per team how many days ago swarming began and what share of the team's
    work it has by now; `sign_ins` maps a role to a person's key.
    """

    name: str
    domain: str
    teams: tuple[DemoTeam, ...]
    people: Mapping[str, DemoPerson]
    skills: Mapping[str, str]
    related: Mapping[str, Sequence[str]]
    components: Mapping[str, Component]
    sign_ins: Mapping[str, str]
    adoption: Mapping[str, tuple[int, float]]

    @property
    def agents(self) -> list[DemoPerson]:
        """Everybody who works on tickets."""
        return [person for person in self.people.values() if person.skills]

    @property
    def requesters(self) -> list[DemoPerson]:
        """Everybody who asks."""
        return [person for person in self.people.values() if person.role == "requester"]
