"""Before work starts: will this ticket be passed on, how far would tiers send it, is it known.

Told from what a ticket says of itself when it comes in, by what became of the desk's own past
tickets (`swarm.matching.intake`). Nothing here decides anything; a screen shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from swarm.db import Database
from swarm.matching.evidence import Query
from swarm.matching.intake.bounce import BounceForecast, Ground
from swarm.matching.intake.cases import Case
from swarm.matching.intake.router import Router
from swarm.matching.model import Model
from swarm.reports.intakes import (
    case_of,
    count_ended,
    read_cases,
    read_passed_on,
    read_tiers,
)
from swarm.reports.learning import FromEnded
from swarm.tickets.tables import Ticket

FEWEST_CASES = 100
"""With fewer, nothing is foretold."""

KNOWN = 0.4
"""Likeness (0..1) to the nearest solved ticket from which a ticket counts as known."""


class BounceChance(BaseModel):
    """How likely the ticket is passed on, how usual that is here, and what speaks for it."""

    probability: float
    usual: float
    grounds: list[str]
    learned_from: int


class LikelyTier(BaseModel):
    """The tier that would end it most likely, by what ended tickets like it."""

    tier: str
    probability: float


class Nearest(BaseModel):
    """The solved ticket that reads most alike; `known` where it is near enough."""

    ticket: int
    similarity: float
    known: bool


class TicketForesight(BaseModel):
    """What can be said before work starts; null where too little is on record."""

    bounce: BounceChance | None
    tier: LikelyTier | None
    nearest: Nearest | None


@dataclass(frozen=True)
class _Learned:
    bounces: BounceForecast
    tiers: Router | None
    cases: int


class Foresight(FromEnded):
    """Foretells what becomes of tickets. One for each process; `refit` belongs off the loop."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._learned: _Learned | None = None

    def refit(self) -> int:
        """Learn anew from the newest ended tickets; returns from how many."""
        with self.database.read() as session:
            ended, cases = count_ended(session), read_cases(session)
            passed_on, tiers = read_passed_on(session), read_tiers(session)
        self._learned = None
        if len(cases) >= FEWEST_CASES:
            bounced = [int(case.id) in passed_on for case in cases]
            told = [tiers.get(int(case.id)) for case in cases]
            enough = sum(tier is not None for tier in told) >= FEWEST_CASES
            router = Router.fit(cases, told) if enough else None
            self._learned = _Learned(BounceForecast.fit(cases, bounced), router, len(cases))
        self._fitted(ended)
        return len(cases)

    def foresee(self, ticket: Ticket, model: Model, query: Query) -> TicketForesight:
        """What can be said of this ticket; `query` are its words, asked of the desk's `model`."""
        learned, case = self._learned, case_of(ticket)
        return TicketForesight(
            bounce=None if learned is None else _bounce(learned, case),
            tier=None if learned is None else _tier(learned, case),
            nearest=_nearest(model, query, ticket.number),
        )


def _bounce(learned: _Learned, case: Case) -> BounceChance:
    found = learned.bounces.foresee(case)
    return BounceChance(
        probability=round(found.probability, 4),
        usual=round(found.usual, 4),
        grounds=[_in_words(ground) for ground in found.grounds],
        learned_from=learned.cases,
    )


def _in_words(ground: Ground) -> str:
    named = " and ".join(
        "this requester" if name == "requester_id" else f"{name} {value}"
        for name, value in ground.values
    )
    return f"{ground.share:.0%} of the latest tickets with {named} were passed on"


def _tier(learned: _Learned, case: Case) -> LikelyTier | None:
    named = learned.tiers.route(case, 1) if learned.tiers else []
    return LikelyTier(tier=named[0].outcome, probability=named[0].score) if named else None


def _nearest(model: Model, query: Query, number: int) -> Nearest | None:
    for one in model.nearest(query, k=2):
        if one.ticket != str(number) and one.ticket.isdecimal():
            near = one.similarity
            return Nearest(ticket=int(one.ticket), similarity=near, known=near >= KNOWN)
    return None
