"""A year of the company: `make_demo` draws it, the same for the same seed, size and moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from swarm.demo.cast.company import make_company
from swarm.demo.cast.shapes import Company
from swarm.demo.cast.staffing import Staff
from swarm.demo.events.articles import make_articles
from swarm.demo.events.open_tickets import make_open
from swarm.demo.events.paths import Paths
from swarm.demo.events.playing import play_out
from swarm.demo.events.reasons import with_reasons
from swarm.demo.events.starting import draw_beginning, draw_path, how_often
from swarm.demo.events.trial import by_lot, trial_at
from swarm.demo.shapes import Demo, DemoTicket
from swarm.demo.words.chance import weighted
from swarm.demo.words.families import Family, read_families

YEAR = timedelta(days=365)


def make_demo(
    now: datetime,
    *,
    seed: int = 7,
    tickets: int = 2_000,
    first: int = 1,
    told: Callable[[], None] = lambda: None,
) -> Demo:
    """The whole demo as it stands at `now` (aware): `tickets` solved ones and those open.

    `first` is the number that the first ticket will have on the desk: lots fall by numbers.
    `told` is called after each ticket that was made.
    """
    now = now.replace(second=0, microsecond=0)
    company = make_company(now)
    staff = Staff(company)
    families = read_families()
    often = how_often(list(families.values()), seed)
    solved: list[DemoTicket] = []
    for number in range(tickets):
        rng = Random(f"{seed}/{number}")
        family = weighted(rng, list(families.values()), often)
        solved.append(_solved(rng, company, staff, family, now))
        told()
    solved.sort(key=lambda ticket: (ticket.created_at, ticket.summary))
    unsolved = make_open(Random(f"{seed}/open"), company, families, now)
    named = [
        replace(ticket, key=f"t{place:04d}")
        for place, ticket in enumerate([*solved, *unsolved], start=1)
    ]
    trial = trial_at(now)
    named = by_lot(named, trial, Paths(company, staff), families, now, seed=seed, first=first)
    articles = make_articles(Random(f"{seed}/articles"), company, named, families, now)
    return Demo(company, tuple(with_reasons(named)), tuple(articles), trial)


def _solved(
    rng: Random, company: Company, staff: Staff, family: Family, now: datetime
) -> DemoTicket:
    last = now - timedelta(hours=8)
    paths = Paths(company, staff)
    while True:
        beginning = draw_beginning(rng, company, family, now - YEAR, last)
        story, ticket = play_out(rng, paths, beginning, draw_path(rng, company, beginning, now))
        if story.last < now:
            return story.told(ticket)
        # Not over yet by now: the same problem, a little earlier in the year.
        last = max(now - YEAR + timedelta(days=2), beginning.created_at - timedelta(days=2))
