"""Fixes that held: what somebody solved or wrote down, and the tickets that it solved since.

Nothing is kept of its own: a use is an article linked to a solved ticket, or a ticket that ended
as a duplicate of one that had been solved before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, append, lock_streams
from swarm.activity.tables import ActivityLine
from swarm.knowledge.actions import SOLVED, SOURCE
from swarm.knowledge.tables import Article, ArticleUse
from swarm.rooms.tables import Contribution, Swarm
from swarm.tickets.access import owners_of
from swarm.tickets.relations import DUPLICATE
from swarm.tickets.tables import Outcome, Relation, Ticket

KINDS: tuple[str, ...] = ("ticket_solved", "article_linked")
SHOWN = 10
NAMED = 5


@dataclass(frozen=True, slots=True)
class Use:
    """A fix used on a ticket: `article` or `original` (the solved ticket) is where it stands."""

    article: int | None
    original: int | None
    ticket: int
    at: datetime

    @property
    def fix(self) -> tuple[str, int]:
        """What was used."""
        return ("article", self.article) if self.article else ("ticket", self.original or 0)


class FixCard(BaseModel):
    """A fix of somebody, how often it was used on other people's tickets, the newest of those."""

    article: int | None
    ticket: int | None
    title: str
    uses: int
    tickets: list[int]
    last_at: datetime


def fixes_of(session: Session, person_id: int) -> list[FixCard]:
    """The ten fixes of a person that were used most."""
    used = _by_fix(session, person_id)
    titles = _titles(session, used)
    cards = [
        FixCard(
            article=uses[0].article,
            ticket=None if uses[0].article else uses[0].original,
            title=titles.get(fix, ""),
            uses=len(uses),
            tickets=[use.ticket for use in uses[:NAMED]],
            last_at=uses[0].at,
        )
        for fix, uses in used.items()
    ]
    return sorted(cards, key=lambda card: (-card.uses, card.title))[:SHOWN]


def _by_fix(session: Session, person_id: int) -> dict[tuple[str, int], list[Use]]:
    """The uses of each fix of a person on tickets of others, newest first."""
    made = _tickets_fixed_by(session, person_id)
    articles = _articles_of(session, person_id, made)
    uses = [*_of_articles(session, articles), *_of_tickets(session, made)]
    owners = owners_of(session, {use.ticket for use in uses})
    used: defaultdict[tuple[str, int], list[Use]] = defaultdict(list)
    for use in sorted(uses, key=lambda one: (one.at, one.ticket), reverse=True):
        owner = owners.get(use.ticket)
        if owner is None or owner.id != person_id:
            used[use.fix].append(use)
    return used


def _articles_of(session: Session, person_id: int, made: Iterable[int]) -> set[int]:
    """The articles that a person wrote, or that were made from a ticket of theirs."""
    sourced = select(ArticleUse.article_id).where(
        ArticleUse.kind == SOURCE, ArticleUse.ticket_number.in_(list(made))
    )
    mine = or_(Article.author_id == person_id, Article.id.in_(sourced))
    return set(session.scalars(select(Article.id).where(mine)))


def _tickets_fixed_by(session: Session, person_id: int) -> set[int]:
    """The tickets that a person solved, or whose fix they were credited with."""
    solved = select(Outcome.ticket_number).where(
        Outcome.by_id == person_id, Outcome.undone_at.is_(None), Outcome.how == "solved"
    )
    credited = (
        select(Swarm.ticket_number)
        .join(Contribution, Contribution.swarm_id == Swarm.id)
        .where(Contribution.person_id == person_id, Contribution.kind == "fix")
    )
    return {*session.scalars(solved), *session.scalars(credited)}


def _of_articles(session: Session, articles: Iterable[int]) -> list[Use]:
    rows = session.execute(
        select(ArticleUse.article_id, ArticleUse.ticket_number, Outcome.at)
        .join(Outcome, Outcome.ticket_number == ArticleUse.ticket_number)
        .where(
            ArticleUse.article_id.in_(list(articles)),
            ArticleUse.kind == SOLVED,
            Outcome.undone_at.is_(None),
            Outcome.how == "solved",
        )
    )
    return [Use(row[0], None, row[1], row[2]) for row in rows]


