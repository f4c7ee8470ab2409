"""Articles of the demo: written after a ticket was solved, used for later ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from swarm.demo.cast.hours import later
from swarm.demo.cast.shapes import Company
from swarm.demo.shapes import DemoArticle, DemoTicket
from swarm.demo.words.chance import long_tailed
from swarm.demo.words.families import Family


def make_articles(
    rng: Random,
    company: Company,
    tickets: Sequence[DemoTicket],
    families: Mapping[str, Family],
    now: datetime,
) -> list[DemoArticle]:
    """One article for each family that has a title, once one of its tickets was solved."""
    by_family: dict[str, list[DemoTicket]] = defaultdict(list)
    for ticket in tickets:
        if ticket.solved_at is not None:
            by_family[ticket.family].append(ticket)
    found = []
    for family in families.values():
        if family.article and by_family[family.key]:
            article = _article(rng, company, family, by_family[family.key], now)
            if article is not None:
                found.append(article)
    return found


def _article(
    rng: Random, company: Company, family: Family, solved: Sequence[DemoTicket], now: datetime
) -> DemoArticle | None:
    solved = sorted(solved, key=lambda ticket: ticket.solved_at or now)
    source = solved[len(solved) // 5]
    author = company.people[source.owner or ""]
    at = later([author], source.solved_at or now, long_tailed(rng, 60))
    if at >= now:
        return None
    after = [t for t in solved if t.created_at > at + timedelta(hours=1) and t is not source]
    return DemoArticle(
        key=f"a-{family.key}",
        title=family.article,
        symptom=source.description,
        cause=source.cause,
        fix=source.fix,
        product=source.product,
        component=source.component,
        author=author.key,
        created_at=at,
        made_from=source.key,
        solved=tuple(t.key for t in after if rng.random() < 0.6),
    )
