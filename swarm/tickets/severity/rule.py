"""Which tickets are severe, and what then happens: stated by managers, the newest rule counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid, NotAllowed
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role, Team
from swarm.tickets.severity.tables import SeverityRule, StandingStakeholder

STREAM = "desk/severity"

Level = Literal["low", "normal", "high", "urgent"]


@dataclass(frozen=True, slots=True)
class Severe:
    """The rule in force. Until one is written, what is urgent is severe and nothing opens."""

    opens: bool = False
    priorities: frozenset[str] = frozenset({"urgent"})
    team: int | None = None
    every_minutes: int = 60
    organization: bool = False
    people: tuple[int, ...] = ()


class SeverityRuleCard(BaseModel):
    """The rule: tickets of `priorities` are severe, and where it `opens`, get a swarm at once.

    Who is on call for the ticket's team, or for `team` where it has none, is seated. A word to
    the requester and the stakeholders (`people`, and with `organization` everybody known of the
    requester's mail domain) is due each `every_minutes`.
    """

    opens: bool
    priorities: list[Level]
    team: int | None
    every_minutes: int
    organization: bool
    people: list[PersonRef]
    can: dict[str, bool]


def rule_in_force(session: Session) -> Severe:
    """The newest rule, or what counts until there is one."""
    row = session.scalars(select(SeverityRule).order_by(SeverityRule.id.desc()).limit(1)).first()
    if row is None:
        return Severe()
    people = session.scalars(
        select(StandingStakeholder.person_id).order_by(StandingStakeholder.person_id)
    )
    return Severe(
        opens=row.opens,
        priorities=frozenset(row.priorities),
        team=row.team_id,
        every_minutes=row.every_minutes,
        organization=row.organization,
        people=tuple(people),
    )


def read_rule(session: Session, actor: Person) -> SeverityRuleCard:
    """The rule in force as an answer."""
    rule = rule_in_force(session)
    names = refs(session, rule.people)
    levels: tuple[Level, ...] = ("urgent", "high", "normal", "low")
    return SeverityRuleCard(
        opens=rule.opens,
        priorities=[level for level in levels if level in rule.priorities],
        team=rule.team,
        every_minutes=rule.every_minutes,
        organization=rule.organization,
        people=[names[one] for one in rule.people],
        can={"edit": actor.manages},
    )


def set_rule(session: Session, actor: Person, wanted: Severe) -> None:
    """Write down the rule; what stands open stays as it is. The same rule changes nothing.

    Raises NotAllowed for who does not manage, Invalid where it names no priority, a team that is
    not there, or somebody who cannot be told.
    """
    if not actor.manages:
        raise NotAllowed("Only managers state what is severe.")
    lock_streams(session, [STREAM])
    if rule_in_force(session) == wanted:
        return
    if not wanted.priorities:
        raise Invalid("Name a priority.", fields={"priorities": "at least one"})
    if wanted.team is not None and session.get(Team, wanted.team) is None:
        raise Invalid("There is no such team.", fields={"team": "unknown"})
    for place, one in enumerate(wanted.people):
        check_can_be_told(session.get(Person, one), f"people.{place}")
    row = SeverityRule(
        opens=wanted.opens,
        priorities=sorted(wanted.priorities),
        team_id=wanted.team,
        every_minutes=wanted.every_minutes,
        organization=wanted.organization,
        by_id=actor.id,
        at=clock.now(),
    )
    session.add(row)
    session.execute(delete(StandingStakeholder))
    session.add_all(StandingStakeholder(person_id=one) for one in wanted.people)
    session.flush()
    append(session, STREAM, "severity_rule_changed", actor.id, rule=row.id, opens=row.opens)


def check_can_be_told(person: Person | None, field: str) -> Person:
    """The person, who may be a stakeholder. Raises Invalid for guests and for who is not here."""
    if person is None or person.left_at is not None or person.role == Role.GUEST:
        raise Invalid("This person cannot be told.", fields={field: "is not of the desk's people"})
    return person
