"""The tier twin of a swarmed ticket, and the bounce alarm of a tiered one, as they are shown."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm.errors import NotFound
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.intakes import case_of
from swarm.reports.survival import Floats
from swarm.reports.twins.imagining import Drawn, interval
from swarm.reports.twins.keeping import FEWEST, Learned, Proof
from swarm.reports.twins.loading import lies_in
from swarm.tickets.tables import Ticket
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.policies.deciding import in_experiment, way_of

ALARM = 0.5
"""From this chance on a transfer is likelier than a solution where the ticket lies."""

LEAST_COSTED = 0.8
"""The cost is told where it is known for so large a share of the drawn ways."""

RULE = (
    "An estimate, not a fact: 400 ways drawn through the queues of your tiered history, each step"
    " by where tickets like this one went, each stay as long as theirs. Four of five drawn ways lie"
    " within the interval."
)
TIERED = "This ticket runs through tiers: its way is on record, and none has to be imagined."
UNLEARNED = (
    f"A twin needs {FEWEST} solved tickets that went through tiers; it is learned once an hour."
)


class Likely(BaseModel):
    """A number with the interval that holds four of five of the drawn ways.

    The mean of the passes; the median of hours, minutes and cost, which a few long ways stretch.
    """

    value: float
    low: float
    high: float


class LikelyPath(BaseModel):
    """The queues of a way, and how many of the drawn ways were this one (0..1)."""

    queues: list[str]
    share: float


class HeldOut(BaseModel):
    """Mean errors on tickets that were not learned from, beside the average of their category."""

    judged: int
    hops: float
    hops_average: float
    hours: float
    hours_average: float
    held: float


class TwinCard(BaseModel):
    """What tiers would likely have made of a ticket; `cost` only where rates were entered."""

    rule: str
    learned_from: int
    paths: list[LikelyPath]
    hops: Likely
    hours: Likely
    minutes: Likely | None
    cost: Likely | None
    currency: str | None
    held_out: HeldOut | None


class TwinPage(BaseModel):
    """The tier twin of a ticket, or why it has none."""

    twin: TwinCard | None
    why: str | None


class BouncePage(BaseModel):
    """How likely an open tiered ticket is passed on again; `alarm` from one half on.

    `queue` is the one whose history tells: its own, or the busiest of its tier where none lay in
    its own. `silent` inside an experiment: nobody is nudged to cross over, and no chance is told.
    """

    chance: float | None
    usual: float | None
    queue: str | None
    alarm: bool
    silent: bool


def read_twin(
    session: Session, actor: Person, number: int, learned: Learned | None
) -> TwinPage:  # fmt: skip
    """The twin of ticket `number`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    ticket = session.get(Ticket, number)
    if ticket is None:
        raise NotFound
    if way_of(session, ticket) == "tier" or ticket.process == "tier":
        return TwinPage(twin=None, why=TIERED)
    if learned is None:
        return TwinPage(twin=None, why=UNLEARNED)
    drawn = learned.twins.draw(case_of(ticket).fields, seed=number)
    return TwinPage(twin=_card(drawn, learned, read_chart(session)), why=None)


def _card(drawn: Drawn, learned: Learned, chart: Chart) -> TwinCard:
    cost = _known(drawn.cost) if chart.rates else None
    return TwinCard(
        rule=RULE,
        learned_from=learned.twins.count,
        paths=[LikelyPath(queues=list(path), share=share) for path, share in drawn.likely()],
        hops=_likely(drawn.hops, float(drawn.hops.mean())),
        hours=_likely(drawn.hours, float(np.median(drawn.hours))),
        minutes=_known(drawn.minutes),
        cost=cost,
        currency=chart.currency if cost else None,
        held_out=_held_out(learned.proof),
    )


def _likely(values: Floats, middle: float) -> Likely:
    low, high = interval(values)
    return Likely(value=middle, low=low, high=high)


def _known(values: Floats) -> Likely | None:
    told = values[~np.isnan(values)]
    enough = len(told) >= LEAST_COSTED * len(values)
    return _likely(told, float(np.median(told))) if enough else None


def _held_out(proof: Proof | None) -> HeldOut | None:
    return None if proof is None else HeldOut(**vars(proof))


def tiered_chance(learned: Learned | None, ticket: Ticket) -> float | None:
    """How likely tiers would pass a ticket on; None before the first fit."""
    return None if learned is None else learned.twins.ever_passed_on(case_of(ticket).fields)


def foresee_bounce(session: Session, ticket: Ticket, learned: Learned | None) -> BouncePage:
    """How likely an open tiered ticket leaves the queue that it lies in for another."""
    if in_experiment(session, ticket.number):
        return BouncePage(chance=None, usual=None, queue=None, alarm=False, silent=True)
    there = lies_in(session, ticket) if way_of(session, ticket) == "tier" else None
    if learned is None or there is None:
        return BouncePage(chance=None, usual=None, queue=None, alarm=False, silent=False)
    _, place, later = there
    known = learned.twins.graph.nearest(place)
    chance = learned.twins.passed_on(place, case_of(ticket).fields, later=later)
    usual = learned.twins.passed_on(place, {}, later=later)
    return BouncePage(
        chance=chance,
        usual=usual,
        queue=None if known is None else learned.twins.graph.places[known],
        alarm=chance is not None and chance >= ALARM,
        silent=False,
    )
