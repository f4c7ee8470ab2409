"""Mails go out by a real server, and what it answers decides what becomes of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.config import Settings
from swarm.db import Database
from swarm.mail.carrier import MailCarrier
from swarm.outbox.carrying import LEASE, MOST_TRIES, STALE, claim
from swarm.outbox.mails import Entry, File, Listed, Mail, Quoted, Said, Way
from swarm.outbox.posting import post_mail, take_back
from swarm.outbox.seals import STOP, open_seal
from swarm.outbox.tables import Enclosure, Outgoing
from swarm.people.tables import Person
from tests.mail.sink import MailSink

HELLO = Mail(
    subject="Come and help",
    blocks=[
        Said(text="Ada <b>Brook</b> asks you."),
        Quoted(text="It prints blanks.\nEvery time."),
        Way(label="Open it", path="/swarms/12?a=1&b=2", chief=True),
        Listed(items=[Entry(text="One & two", path="/tickets/1"), Entry(text="Three")]),
    ],
)


def somebody(database: Database, **more: Any) -> int:
    with database.write() as session:
        person = Person(
            **{"name": "Eva Expert", "email": "eva@example.org", "role": "agent"} | more,
            created_at=clock.now(),
        )
        session.add(person)
        session.flush()
        return person.id


def post(database: Database, person: int, key: str = "k1", **more: Any) -> bool:
    with database.write() as session:
        return post_mail(session, to=person, kind="invitation", key=key, **{"mail": HELLO, **more})


def rows(database: Database) -> dict[str, Outgoing]:
    with database.read() as session:
        return {row.key: row for row in session.scalars(select(Outgoing))}


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.both
def test_a_mail_is_carried_once_with_text_and_html(
    database: Database, mailing: Settings, sink: MailSink, noon: datetime
) -> None:
    person = somebody(database)
    assert post(database, person, files=[File("report.pdf", "application/pdf", b"%PDF-1")])
    assert not post(database, person)  # repeating the key changes nothing
    carrier = MailCarrier(mailing)
    assert carrier.round(database) == 1
    assert carrier.round(database) == 0
    (message,) = sink.mails
    assert str(message["To"]) == "Eva Expert <eva@example.org>"
    assert str(message["From"]) == "Desk <desk@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = part(message, "plain"), part(message, "html")
    assert "> It prints blanks.\n> Every time." in text
    assert "Open it: https://desk.example.org/swarms/12?a=1&b=2" in text
    assert "Ada &lt;b&gt;Brook&lt;/b&gt; asks you." in html
    assert 'href="https://desk.example.org/swarms/12?a=1&amp;b=2"' in html
    assert "<li>Three</li>" in html
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("report.pdf", b"%PDF-1")
    row = rows(database)["k1"]
    assert (row.state, row.tries, row.content, row.doubtful) == ("sent", 1, None, False)
    with database.read() as session:
        assert session.scalars(select(Enclosure)).all() == []


def test_the_link_that_ends_such_mails_is_sealed_for_its_person_and_kind(
    database: Database, mailing: Settings, sink: MailSink
) -> None:
    person = somebody(database)
    post(database, person)
    MailCarrier(mailing).round(database)
    link = str(sink.mails[0]["List-Unsubscribe"]).strip("<>")
    assert link.startswith("https://desk.example.org/api/stops/")
    assert link.replace("/api/stops/", "/stop/") in part(sink.mails[0], "plain")
    assert sink.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Mail programs read it as it is: it must not be folded or encoded.
    assert f"List-Unsubscribe: <{link}>\r\n".encode() in sink.raw[0]
    sealed = link.rpartition("/")[2]
    assert open_seal(mailing.secret_key, STOP, sealed) == [person, "invitation"]


def test_nothing_of_a_name_or_subject_becomes_a_header(
    database: Database, mailing: Settings, sink: MailSink
) -> None:
    person = somebody(database, name='Eva\r\nBcc: all@example.org, "x" <y@example.org>')
    subject = "Hello\r\nBcc: everybody@example.org"
    post(database, person, mail=Mail(subject=subject, blocks=[Said(text="x\n.\nMAIL FROM:<a@b>")]))
    assert MailCarrier(mailing).round(database) in (0, 1)
    for message in sink.mails:
        assert message["Bcc"] is None
        assert [one.addr_spec for one in message["To"].addresses] == ["eva@example.org"]
        assert "MAIL FROM:<a@b>" in part(message, "plain")
    assert [line for line in sink.heard if line.upper().startswith("RCPT")] in (
        [],
        ["rcpt TO:<eva@example.org>"],
    )
    assert rows(database)["k1"].state in ("sent", "dead")


def test_what_is_refused_for_good_is_dead_and_others_go_on(
    database: Database, mailing: Settings, sink: MailSink
) -> None:
    post(database, somebody(database))
    sink.manners.answers["RCPT"] = "550 no such user"
    carrier = MailCarrier(mailing)
    assert carrier.round(database) == 0
    row = rows(database)["k1"]
    assert (row.state, row.failure) == ("dead", "550 no such user")
    assert row.content is not None  # it can be sent again by hand
    sink.manners.answers.clear()
    post(database, row.person_id, "k2")
    assert carrier.round(database) == 1


def test_what_is_refused_for_now_is_tried_again_ever_later_and_given_up(
    database: Database, mailing: Settings, sink: MailSink, noon: datetime
) -> None:
    post(database, somebody(database))
    sink.manners.answers["RCPT"] = "450 mailbox busy"
    carrier, moment, pauses = MailCarrier(mailing), noon, []
    for _ in range(MOST_TRIES):
        with clock.at(moment):
            assert carrier.round(database) == 0
        row = rows(database)["k1"]
        pauses.append(row.due_at - moment)
        moment = row.due_at
    assert pauses[:4] == [timedelta(minutes=one) for one in (1, 2, 4, 8)]
    assert max(pauses) == timedelta(hours=4)
    assert (row.state, row.failure, row.tries) == ("dead", "450 mailbox busy", MOST_TRIES)
    assert not sink.mails


def test_a_server_that_fell_silent_gets_the_same_message_again(
    database: Database, mailing: Settings, sink: MailSink, noon: datetime
) -> None:
    post(database, somebody(database))
    sink.manners.answers["END"] = "hang up"
    carrier = MailCarrier(mailing)
    assert carrier.round(database) == 0
    row = rows(database)["k1"]
    assert (row.state, row.doubtful) == ("waiting", True)
    sink.manners.answers.clear()
    with clock.at(noon + timedelta(minutes=2)):
        assert carrier.round(database) == 1
    first, second = sink.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert rows(database)["k1"].doubtful


@pytest.mark.parametrize("answers", [{"EHLO": "silence"}, {"EHLO": "hang up"}, {"MAIL": "550 no"}])
def test_while_the_server_cannot_be_used_one_mail_is_tried_and_the_server_left_alone(
    answers: dict[str, str],
    database: Database,
    mailing: Settings,
    sink: MailSink,
    noon: datetime,
) -> None:
    person = somebody(database)
    for key in ("k1", "k2", "k3"):
        post(database, person, key)
    sink.manners.answers.update(answers)
    carrier = MailCarrier(mailing, seconds=0.05)
    assert carrier.round(database) == 0
    assert carrier.round(database) == 0
    tries = sorted(row.tries for row in rows(database).values())
    assert tries == [0, 0, 1]
    assert {row.state for row in rows(database).values()} == {"waiting"}
    sink.manners.answers.clear()
    sink.released.set()
    with clock.at(noon + timedelta(minutes=5)):
        assert carrier.round(database) == 3


def test_nothing_listens_there(database: Database, mailing: Settings, sink: MailSink) -> None:
    post(database, somebody(database))
    deaf = mailing.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"})
    assert MailCarrier(deaf).round(database) == 0
    assert "mail server" in rows(database)["k1"].failure


def test_a_secret_is_given_and_a_wrong_one_said(
    database: Database, mailing: Settings, sink: MailSink, noon: datetime
) -> None:
    sink.manners.secret = ("desk", "pa@ss")
    post(database, somebody(database))
    at = f"127.0.0.1:{sink.port}"
    wrong = mailing.model_copy(update={"smtp_url": f"smtp://desk:nope@{at}"})
    assert MailCarrier(wrong).round(database) == 0
    assert "535" in rows(database)["k1"].failure
    right = mailing.model_copy(update={"smtp_url": f"smtp://desk:pa%40ss@{at}"})
    with clock.at(noon + timedelta(minutes=2)):
        assert MailCarrier(right).round(database) == 1


def test_a_server_without_tls_is_not_spoken_with_where_tls_is_set(
    database: Database, mailing: Settings, sink: MailSink
) -> None:
    post(database, somebody(database))
    starttls = mailing.model_copy(update={"smtp_url": f"smtp+starttls://127.0.0.1:{sink.port}"})
    assert MailCarrier(starttls).round(database) == 0
    assert not sink.mails
    assert "STARTTLS" in rows(database)["k1"].failure


def test_what_is_over_late_or_for_somebody_who_left_is_not_sent(
    database: Database, mailing: Settings, sink: MailSink, noon: datetime
) -> None:
    person, gone = somebody(database), somebody(database, email=None, left_at=noon)
    post(database, person, "over", until=noon + timedelta(minutes=15))
    post(database, person, "back", about="invitations/7")
    post(database, person, "old")
    post(database, gone, "gone")
    with database.write() as session:
        take_back(session, "invitations/7")
    with clock.at(noon + STALE):
        assert MailCarrier(mailing).round(database) == 0
    assert {row.state for row in rows(database).values()} == {"void"}
    assert not sink.mails


@pytest.mark.both
def test_of_two_processes_one_has_it_and_a_dead_one_loses_it(
    database: Database, noon: datetime
) -> None:
    post(database, somebody(database))
    assert claim(database, "mail") is not None
    assert claim(database, "mail") is None
    with clock.at(noon + LEASE):
        again = claim(database, "mail")
    assert again is not None
    assert rows(database)["k1"].doubtful


@pytest.mark.both
def test_a_mail_of_what_was_rolled_back_is_none(database: Database) -> None:
    person = somebody(database)

    def fail_after_posting() -> None:
        with database.write() as session:
            post_mail(session, to=person, kind="invitation", key="k1", mail=HELLO)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_posting()
    assert rows(database) == {}
