"""Clears the demo away; what real people added stays.

A ticket or article of the demo on which somebody real did anything stays, and so do the
demo's people whom something that stays refers to: they are marked as having left.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import (
    Select,
    String,
    cast,
    delete,
    exists,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.actions import shut_out
from swarm.accounts.tables import Account
from swarm.activity.tables import ActivityLine
from swarm.demo.cast.company import make_company
from swarm.demo.policy import withdraw_policy
from swarm.demo.uprooting import children, forget, forget_streams, ids_among, key_of, table_of
from swarm.demo.watching import end_watch
from swarm.knowledge.actions import SOLVED
from swarm.knowledge.tables import Article, ArticleUse
from swarm.people.tables import Absence, Person, Team
from swarm.rooms.tables import Swarm
from swarm.skills.tables import Skill, SkillAlias, SkillRelation
from swarm.tickets.tables import Ticket

PERSONAL = {
    ("account", "person_id"),
    ("sign_in", "person_id"),
    ("token", "person_id"),
    ("sign_in_link", "person_id"),
    ("saved_view", "person_id"),
    ("evidence", "person_id"),
    ("interest", "person_id"),
    ("objection", "person_id"),
    ("read_position", "person_id"),
    ("mention", "person_id"),
    ("room_mute", "person_id"),
    ("notice_wish", "person_id"),
    ("outgoing", "person_id"),
    ("reach_wish", "person_id"),
    ("digest", "person_id"),
    ("browser", "person_id"),
    ("tier_holder", "person_id"),
}
"""What is a person's own, and goes with them."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was cleared, and what had to stay."""

    tickets: int
    articles: int
    people: int
    tickets_kept: int
    people_kept: int


def remove(session: Session) -> Removed:
    """Clear the demo in the caller's transaction."""
    real = select(Person.id).where(Person.demo.is_(False))
    tickets, tickets_kept = _part(session, Ticket, _touched_tickets(real))
    articles, _ = _part(session, Article, _touched_articles(real, tickets_kept))
    swarms = ids_among(session, Swarm.id, Swarm.ticket_number, tickets)
    swarms += session.scalars(_rounds(real)).all()
    for noun, table, ids in (
        ("swarms", Swarm, swarms),
        ("articles", Article, articles),
        ("tickets", Ticket, tickets),
    ):
        forget(session, table_of(table), ids)
        forget_streams(session, [f"{noun}/{one}" for one in ids])
    withdraw_policy(session)
    end_watch(session)
    gone, stayed = _remove_people(session)
    _remove_skills(session)
    _remove_teams(session)
    session.expire_all()
    return Removed(len(tickets), len(articles), gone, len(tickets_kept), stayed)


def _touched_tickets(real: Select[int]) -> Select[int]:
    """Tickets on which, or in whose swarms, somebody real did anything."""
    number = cast(Ticket.number, String)
    own = ActivityLine.stream == "tickets/" + number
    room = ActivityLine.stream == "swarms/" + cast(Swarm.id, String)
    by_real = ActivityLine.actor_id.in_(real)
    return select(Ticket.number).where(
        Ticket.demo.is_(True),
        or_(
            exists().where(own, by_real),
            exists().where(Swarm.ticket_number == Ticket.number, room, by_real),
        ),
    )


def _rounds(real: Select[int]) -> Select[int]:
    """The demo's dispatch and backlog rooms in which nobody real did anything."""
    room = ActivityLine.stream == "swarms/" + cast(Swarm.id, String)
    return select(Swarm.id).where(
        Swarm.ticket_number.is_(None),
        Swarm.opened_by.in_(select(Person.id).where(Person.demo.is_(True))),
        ~exists().where(room, ActivityLine.actor_id.in_(real)),
    )


