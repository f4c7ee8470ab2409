"""The parts of the page that tells how a ticket is worked on."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef


class TierChoice(BaseModel):
    """A tier to send a ticket to."""

    key: str
    name: str


class AssignmentCard(BaseModel):
    """What was decided for the ticket before anything happened."""

    process: str
    how: str
    words: str
    policy: int
    at: datetime


class StayCard(BaseModel):
    """The queue that it is in; `paused` tells that its clock stands still."""

    tier: str
    tier_name: str
    group: str
    team: int | None
    since: datetime
    how: str
    limit_minutes: int | None
    to: str | None
    counts: str
    due_at: datetime | None
    paused: bool


class VendorCard(BaseModel):
    """What lies with a vendor, and when to ask next."""

    vendor: str
    reference: str
    asked: str
    sent_at: datetime
    check_by: datetime
    overdue: bool


class MoveCard(BaseModel):
    """One step between tiers (or across to the other process), with the reason in words."""

    how: str
    origin: str | None
    to: str
    by: PersonRef | None
    reason: str
    at: datetime


class ProcessPage(BaseModel):
    """How the ticket is worked on: `process` as it was assigned, `way` as it goes now."""

    process: str
    way: str
    assignment: AssignmentCard | None
    stay: StayCard | None
    vendor: VendorCard | None
    moves: list[MoveCard]
    tiers: list[TierChoice]
    can: dict[str, bool]