def _of_tickets(session: Session, originals: Iterable[int]) -> list[Use]:
    rows = session.execute(
        select(Relation.other_number, Relation.ticket_number, Outcome.at)
        .join(Outcome, Outcome.ticket_number == Relation.ticket_number)
        .where(
            Relation.other_number.in_(list(originals)),
            Relation.kind == DUPLICATE,
            Outcome.undone_at.is_(None),
            Outcome.how == "duplicate",
        )
    ).all()
    solved = _solved_at(session, {row[0] for row in rows})
    return [
        Use(None, row[0], row[1], row[2])
        for row in rows
        if row[0] in solved and solved[row[0]] <= row[2]
    ]


def _solved_at(session: Session, numbers: Iterable[int]) -> Mapping[int, datetime]:
    rows: Iterable[Row[int, datetime]] = session.execute(
        select(Outcome.ticket_number, Outcome.at).where(
            Outcome.ticket_number.in_(list(numbers)),
            Outcome.undone_at.is_(None),
            Outcome.how == "solved",
        )
    )
    return {row[0]: row[1] for row in rows}


def _titles(session: Session, fixes: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    fixes = list(fixes)
    articles = session.execute(
        select(Article.id, Article.title).where(
            Article.id.in_([key for kind, key in fixes if kind == "article"])
        )
    )
    tickets = session.execute(
        select(Ticket.number, Ticket.summary).where(
            Ticket.number.in_([key for kind, key in fixes if kind == "ticket"])
        )
    )
    return {("article", key): title for key, title in articles} | {
        ("ticket", key): title for key, title in tickets
    }


def work(session: Session, line: Line) -> None:
    """Listener: when a fix was used on a solved ticket, tell whoever it is of, once a ticket."""
    if line.kind == "article_linked" and line.data.get("how") != SOLVED:
        return
    held = _uses_on(session, int(line.stream.removeprefix("tickets/")))
    makers = sorted(
        ((person, use) for use in held for person in _makers(session, use)),
        key=lambda pair: pair[0],
    )
    lock_streams(session, [f"people/{person}" for person, _ in makers])
    for person, use in makers:
        if not _told(session, person, use.ticket):
            _tell(session, person, use)


def _uses_on(session: Session, number: int) -> list[Use]:
    """The fixes that were used on one ticket, where it ended by them."""
    linked = session.scalars(
        select(ArticleUse.article_id).where(
            ArticleUse.ticket_number == number, ArticleUse.kind == SOLVED
        )
    ).all()
    copied = session.scalars(
        select(Relation.other_number).where(
            Relation.ticket_number == number, Relation.kind == DUPLICATE
        )
    ).all()
    uses = [*_of_articles(session, linked), *_of_tickets(session, copied)]
    return [use for use in uses if use.ticket == number]


def _makers(session: Session, use: Use) -> set[int]:
    """Whose fix it is: the article's author, and whoever solved or fixed the ticket behind it."""
    sources = [use.original] if use.original else []
    makers: set[int | None] = set()
    if use.article:
        makers.add(session.scalar(select(Article.author_id).where(Article.id == use.article)))
        sources += session.scalars(
            select(ArticleUse.ticket_number).where(
                ArticleUse.article_id == use.article, ArticleUse.kind == SOURCE
            )
        ).all()
    makers |= _fixers(session, sources)
    owner = owners_of(session, [use.ticket]).get(use.ticket)
    return {one for one in makers if one is not None and (owner is None or one != owner.id)}


def _fixers(session: Session, tickets: Iterable[int]) -> set[int | None]:
    """Whoever solved these tickets, or was credited with their fix."""
    numbers = list(tickets)
    solved = select(Outcome.by_id).where(
        Outcome.ticket_number.in_(numbers), Outcome.undone_at.is_(None), Outcome.how == "solved"
    )
    credited = (
        select(Contribution.person_id)
        .join(Swarm, Swarm.id == Contribution.swarm_id)
        .where(Swarm.ticket_number.in_(numbers), Contribution.kind == "fix")
    )
    return {*session.scalars(solved), *session.scalars(credited)}


def _told(session: Session, person: int, number: int) -> bool:
    rows = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream == f"people/{person}", ActivityLine.kind == "fix_reused"
        )
    )
    return any(data.get("ticket") == number for data in rows)


def _tell(session: Session, person: int, use: Use) -> None:
    uses = len(_by_fix(session, person).get(use.fix, ()))
    kind, key = use.fix
    append(
        session, f"people/{person}", "fix_reused", None,
        ticket=use.ticket, uses=uses, of=kind, key=key,
    )  # fmt: skip
