"""What is restricted leaves the ticket, is read with a grant, and comes back when it is lifted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.outbox.mails import Mail, Said
from swarm.outbox.posting import post_mail
from swarm.outbox.tables import Outgoing
from swarm.people.tables import Person
from swarm.tickets.attachments import Stored, add_attachment, find_attachment
from swarm.tickets.creating import create_ticket
from swarm.tickets.editing import change_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.queries import read_page
from swarm.tickets.restricted.grants import end_grant, give_grant
from swarm.tickets.restricted.reading import read_restricted
from swarm.tickets.restricted.restricting import (
    add_restricted_value,
    lift_restriction,
    restrict_attachment,
    restrict_field,
)
from swarm.tickets.tables import Ticket


class Desk:
    """A ticket with an owner, and colleagues beside."""

    def __init__(self, session: Session, make: Any) -> None:
        self.session = session
        self.owner: Person = make.person(name="Olga Owner")
        self.other: Person = make.person(name="Otto Other")
        self.manager: Person = make.person("manager", "Mina Manager")
        self.requester: Person = make.person("requester", "Rita Requester")
        self.ticket: Ticket = create_ticket(
            session, self.requester, summary="Locked out", description="PIN 4711", component="vault"
        )[0]
        take_ticket(session, self.owner, self.ticket)

    def said(self, reader: Person) -> dict[str, str | None]:
        """What of it somebody reads, by name."""
        found = read_restricted(self.session, reader, self.ticket)
        return {one.name: one.value for one in found.items}


@pytest.fixture
def desk(session: Session, make: Any) -> Desk:
    return Desk(session, make)


@pytest.mark.both
def test_a_restricted_field_is_not_in_the_ticket_any_more(desk: Desk) -> None:
    restrict_field(desk.session, desk.owner, desk.ticket, "description")
    restrict_field(desk.session, desk.owner, desk.ticket, "component")
    restrict_field(desk.session, desk.owner, desk.ticket, "summary")
    assert (desk.ticket.description, desk.ticket.component, desk.ticket.summary) == (
        "", None, "Restricted",
    )  # fmt: skip
    nothing = {"description": None, "component": None, "summary": None}
    assert desk.said(desk.other) == desk.said(desk.manager) == desk.said(desk.requester) == nothing
    assert desk.said(desk.owner) == {
        "description": "PIN 4711", "component": "vault", "summary": "Locked out",
    }  # fmt: skip
    page = read_page(desk.session, desk.other, desk.ticket)
    assert page.restricted.ask is not None
    assert (page.restricted.ask.name, page.restricted.granted) == ("Olga Owner", False)
    assert "4711" not in page.model_dump_json()
    with pytest.raises(Conflict):
        change_ticket(desk.session, desk.owner, desk.ticket, {"description": "PIN 4712"})


@pytest.mark.both
def test_a_grant_has_a_reason_is_for_one_ticket_and_ends(desk: Desk) -> None:
    add_restricted_value(desk.session, desk.owner, desk.ticket, "Account", "77 88")
    give_grant(desk.session, desk.manager, desk.ticket, desk.other.id, "Knows the vault")
    assert desk.said(desk.other) == {"Account": "77 88"}
    shown = read_restricted(desk.session, desk.other, desk.ticket)
    assert [(one.person.name, one.reason) for one in shown.grants] == [
        ("Olga Owner", "Restricted it."), ("Otto Other", "Knows the vault"),
    ]  # fmt: skip
    end_grant(desk.session, desk.owner, desk.ticket, desk.other.id)
    end_grant(desk.session, desk.owner, desk.ticket, desk.other.id)
    assert desk.said(desk.other) == {"Account": None}
    assert read_restricted(desk.session, desk.other, desk.ticket).grants == []


@pytest.mark.both
def test_lifted_everybody_reads_a_field_again_and_a_value_is_gone(desk: Desk) -> None:
    restrict_field(desk.session, desk.owner, desk.ticket, "description")
    add_restricted_value(desk.session, desk.owner, desk.ticket, "Account", "77 88")
    for one in read_restricted(desk.session, desk.owner, desk.ticket).items:
        lift_restriction(desk.session, desk.owner, desk.ticket, one.id)
        with pytest.raises(NotFound):
            lift_restriction(desk.session, desk.owner, desk.ticket, one.id)
    assert desk.ticket.description == "PIN 4711"
    assert desk.said(desk.owner) == {}


def test_only_the_owner_and_managers_restrict_lift_and_grant(desk: Desk) -> None:
    for actor in (desk.other, desk.requester):
        with pytest.raises(NotAllowed):
            restrict_field(desk.session, actor, desk.ticket, "description")
        with pytest.raises(NotAllowed):
            give_grant(desk.session, actor, desk.ticket, actor.id, "Curious")
    restrict_field(desk.session, desk.manager, desk.ticket, "description")
    assert desk.said(desk.owner) == {"description": None}
    give_grant(desk.session, desk.owner, desk.ticket, desk.owner.id, "I work on it")
    assert desk.said(desk.owner) == {"description": "PIN 4711"}


def test_what_cannot_be_restricted_or_granted_is_told(desk: Desk, make: Any) -> None:
    for name in ("priority", "product"):
        with pytest.raises(Invalid):
            restrict_field(desk.session, desk.owner, desk.ticket, name)
    with pytest.raises(Invalid):
        give_grant(desk.session, desk.owner, desk.ticket, desk.other.id, "  ")
    with pytest.raises(Invalid):
        give_grant(desk.session, desk.owner, desk.ticket, make.person("requester").id, "x")
    add_restricted_value(desk.session, desk.owner, desk.ticket, "Account", "77 88")
    with pytest.raises(Conflict):
        add_restricted_value(desk.session, desk.owner, desk.ticket, "Account", "99")


@pytest.mark.both
def test_a_restricted_file_shows_neither_name_nor_content(desk: Desk) -> None:
    stored = Stored("a" * 64, 9, "text/plain")
    file = add_attachment(
        desk.session, desk.owner, desk.ticket, "salary of rita.txt", stored, public=True
    )
    restrict_attachment(desk.session, desk.owner, desk.ticket, file.id)
    for reader in (desk.other, desk.requester):
        (card,) = read_page(desk.session, reader, desk.ticket).attachments
        assert (card.name, card.size, card.restricted) == ("Restricted file", 0, True)
        with pytest.raises(NotAllowed):
            find_attachment(desk.session, reader, file.id)
    assert find_attachment(desk.session, desk.owner, file.id) is file
    (card,) = read_page(desk.session, desk.owner, desk.ticket).attachments
    assert card.name == "salary of rita.txt"
    assert desk.said(desk.owner) == {str(file.id): "salary of rita.txt"}


def test_who_has_left_reads_nothing(desk: Desk) -> None:
    add_restricted_value(desk.session, desk.owner, desk.ticket, "Account", "77 88")
    desk.owner.left_at = clock.now()
    assert desk.said(desk.owner) == {"Account": None}


def test_a_summary_that_is_restricted_does_not_go_out_with_a_mail_that_waits(desk: Any) -> None:
    number = desk.ticket.number
    named = f"Otto names you in #{number} Locked out."
    mail = Mail(subject=named, blocks=[Said(text=named)])
    other = Mail(subject="#7000 Locked out", blocks=[])
    post_mail(desk.session, to=desk.other.id, kind="mention", mail=mail, key="one")
    post_mail(desk.session, to=desk.other.id, kind="mention", mail=other, key="other")
    restrict_field(desk.session, desk.owner, desk.ticket, "summary")
    desk.session.flush()
    rows = select(Outgoing.key, Outgoing.content)
    kept = {row.key: row.content for row in desk.session.execute(rows)}
    assert "Locked out" not in str(kept["one"])
    assert kept["one"]["subject"] == f"Otto names you in #{number} Restricted."
    assert kept["other"]["subject"] == "#7000 Locked out", "another ticket keeps its name"
