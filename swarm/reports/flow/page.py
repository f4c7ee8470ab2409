"""The flow of a selection as a page: every number with its rule and the way to its tickets."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports import intervals
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.figures import Desk, Figure, figure
from swarm.reports.flow.log import (
    LEVELS,
    ORDERS,
    Log,
    first_assignment,
    handovers,
    load_log,
    order,
    travels,
)
from swarm.reports.flow.order import FRONT, IN_ORDER, UNTOLD
from swarm.reports.flow.waits import QUEUE, WORK
from swarm.reports.overview import Source, source_of
from swarm.reports.survival import Estimate

HOUR = 3600.0
NO_TIERS = "The map does not tell the tiers of these tickets' queues."
SHOWN = 40


class Handover(BaseModel):
    """From whom to whom, how often."""

    origin: str
    to: str
    times: Figure


class LevelFlow(BaseModel):
    """How tickets changed hands at one level, and the most frequent handovers."""

    level: str
    words: str
    tickets: Figure
    reassigned: Figure
    mean: Figure
    ping_pong: Figure
    loops: Figure
    handovers: list[Handover]
    more: bool


class Wait(BaseModel):
    """What time went into: a cause of waiting, a queue, or work."""

    cause: str
    words: str
    hours: Figure
    share: Figure


class Step(BaseModel):
    """What became of the order of tiers."""

    key: str
    words: str
    tickets: Figure


class FlowReport(BaseModel):
    """Everything on the flow page."""

    as_of: datetime
    filter: dict[str, str]
    rule: str
    map_version: int
    tickets: int
    first_assignment: Figure
    levels: list[LevelFlow]
    order: list[Step]
    order_untold: int
    conforming: Figure
    two_groups: Figure
    waits: list[Wait]
    wait_user: Figure
    source: Source | None


def read_flow(session: Session, actor: Person | None, cohort: Cohort) -> FlowReport:
    """The flow of a selection. Raises NotFound or NotAllowed."""
    check_reads(actor)
    log = load_log(session, cohort)
    solved, kept = first_assignment(log)
    return FlowReport(
        as_of=clock.now(),
        filter=cohort.query(),
        rule=cohort.words(session),
        map_version=log.chart.version or 0,
        tickets=len(log.facts),
        first_assignment=_share(
            len(kept),
            len(solved),
            "Solved by the first owner: nobody else ever owned it. Share of the solved tickets"
            " with an owner on record",
            cohort.link("flow:kept"),
        ),
        levels=[_level(log, cohort, level) for level in LEVELS],
        order=_steps(log, cohort),
        order_untold=int((order(log)[1] == UNTOLD).sum()),
        conforming=_conforming(log, cohort),
        two_groups=_two_groups(log, cohort),
        waits=_waits(log, cohort),
        wait_user=_wait_user(log, cohort),
        source=source_of(Desk(log.facts, cohort)),
    )


def _share(hits: int, count: int, rule: str, link: str, why: str | None = None) -> Figure:
    return figure(
        intervals.share(hits, count),
        count,
        f"{rule}; interval: Wilson.",
        "share",
        tickets=link if hits else None,
        why=why,
    )


def _level(log: Log, cohort: Cohort, level: str) -> LevelFlow:
    found, words = travels(log, level), LEVELS[level]
    count = len(found.numbers)
    of = f"Share of tickets with a known {words}"

    def share(what: str, hits: int, rule: str) -> Figure:
        return _share(hits, count, f"{rule} {of}", cohort.link(f"flow:{what}-{level}"))

    total = int(found.moves.sum())
    known = figure(
        Estimate(count),
        count,
        f"Tickets with a known {words}.",
        "tickets",
        tickets=cohort.link(f"flow:known-{level}") if count else None,
    )
    return LevelFlow(
        level=level,
        words=words,
        tickets=known,
        reassigned=share("moved", int((found.moves > 0).sum()), f"Another {words} at least once."),
        mean=figure(
            Estimate(total / count if count else None),
            count,
            f"How often the {words} changed: mean.",
            "times",
            tickets=cohort.link(f"flow:moved-{level}") if total else None,
        ),
        ping_pong=share(
            "bounced",
            int((found.bounces > 0).sum()),
            "Came straight back to the one that had just given it away (A, B, A).",
        ),
        loops=share(
            "looped",
            int((found.loops > 0).sum()),
            "Came, by whatever way, to one that had had it before.",
        ),
        handovers=_handovers(log, cohort, level),
        more=len(handovers(log, level)[2]) > SHOWN,
    )


def _handovers(log: Log, cohort: Cohort, level: str) -> list[Handover]:
    names = log.trails[level].names
    most = zip(*(part[:SHOWN].tolist() for part in handovers(log, level)), strict=True)
    return [
        Handover(
            origin=names[a],
            to=names[b],
            times=figure(
                Estimate(times),
                times,
                f"Handovers from {names[a]} to {names[b]}.",
                "times",
                tickets=cohort.link(f"flow:step-{level}-{a}-{b}"),
            ),
        )
        for a, b, times in most
    ]


def _steps(log: Log, cohort: Cohort) -> list[Step]:
    numbers, kinds = order(log)
    told = int((kinds != UNTOLD).sum()) if numbers.size else 0
    return [
        Step(
            key=key,
            words=words,
            tickets=_share(
                int((kinds == kind).sum()),
                told,
                f"Tickets in which {words}. Share of those whose queues all have a known tier",
                cohort.link(f"flow:order-{key}"),
                NO_TIERS,
            ),
        )
        for kind, (key, words) in ORDERS.items()
    ]


def _conforming(log: Log, cohort: Cohort) -> Figure:
    _, kinds = order(log)
    fit = int(np.isin(kinds, [FRONT, IN_ORDER]).sum())
    return _share(
        fit,
        int((kinds != UNTOLD).sum()),
        "Went as the tier map says: work began at the tier where it begins, and no step left a"
        " tier out or went back. Share of the tickets whose queues all have a tier of the map",
        cohort.link("flow:order-conforming"),
        NO_TIERS if len(kinds) else "None of these tickets was in a queue.",
    )


def _two_groups(log: Log, cohort: Cohort) -> Figure:
    return _share(
        int((log.facts.group_moves > 0).sum()),
        len(log.facts),
        "At least two groups had it in their queue. Share of all tickets, those without any group"
        " included",
        cohort.link("two_groups"),
    )


def _waits(log: Log, cohort: Cohort) -> list[Wait]:
    kinds = {QUEUE: ("queue", "without an owner"), WORK: ("work", "in work")}
    kinds |= {n: (cause, f"waiting for the {cause}") for n, cause in log.causes.items()}
    total = float(log.spells.seconds.sum())
    found = []
    for kind, (cause, words) in kinds.items():
        hours, behind = log.spells.total(kind) / HOUR, log.spells.of(kind)
        link = cohort.link(f"flow:wait-{cause}") if len(behind) else None
        rule = f"Time between creation and solution (or now) that tickets were {words}"
        found.append(
            Wait(
                cause=cause,
                words=words,
                hours=figure(Estimate(hours), len(behind), f"{rule}.", "hours", tickets=link),
                share=figure(
                    Estimate(hours * HOUR / total if total else None),
                    len(behind),
                    f"{rule}: share of all of it.",
                    "share",
                    tickets=link,
                ),
            )
        )
    return found


def _wait_user(log: Log, cohort: Cohort) -> Figure:
    total, waited = float(log.spells.seconds.sum()), log.spells.total(0)
    return figure(
        Estimate(waited / total if total else None),
        len(log.facts),
        "The clock game: the share of all time in which tickets counted as waiting for their"
        " requester, so that the desk's clocks stood still.",
        "share",
        tickets=cohort.link("flow:wait-requester") if waited else None,
    )
