from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.accounts.tables import Account, Token
from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Database
from swarm.demo.events.year import make_demo
from swarm.demo.loading import load
from swarm.demo.presence import has_demo
from swarm.demo.removal import remove
from swarm.demo.shapes import Demo
from swarm.knowledge.actions import edit_article, link_article
from swarm.knowledge.tables import Article
from swarm.knowledge.texts import ArticleText
from swarm.people.tables import Absence, Person, Team
from swarm.rooms.tables import Message, Swarm
from swarm.skills.evidence import claim_skill, endorse_person
from swarm.skills.tables import Evidence, Skill
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.replies import post_reply
from swarm.tickets.tables import Ownership, Reply, Ticket

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def few() -> Demo:
    return make_demo(NOON, seed=4, tickets=30)


@pytest.fixture
def desk(database: Database, few: Demo) -> Database:
    with database.write() as session:
        session.add(Person(name="Real Agent", email="real@example.org", created_at=NOON))
        session.add(
            Person(name="Real Boss", role="manager", created_at=NOON, email="b@example.org")
        )
    with database.write() as session:
        load(session, few, NOON, secret="s" * 32, password_hash="a hash")
    return database


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def some_ticket(session: Session, status: str) -> Ticket:
    wanted = select(Ticket).where(Ticket.status == status).order_by(Ticket.number)
    return session.scalars(wanted).first() or pytest.fail(f"no ticket is {status}")


def test_a_demo_ticket_that_somebody_real_worked_on_stays_with_its_people(desk: Database) -> None:
    with clock.at(NOON), desk.write() as session:
        ticket = some_ticket(session, "new")
        number, requester = ticket.number, ticket.requester_id
        take_ticket(session, named(session, "Real Agent"), ticket)
        post_reply(session, named(session, "Real Agent"), ticket, "I am on it.")
    with clock.at(NOON), desk.write() as session:
        done = remove(session)
    assert done.tickets_kept == 1
    with desk.read() as session:
        assert session.scalars(select(Ticket.number)).all() == [number]
        assert session.scalars(select(Reply.body)).all() == ["I am on it."]
        kept = session.get_one(Person, requester)
        assert (kept.left_at, kept.email) == (NOON, None)
        assert session.get(Account, requester) is None
        assert not has_demo(session)
        assert not session.get_one(Ticket, number).demo
        lines = session.scalars(
            select(ActivityLine.seq).where(ActivityLine.stream == f"tickets/{number}")
        ).all()
        assert len(lines) == session.get_one(Stream, f"tickets/{number}").head


def test_a_real_ticket_of_a_demo_person_stays(desk: Database) -> None:
    with clock.at(NOON), desk.write() as session:
        olivia, maeve = named(session, "Olivia Tennant"), named(session, "Maeve Okafor")
        ticket, _ = create_ticket(session, olivia, summary="Asked by hand")
        take_ticket(session, maeve, ticket)
    with clock.at(NOON), desk.write() as session:
        done = remove(session)
    assert (done.tickets_kept, done.people_kept) == (0, 2)
    with desk.read() as session:
        assert session.scalars(select(Ticket.summary)).all() == ["Asked by hand"]
        owner = session.scalars(select(Ownership.owner_id)).one()
        assert session.get_one(Person, owner).name == "Maeve Okafor"
        assert session.scalar(select(Team.name)) == "Service Desk"


def test_an_article_that_somebody_real_edited_or_used_stays(desk: Database) -> None:
    with clock.at(NOON), desk.write() as session:
        agent = named(session, "Real Agent")
        edited, used = session.scalars(select(Article).order_by(Article.id).limit(2)).all()
        words = ArticleText(title="Mine now", symptom="s", cause="c", fix="f")
        edit_article(session, agent, edited.id, words, based_on=1)
        ticket, _ = create_ticket(session, agent, summary="Real")
        link_article(session, agent, used.id, ticket.number)
        wanted = {edited.id, used.id}
    with clock.at(NOON), desk.write() as session:
        remove(session)
    with desk.read() as session:
        assert set(session.scalars(select(Article.id))) == wanted


def test_what_real_people_claim_keeps_the_skill(desk: Database) -> None:
    with clock.at(NOON), desk.write() as session:
        skill = session.scalars(select(Skill).where(Skill.name == "Tills")).one()
        claim_skill(session, named(session, "Real Agent"), skill.id)
    with clock.at(NOON), desk.write() as session:
        remove(session)
    with desk.read() as session:
        assert session.scalars(select(Skill.name)).all() == ["Tills"]
        assert session.scalar(select(func.count()).select_from(Evidence)) == 1


def test_a_demo_person_who_vouched_for_somebody_real_stays_as_one_who_left(desk: Database) -> None:
    with clock.at(NOON), desk.write() as session:
        skill = session.scalars(select(Skill).where(Skill.name == "Tills")).one()
        agent = named(session, "Real Agent")
        endorse_person(session, named(session, "Peter Aldous"), agent.id, skill.id)
        issue_token(session, None, named(session, "Peter Aldous"), "for a program")
    with clock.at(NOON), desk.write() as session:
        done = remove(session)
        assert done.people_kept == 1
        peter = named(session, "Peter Aldous")
        assert peter.left_at == NOON
        assert session.scalars(select(Token)).one().revoked_at == NOON


def test_a_demo_substitute_is_taken_off_a_real_absence(desk: Database) -> None:
    with desk.write() as session:
        session.add(
            Absence(
                person_id=named(session, "Real Agent").id,
                starts_at=NOON,
                ends_at=NOON + timedelta(days=2),
                substitute_id=named(session, "Peter Aldous").id,
            )
        )
    with clock.at(NOON), desk.write() as session:
        remove(session)
    with desk.read() as session:
        assert session.scalars(select(Absence.substitute_id)).all() == [None]


def test_a_removed_demo_can_be_loaded_again(desk: Database, few: Demo) -> None:
    with clock.at(NOON), desk.write() as session:
        ticket = some_ticket(session, "new")
        take_ticket(session, named(session, "Real Agent"), ticket)
    for _ in range(2):
        with clock.at(NOON), desk.write() as session:
            remove(session)
        with desk.write() as session:
            done = load(session, few, NOON, secret="s" * 32, password_hash="a hash")
    assert done.tickets == len(few.tickets)
    with desk.read() as session:
        tickets = session.scalar(select(func.count()).select_from(Ticket))
        assert tickets == len(few.tickets) + 1
        assert session.scalar(select(func.count()).select_from(Swarm)) == done.swarms
        assert session.scalar(select(func.count()).select_from(Message)) > 0
