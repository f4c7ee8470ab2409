"""The demo as plain data: a company and its year of tickets.

People are named by their key (`maeve.okafor`), tickets by theirs (`t0001`); every time is
an aware UTC datetime. Nothing here knows a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from swarm.demo.cast.shapes import Company
from swarm.matching.reasons import Reason

Path = Literal["solo", "tiered", "swarmed"]
State = Literal["solved", "new", "open", "waiting"]


@dataclass(frozen=True, slots=True)
class Words:
    """A public reply, or a private note among colleagues."""

    at: datetime
    author: str
    body: str
    public: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """One ownership: who answered for the ticket, from when to when, and how it began."""

    owner: str
    started_at: datetime
    ended_at: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of work in the classic process: taken from a tier's queue and worked on."""

    person: str
    queue: str
    tier: str
    queued_at: datetime
    started_at: datetime
    ended_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Call:
    """An invitation: to whom, when, and what came of it (accepted, declined or expired).

    Of role `learner` it is an offer of their own instead, which the owner accepts.
    `reasons` say why they were asked and cite tickets by key; `reason` is why they said no.
    """

    person: str
    role: str
    note: str
    sent_at: datetime
    seen_at: datetime | None
    answer: str
    answered_at: datetime
    reason: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a room; `credit` is the kind of contribution that it was credited as."""

    at: datetime
    author: str
    body: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A swarm on a ticket, from its ask to its end; a live one has no end.

    One that ends without a solution (`solved` False) leaves the ticket to its owner.
    """

    kind: str
    opened_at: datetime
    help_needed: str
    tried: str
    calls: tuple[Call, ...]
    said: tuple[Said, ...]
    closed_at: datetime | None = None
    solved: bool = True
    summary: str = ""
    ruled_out: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """A handover that was offered and accepted, with what the next owner needs to know."""

    giver: str
    taker: str
    tried: str
    still_open: str
    promised: str
    offered_at: datetime
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """The requester's answer to the one question: 1 (bad) to 5 (good), None unanswered."""

    asked_at: datetime
    answered_at: datetime | None
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class DemoTicket:
    """A ticket with everything that happened to it, each part in the order of its times.

    For a `drawn` one a lot decided over its path.
    """

    key: str
    family: str
    created_at: datetime
    requester: str
    summary: str
    description: str
    product: str
    component: str
    team: str
    category: str
    priority: str
    channel: str
    tags: tuple[str, ...]
    skills: tuple[str, ...]
    path: Path
    state: State
    drawn: bool = False
    stays: tuple[Stay, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    passings: tuple[Passing, ...] = ()
    words: tuple[Words, ...] = ()
    waits: tuple[tuple[datetime, datetime | None], ...] = ()
    swarm: Gathering | None = None
    cause: str = ""
    fix: str = ""
    first_solved_at: datetime | None = None
    reopened_at: datetime | None = None
    solved_at: datetime | None = None
    verdict: Verdict | None = None

    @property
    def owner(self) -> str | None:
        """The last owner's key."""
        return self.stays[-1].owner if self.stays else None

    @property
    def helpers(self) -> tuple[str, ...]:
        """Who came to the swarm, in the order in which they were asked."""
        calls = self.swarm.calls if self.swarm else ()
        return tuple(call.person for call in calls if call.answer == "accepted")


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article, the ticket it was made from and those it solved later (keys)."""

    key: str
    title: str
    symptom: str
    cause: str
    fix: str
    product: str
    component: str
    author: str
    created_at: datetime
    made_from: str
    solved: tuple[str, ...]

    @property
    def shared(self) -> bool:
        """For requesters too: what has helped often."""
        return len(self.solved) > 2


@dataclass(frozen=True, slots=True)
class Trial:
    """A randomized experiment that runs: since when, on which category, and what share is swarmed.

    The lot of a ticket falls by `seed` and the ticket's number.
    """

    category: str
    since: datetime
    share: float
    seed: str

    def concerns(self, ticket: DemoTicket) -> bool:
        """Whether a lot is drawn for it; what is severe draws none."""
        of_these = ticket.category == self.category and ticket.priority != "urgent"
        return of_these and ticket.created_at >= self.since


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything that `swarm demo` loads; the same seed, size and moment give the same."""

    company: Company
    tickets: tuple[DemoTicket, ...]
    articles: tuple[DemoArticle, ...]
    trial: Trial
