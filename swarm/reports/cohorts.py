"""Which tickets a report is about: one stated rule."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from swarm.people.tables import Team
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket

EQUAL = ("product", "component", "category", "process", "source")
PROCESSES = {"swarm": "worked without tiers", "tier": "worked through tiers"}
SWARMS = {
    "ad_hoc": "an ad-hoc swarm",
    "severity": "a severity swarm",
    "dispatch": "a dispatch swarm",
    "backlog": "a backlog swarm",
}
"""Kinds of swarm on a ticket, as a selection names them."""


@dataclass(frozen=True)
class Cohort:
    """Tickets created from `start` up to, not including, `end`, and alike in what is named.

    `swarm_kind` chooses those on which a swarm of that kind was opened, whose other swarms are then
    not counted. `map_version` chooses no tickets: it is the version of the tier map that tiers are
    told by, None for the one in force. `named` is what a saved one is called; it chooses nothing
    either.
    """

    start: datetime | None = None
    end: datetime | None = None
    team: int | None = None
    product: str | None = None
    component: str | None = None
    category: str | None = None
    priority: tuple[str, ...] = ()
    process: str | None = None
    source: str | None = None
    swarm_kind: str | None = None
    map_version: int | None = None
    named: str | None = field(default=None, compare=False)

    def of(self, process: str | None) -> Cohort:
        """The same rule, but of one process only, or of both (None)."""
        return replace(self, process=process)

    def compared(self) -> Cohort:
        """The same rule for pages that compare processes: neither process nor kind of swarm.

        That a swarm was opened is known only later, and would choose tickets that took long.
        """
        return replace(self, process=None, swarm_kind=None)

    @property
    def whole(self) -> bool:
        """Whether it is every ticket of the desk."""
        return replace(self, map_version=None) == Cohort()

    def conditions(self) -> list[ColumnElement[bool]]:
        """The rule as conditions on the ticket."""
        found: list[ColumnElement[bool]] = [
            getattr(Ticket, name) == getattr(self, name)
            for name in EQUAL
            if getattr(self, name) is not None
        ]
        if self.start is not None:
            found.append(Ticket.created_at >= self.start)
        if self.end is not None:
            found.append(Ticket.created_at < self.end)
        if self.team is not None:
            found.append(Ticket.team_id == self.team)
        if self.priority:
            found.append(Ticket.priority.in_(self.priority))
        if self.swarm_kind is not None:
            of_kind = select(Swarm.ticket_number).where(Swarm.kind == self.swarm_kind)
            found.append(Ticket.number.in_(of_kind.where(Swarm.ticket_number.is_not(None))))
        return found

    def query(self) -> dict[str, str]:
        """The rule as fields of an address."""
        said: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        said.pop("named")
        said["from"], said["to"] = said.pop("start"), said.pop("end")
        said["priority"] = ",".join(self.priority) or None
        return {
            name: value.isoformat() if isinstance(value, datetime) else str(value)
            for name, value in said.items()
            if value is not None
        }

    @classmethod
    def of_query(cls, said: dict[str, str]) -> Cohort:
        """The rule that `query` made the fields from."""
        given: dict[str, Any] = {
            name: said[name] for name in (*EQUAL, "swarm_kind") if name in said
        }
        given |= {name: int(said[name]) for name in ("team", "map_version") if name in said}
        for name, other in (("from", "start"), ("to", "end")):
            if name in said:
                given[other] = datetime.fromisoformat(said[name])
        if "priority" in said:
            given["priority"] = tuple(said["priority"].split(","))
        return cls(**given)

    def link(self, measure: str) -> str:
        """The address of the tickets behind a number."""
        return f"/reports/tickets?{urlencode({'measure': measure, **self.query()})}"

    def words(self, session: Session) -> str:
        """The rule as a sentence."""
        parts = ["All tickets" if self.start is None and self.end is None else "Tickets created"]
        if self.start is not None:
            parts.append(f"from {_day(self.start)}")
        if self.end is not None:
            parts.append(f"before {_day(self.end)}")
        said = ", ".join([" ".join(parts), *self._alike(session)]) + "."
        return f"{self.named}: {said}" if self.named else said

    def _alike(self, session: Session) -> list[str]:
        said = []
        if self.team is not None:
            name = session.scalar(select(Team.name).where(Team.id == self.team))
            said.append(f"team {name or self.team}")
        said += [
            f"{name} {getattr(self, name)}"
            for name in ("product", "component", "category", "source")
            if getattr(self, name) is not None
        ]
        if self.priority:
            said.append("priority " + " or ".join(self.priority))
        if self.process is not None:
            said.append(PROCESSES.get(self.process, self.process))
        if self.swarm_kind is not None:
            said.append(f"with {SWARMS[self.swarm_kind]} (no other swarms are counted)")
        if self.map_version is not None:
            said.append(f"tiers by version {self.map_version} of the map")
        return said


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC".replace(" 00:00 UTC", " (UTC)")
