"""The load of a desk as it is sent."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef
from swarm.reports.figures import Figure
from swarm.skills.queries import SkillRef


class PersonLoad(BaseModel):
    """One person: how often asked, against the budget of a day; what would be lost with them.

    `days_spent` are days on which the budget was used up. `only` are skills that nobody else has
    shown, `mostly` those of which they hold more than half; `open_needs` open tickets need one
    of them.
    """

    person: PersonRef
    asked: Figure
    budget: int
    most_in_a_day: int
    days_spent: int
    rooms: int
    only: list[SkillRef]
    mostly: list[SkillRef]
    open_needs: Figure


class SkillHold(BaseModel):
    """One skill: how few it hangs on, and what waits for it."""

    skill: SkillRef
    index: float
    holders: int
    only: PersonRef | None
    open_needs: int


class SeatCard(BaseModel):
    """A learner's first seat at a skill, and the ticket that they solved alone later."""

    person: PersonRef
    skill: SkillRef
    ticket: int
    at: datetime
    solo: int | None


class LoadPage(BaseModel):
    """People in the order of their names, skills by how many open tickets need them."""

    as_of: datetime
    asked_rule: str
    index_rule: str
    covered: Figure
    people: list[PersonLoad]
    skills: list[SkillHold]
    seats: list[SeatCard]
    turned: Figure
