"""Swarm or tier: the policy, the queues, and the process of a ticket."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id
from swarm.errors import Invalid
from swarm.people.tables import Team
from swarm.tickets.access import find_ticket
from swarm.tiers.policies.deciding import cross_over
from swarm.tiers.policies.rules import Limit, Rule, Way
from swarm.tiers.policies.writing import NewPolicy, PolicyPage, read_policy, write_policy
from swarm.tiers.queues.cards import ProcessPage
from swarm.tiers.queues.escalating import move_tier
from swarm.tiers.queues.listing import QueueList, QueuePage, list_queues, read_queue
from swarm.tiers.queues.standing import read_process
from swarm.tiers.queues.vendors import hand_to_vendor, take_back

door = Door("processes")

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")]
Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


class WholePolicy(Input):
    """A new version of the policy. `version` is the one that was edited.

    `share` of the tickets that draw lots is swarmed; at least a twentieth goes either way.
    """

    version: int | None = Field(default=None, ge=0)
    rules: list[Rule] = Field(default_factory=list, max_length=50)
    otherwise: Way = "swarm"
    by_choice: bool = False
    share: float = Field(default=0.5, ge=0.05, le=0.95, allow_inf_nan=False)
    start_tier: Key
    limits: list[Limit] = Field(default_factory=list, max_length=50)


class OneQueue(Input):
    """Of which team; of all teams where none is named."""

    team: Id | None = None


class Choice(Input):
    """Which process the ticket goes on under, and why."""

    process: Literal["swarm", "tier"]
    reason: Reason


class ProcessStep(Input):
    """To which tier, with which team (its own where none is named), and why."""

    tier: Key
    team: Id | None = None
    reason: Reason


class Handing(Input):
    """To which vendor, what is asked of them, and when to look again."""

    vendor: Annotated[str, ONE_LINE] = Field(min_length=1, max_length=100)
    reference: Annotated[str, ONE_LINE] = Field(default="", max_length=100)
    asked: str = Field(min_length=1, max_length=5_000)
    check_by: AwareDatetime = Field(lt=datetime.fromisoformat("2200-01-01T00:00:00+00:00"))


class Returning(Input):
    """What the vendor answered; or, with `check_by`, only when to look again."""

    answer: str = Field(default="", max_length=5_000)
    check_by: AwareDatetime | None = Field(
        default=None, lt=datetime.fromisoformat("2200-01-01T00:00:00+00:00")
    )


@door.get("/process-policy", who=STAFF, answers=PolicyPage)
def policy(ask: Ask) -> PolicyPage:
    """Which tickets are swarmed, which run through tiers, and what time limits there are."""
    return read_policy(ask.session, ask.actor)


@door.put("/process-policy", who=MANAGERS, answers=PolicyPage)
def change_policy(ask: Ask, body: WholePolicy) -> PolicyPage:
    """Put a new version in force; what was decided for a ticket is never rewritten."""
    return write_policy(ask.session, ask.actor, NewPolicy(**dict(body)))


@door.get("/queues", who=STAFF, answers=QueueList)
def queues(ask: Ask) -> QueueList:
    """Every queue that holds something: one for each tier and team."""
    return list_queues(ask.session, ask.actor)


@door.get("/queues/<tier>", who=STAFF, answers=QueuePage)
def queue(ask: Ask, tier: str, query: OneQueue) -> QueuePage:
    """The tickets in one queue, what is due first on top."""
    return read_queue(ask.session, ask.actor, tier[:8], query.team)


@door.get("/tickets/<int:number>/process", who=STAFF, answers=ProcessPage)
def process(ask: Ask, number: int) -> ProcessPage:
    """How a ticket is worked on: what was decided, its queue, its clock, its steps."""
    return read_process(ask.session, ask.actor, number)


@door.put("/tickets/<int:number>/process", who=STAFF, answers=ProcessPage)
def choose(ask: Ask, number: int, body: Choice) -> ProcessPage:
    """Go on under the other process; the ticket stays counted as it was assigned."""
    ticket = find_ticket(ask.session, ask.actor, number)
    cross_over(ask.session, ask.actor, ticket, body.process, body.reason)
    return read_process(ask.session, ask.actor, number)


@door.put("/tickets/<int:number>/tier", who=STAFF, answers=ProcessPage)
def step(ask: Ask, number: int, body: ProcessStep) -> ProcessPage:
    """Escalate or de-escalate: the ticket goes into the queue of that tier, unowned."""
    ticket = find_ticket(ask.session, ask.actor, number)
    team = ask.session.get(Team, body.team) if body.team is not None else None
    if body.team is not None and team is None:
        raise Invalid("There is no such team.", fields={"team": "unknown"})
    move_tier(ask.session, ask.actor, ticket, body.tier, body.reason, team)
    return read_process(ask.session, ask.actor, number)


@door.put("/tickets/<int:number>/vendor", who=STAFF, answers=ProcessPage)
def hand_over(ask: Ask, number: int, body: Handing) -> ProcessPage:
    """Hand the ticket to a vendor; its owner looks after it until it returns."""
    ticket = find_ticket(ask.session, ask.actor, number)
    hand_to_vendor(ask.session, ask.actor, ticket, **dict(body))
    return read_process(ask.session, ask.actor, number)


@door.patch("/tickets/<int:number>/vendor", who=STAFF, answers=ProcessPage)
def hear(ask: Ask, number: int, body: Returning) -> ProcessPage:
    """The vendor answered and the ticket is back; or the next look is put off."""
    ticket = find_ticket(ask.session, ask.actor, number)
    take_back(ask.session, ask.actor, ticket, body.answer, body.check_by)
    return read_process(ask.session, ask.actor, number)
