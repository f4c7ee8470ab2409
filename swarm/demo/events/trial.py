"""The company's experiment: for some weeks now, lots decide how small requests go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from swarm.demo.events.paths import Paths
from swarm.demo.events.playing import play_out
from swarm.demo.events.starting import Beginning, draw_asking
from swarm.demo.shapes import DemoTicket, Trial
from swarm.demo.words.families import Family
from swarm.tiers.policies.rules import draw_lot

RUNS = timedelta(weeks=18)
TRIES = 12
"""So often a ticket is played; one that is never over by now came in lately and lies there."""


def trial_at(now: datetime) -> Trial:
    """The experiment as it runs at `now`."""
    return Trial(category="Request", since=now - RUNS, share=0.5, seed="demo")


def by_lot(
    tickets: Sequence[DemoTicket],
    trial: Trial,
    paths: Paths,
    families: Mapping[str, Family],
    now: datetime,
    *,
    seed: int,
    first: int,
) -> list[DemoTicket]:
    """The tickets in the order of their numbers, `first` and on; those concerned went by lot."""
    found = []
    for number, ticket in enumerate(tickets, start=first):
        if trial.concerns(ticket):
            family = families[ticket.family]
            swarmed = draw_lot(trial.seed, number) < trial.share
            found.append(_gone(ticket, family, paths, now, swarmed=swarmed, seed=seed))
        else:
            found.append(ticket)
    return found


def _gone(
    ticket: DemoTicket, family: Family, paths: Paths, now: datetime, *, swarmed: bool, seed: int
) -> DemoTicket:
    requester = paths.company.people[ticket.requester]
    beginning = Beginning(family, requester, ticket.created_at, ticket.team, ticket.priority)
    for attempt in range(TRIES):
        rng = Random(f"{seed}/{ticket.key}/{attempt}")
        path = draw_asking(rng, family) if swarmed else "tiered"
        story, made = play_out(rng, paths.from_queue(f"L1 {ticket.team}"), beginning, path)
        if story.last < now:
            return replace(story.told(made), key=ticket.key, drawn=True)
    path = "solo" if swarmed else "tiered"
    return replace(made, key=ticket.key, path=path, drawn=True, state="new")
