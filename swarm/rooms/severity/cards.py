"""What a severity swarm shows beside other rooms, and what stakeholders are told."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef


class DutyCard(BaseModel):
    """A duty and who has it: lead, communicator or scribe."""

    name: str
    person: PersonRef | None


class StakeholderCard(BaseModel):
    """Who is told how it stands, and why: by the `rule`, of the `organization`, or `named`."""

    person: PersonRef
    why: str


class SeverityCard(BaseModel):
    """Who has which duty, whom to tell how often, when it was done last and is due again."""

    by_rule: bool
    duties: list[DutyCard]
    stakeholders: list[StakeholderCard]
    every_minutes: int
    updates: int
    last_at: datetime | None
    due_at: datetime
    can: dict[str, bool]


class UpdateCard(BaseModel):
    """A word on how a severe ticket stands, for who is told of it."""

    id: int
    ticket: int
    summary: str
    html: str | None
    at: datetime
    over: bool


class UpdateList(BaseModel):
    """The newest word on each severe ticket that one is told of, newest first."""

    items: list[UpdateCard]
