"""Names of other desks become accounts, and their work goes with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, read_lines
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.aliases import list_aliases, match_alias
from swarm.people.merging import move_everything, pointing_columns
from swarm.people.tables import Alias, Person
from swarm.skills.tables import Evidence, Skill
from swarm.tickets.tables import Ownership, Ticket


def old_name(session: Session, name: str = "eng-0007", source: str = "old") -> Alias:
    """A person known by a name only."""
    now = clock.now()
    person = Person(name=name, created_at=now, left_at=now)
    session.add(person)
    session.flush()
    alias = Alias(source=source, name=name, person_id=person.id)
    session.add(alias)
    session.flush()
    return alias


def work_of(session: Session, person_id: int, skill: Skill, *kinds: str) -> int:
    """A solved ticket of this person with evidence of `kinds`; returns its number."""
    now = clock.now()
    ticket = Ticket(summary="Old", created_at=now, updated_at=now, status="closed")
    session.add(ticket)
    session.flush()
    session.add(
        Ownership(
            ticket_number=ticket.number,
            owner_id=person_id,
            how="imported",
            started_at=now,
            ended_at=now + timedelta(hours=1),
        )
    )
    session.add_all(
        Evidence(
            person_id=person_id,
            skill_id=skill.id,
            kind=kind,
            at=now,
            ticket_number=None if kind == "claimed" else ticket.number,
        )
        for kind in kinds
    )
    session.flush()
    return ticket.number


def skill(session: Session) -> Skill:
    row = Skill(name="Gateways", created_at=clock.now())
    session.add(row)
    session.flush()
    return row


@pytest.mark.both
def test_what_the_old_name_did_becomes_the_accounts(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", email="ada@example.org", created_at=clock.now())
        session.add(ada)
        alias, gateways = old_name(session), skill(session)
        old = alias.person_id
        number = work_of(session, old, gateways, "solved")
        append(session, f"tickets/{number}", "ticket_solved", old)
        match_alias(session, None, alias, ada)
        assert session.scalars(select(Ownership.owner_id)).all() == [ada.id]
        assert session.scalars(select(Evidence.person_id)).all() == [ada.id]
        assert alias.person_id == ada.id
        assert session.get_one(Person, old).left_at is not None
        assert read_lines(session, f"tickets/{number}").items[0].actor == old
        assert [
            (line.kind, line.data) for line in read_lines(session, f"people/{ada.id}").items
        ] == [("person_matched", {"alias": alias.id, "old": old})]


@pytest.mark.both
def test_what_both_have_is_had_once(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", email="ada@example.org", created_at=clock.now())
        session.add(ada)
        session.flush()
        alias, gateways = old_name(session), skill(session)
        work_of(session, ada.id, gateways, "claimed", "solved")
        work_of(session, alias.person_id, gateways, "claimed", "solved")
        match_alias(session, None, alias, ada)
        kinds = session.execute(
            select(Evidence.kind, func.count()).group_by(Evidence.kind).order_by(Evidence.kind)
        ).all()
        assert [tuple(row) for row in kinds] == [("claimed", 1), ("solved", 2)]


@pytest.mark.both
def test_a_claim_of_the_old_name_survives_other_evidence(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", email="ada@example.org", created_at=clock.now())
        session.add(ada)
        session.flush()
        alias, gateways = old_name(session), skill(session)
        work_of(session, ada.id, gateways, "solved")
        work_of(session, alias.person_id, gateways, "claimed")
        match_alias(session, None, alias, ada)
        kinds = session.scalars(select(Evidence.kind).where(Evidence.person_id == ada.id)).all()
        assert sorted(kinds) == ["claimed", "solved"]


def test_every_pointer_to_a_person_is_known() -> None:
    names = {f"{table.name}.{column.name}" for table, column in pointing_columns()}
    assert {
        "ownership.owner_id",
        "evidence.person_id",
        "evidence.given_by",
        "ticket.requester_id",
        "contribution.person_id",
        "member.person_id",
        "touch.person_id",
        "reply.author_id",
        "alias.person_id",
    } <= names


def test_moving_nothing_moves_nothing(session: Session, make: Any) -> None:
    assert move_everything(session, make.person(), make.person()) == {}


def test_a_match_is_safe_to_repeat_and_not_undone(session: Session, make: Any) -> None:
    boss = make.person(role="administrator")
    ada, bob, alias = make.person(name="Ada"), make.person(), old_name(session)
    first = match_alias(session, boss, alias, ada)
    assert first.matched
    assert first.matched_by is not None
    assert first.matched_by.id == boss.id
    assert match_alias(session, boss, alias, ada) == first
    with pytest.raises(Conflict) as refused:
        match_alias(session, boss, alias, bob)
    assert refused.value.current == {"person": {"id": ada.id, "name": "Ada"}}


def test_a_name_is_matched_to_accounts_by_administrators(session: Session, make: Any) -> None:
    alias = old_name(session)
    with pytest.raises(NotAllowed):
        match_alias(session, make.person(role="manager"), alias, make.person())
    with pytest.raises(Invalid):
        match_alias(session, None, alias, make.person(email=None))


def test_an_account_is_not_swallowed(session: Session, make: Any) -> None:
    ada, alias = make.person(), old_name(session)
    alias.person_id = make.person().id
    session.flush()
    with pytest.raises(Conflict) as refused:
        match_alias(session, None, alias, ada)
    assert refused.value.code == "has_account"


def test_the_list_guesses_by_name_and_address(session: Session, make: Any) -> None:
    make.person(name="Ada Lovelace", email="ada@example.org")
    make.person(name="Twin"), make.person(name="Twin")
    for name in ("ada lovelace", "ADA@example.org", "Twin", "Nobody"):
        old_name(session, name)
    other = old_name(session, "x", source="other")
    page = list_aliases(session, source="old")
    guesses = {row.name: row.guess.name if row.guess else None for row in page.items}
    assert guesses == {
        "ada lovelace": "Ada Lovelace",
        "ADA@example.org": "Ada Lovelace",
        "Twin": None,
        "Nobody": None,
    }
    assert (page.unmatched, page.sources) == (5, ["old", "other"])
    match_alias(session, None, other, make.person())
    assert list_aliases(session, source="other", unmatched=True).items == []
    assert [row.name for row in list_aliases(session, q="ADA").items] == [
        "ada lovelace",
        "ADA@example.org",
    ]


def test_the_list_is_paged(session: Session) -> None:
    made = [old_name(session, f"n{number}").id for number in range(5)]
    first = list_aliases(session, limit=3)
    second = list_aliases(session, limit=3, cursor=first.next)
    assert [row.id for row in first.items + second.items] == made
    assert second.next is None
    assert list_aliases(session, q="nothing").items == []
