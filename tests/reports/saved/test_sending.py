"""Reports by mail: each once, and none to whoever may not read them any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.outbox.mails import Mail, Said, Way
from swarm.outbox.tables import Enclosure, Outgoing
from swarm.people.tables import Person
from swarm.reports.saved import sending
from swarm.reports.saved.schedules import Schedule, add_schedule
from swarm.reports.saved.sending import send_due
from swarm.reports.saved.tables import ReportSchedule
from swarm.rooms.reaching.wishes import stop_mails
from swarm.tickets.tables import Ticket

WEEK = timedelta(days=7)


@pytest.fixture
def mia(database, noon):
    """A manager with a weekly overview on Thursday at noon, and a ticket of last week's."""
    with database.write() as session:
        mia = Person(
            name="Mia", email="mia@example.org", role="manager", created_at=noon, time_zone="UTC"
        )
        session.add_all(
            [mia, Ticket(summary="Broken", created_at=noon - WEEK / 2, updated_at=noon)]
        )
        session.flush()
        wish = {"page": "overview", "filter": {}, "every": "week", "day": 3, "hour": 12}
        add_schedule(session, mia, Schedule(**wish, format="csv"))
        return mia.id


def mails(database):
    with database.read() as session:
        return session.scalars(select(Outgoing)).all()


def schedule(database):
    with database.read() as session:
        return session.scalars(select(ReportSchedule)).one()


def in_days(noon, days):
    return clock.at(noon + timedelta(days=days))


@pytest.mark.both
def test_a_report_comes_when_it_is_due_with_its_period_file_and_link(database, mia, noon):
    with in_days(noon, 0.9):
        assert send_due(database) == 0
    with in_days(noon, 1):
        assert send_due(database) == 1
        assert send_due(database) == 0
    [sent] = mails(database)
    assert (sent.person_id, sent.kind) == (mia, "report")
    mail = Mail.model_validate(sent.content)
    said = [block.text for block in mail.blocks if isinstance(block, Said)]
    assert said[0] == "1 tickets came; 0 of them are solved."
    [chief] = [block.path for block in mail.blocks if isinstance(block, Way) and block.chief]
    assert chief.startswith("/reports?from=")
    with database.read() as session:
        file = session.scalars(select(Enclosure)).one()
    assert (file.name, file.media_type) == (f"overview-{noon + WEEK / 7:%Y-%m-%d}.csv", "text/csv")
    assert b"figure,value,low,high" in file.content
    assert schedule(database).next_at == noon + timedelta(days=8)


@pytest.mark.both
def test_two_processes_that_wrote_the_same_report_send_it_once(database, mia, noon, monkeypatch):
    write, number = sending._write, schedule(database).id
    other: list[bool] = []

    def meanwhile(*given):
        monkeypatch.setattr(sending, "_write", write)
        other.append(sending._send(database, number))
        return write(*given)

    monkeypatch.setattr(sending, "_write", meanwhile)
    with in_days(noon, 1):
        mine = sending._send(database, number)
    assert (other, mine, len(mails(database))) == ([True], False, 1)


def test_what_was_missed_for_weeks_comes_once(database, mia, noon):
    with in_days(noon, 30):
        assert send_due(database) == 1
        assert schedule(database).next_at > clock.now()


@pytest.mark.parametrize(
    ("lose", "why"),
    [
        (lambda person, _: setattr(person, "role", "agent"), "no access"),
        (lambda person, at: setattr(person, "left_at", at), "no access"),
        (lambda person, _: setattr(person, "email", None), "no access"),
    ],
)
def test_who_may_not_read_it_any_more_gets_none_and_it_ends(database, mia, noon, lose, why):
    with database.write() as session:
        lose(session.get_one(Person, mia), noon)
    with in_days(noon, 1):
        assert send_due(database) == 0
    ended = schedule(database)
    assert (ended.ended_why, ended.ended_at is not None, mails(database)) == (why, True, [])


def test_the_link_at_a_mails_end_ends_the_reports(database, mia, noon):
    with database.write() as session:
        stop_mails(session, session.get_one(Person, mia), "report")
    with in_days(noon, 1):
        assert send_due(database) == 0
    assert schedule(database).ended_why == "unsubscribed"


@pytest.mark.both
@pytest.mark.parametrize("page", ["comparison", "flow", "ledger"])
def test_every_page_says_something_first_and_goes_as_a_workbook(database, mia, noon, page):
    with database.write() as session:
        row = session.scalars(select(ReportSchedule)).one()
        row.page, row.format = page, "xlsx"
    with in_days(noon, 1):
        assert send_due(database) == 1
    with database.read() as session:
        assert session.scalars(select(Enclosure)).one().content.startswith(b"PK")
    [sent] = mails(database)
    assert len(Mail.model_validate(sent.content).blocks[0].text) > 10