def _touched_articles(real: Select[int], kept: Collection[int]) -> Select[int]:
    """Articles that somebody real wrote on, or that solved a ticket which stays."""
    own = ActivityLine.stream == "articles/" + cast(Article.id, String)
    stays = or_(Ticket.demo.is_(False), Ticket.number.in_(kept))
    solved = exists().where(
        ArticleUse.article_id == Article.id,
        ArticleUse.kind == SOLVED,
        Ticket.number == ArticleUse.ticket_number,
        stays,
    )
    by_real = exists().where(own, ActivityLine.actor_id.in_(real))
    return select(Article.id).where(Article.demo.is_(True), or_(by_real, solved))


def _part(
    session: Session, kind: type[Ticket] | type[Article], touched: Select[int]
) -> tuple[list[int], list[int]]:
    """The ids of the demo's rows that go, and of those that stay and are no demo any more."""
    key = key_of(table_of(kind))
    stay = list(session.scalars(touched))
    session.execute(update(kind).where(key.in_(stay)).values(demo=False))
    return list(session.scalars(select(key).where(kind.demo.is_(True)).order_by(key))), stay


def _remove_people(session: Session) -> tuple[int, int]:
    """How many of the demo's people went, and how many stay as people who have left."""
    people = {p.id: p for p in session.scalars(select(Person).where(Person.demo.is_(True)))}
    ids = list(people)
    session.execute(delete(Absence).where(Absence.person_id.in_(ids)))
    stood_in = Absence.substitute_id.in_(ids)
    session.execute(update(Absence).where(stood_in).values(substitute_id=None))
    # Their own streams tell of the demo alone, and nobody can read them any more.
    forget_streams(session, [f"people/{one}" for one in ids])
    stay = _named_by_what_stays(session, people.keys())
    for key in sorted(stay):
        shut_out(session, people[key])
        session.execute(delete(Account).where(Account.person_id == key))
        people[key].email, people[key].left_at = None, people[key].left_at or clock.now()
    session.flush()
    gone = sorted(people.keys() - stay)
    forget(session, table_of(Person), gone)
    return len(gone), len(stay)


def _named_by_what_stays(session: Session, people: Collection[int]) -> set[int]:
    """Those of `people` whom something names that will be there when they are gone.

    What belongs to one of them counts only if that one stays.
    """
    named = _named_in_rows(session, people)
    acted = session.scalars(
        select(Person.id).where(
            Person.id.in_(people), exists().where(ActivityLine.actor_id == Person.id)
        )
    )
    stay = {person for owner, person in named if owner not in people} | set(acted)
    while more := {person for owner, person in named if owner in stay} - stay:
        stay |= more
    return stay


def _named_in_rows(session: Session, people: Collection[int]) -> list[tuple[int | None, int]]:
    """Whom rows name, and whose own the row is (None: nobody's)."""
    owners, named = dict(PERSONAL), []
    for table, column in children(table_of(Person)):
        if owners.get(table.name) != column.name:
            own = table.c[owners[table.name]] if table.name in owners else null()
            rows = session.execute(select(own, column).where(column.in_(people)).distinct())
            named += [(owner, person) for owner, person in rows]
    return named


def _remove_skills(session: Session) -> None:
    for skill in session.scalars(select(Skill).where(Skill.demo.is_(True))).all():
        used = any(
            session.scalar(select(exists(select(column).where(column == skill.id))))
            for table, column in children(table_of(Skill))
            if table.name not in ("skill_alias", "skill_relation")
        )
        if used:
            skill.demo = False
            continue
        session.execute(delete(SkillAlias).where(SkillAlias.skill_id == skill.id))
        pairs = or_(SkillRelation.one_id == skill.id, SkillRelation.other_id == skill.id)
        session.execute(delete(SkillRelation).where(pairs))
        forget_streams(session, [f"skills/{skill.id}"])
        session.delete(skill)
    session.flush()


def _remove_teams(session: Session) -> None:
    names = [team.name for team in make_company(clock.now()).teams]
    for team in session.scalars(select(Team).where(Team.name.in_(names))).all():
        used = select(exists().where(Person.team_id == team.id))
        asked = select(exists().where(Ticket.team_id == team.id))
        if not session.scalar(used) and not session.scalar(asked):
            forget(session, table_of(Team), [team.id])
            forget_streams(session, [f"teams/{team.id}"])
