"""Sign-ins: started with a checked password, seen, listed, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts import actions, links, queries
from swarm.accounts.issuing import Issued
from swarm.accounts.tables import SignIn
from swarm.activity.lines import read_lines
from swarm.db import Database
from swarm.errors import NotAllowed, NotFound, NotSignedIn
from swarm.people.actions import change_person
from swarm.people.tables import Person
from tests.conftest import Make

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA"


def signed_in(session: Session, person: Any) -> Issued[SignIn]:
    if queries.credentials_of(session, person.email) is None:
        actions.set_password(session, person, person, HASH)
        session.flush()
    return actions.start_sign_in(session, person.id, days=14, password_hash=HASH)


def test_the_secret_lets_in_and_is_not_stored(session: Session, make: Any) -> None:
    ada = make.person(name="Ada")
    issued = signed_in(session, ada)
    found = queries.find_by_secret(session, issued.secret)
    assert found is not None
    assert (found.person.id, found.person.role) == (ada.id, ada.role)
    assert found.sign_in is not None
    assert found.sign_in.id == issued.row.id
    assert issued.secret not in vars(issued.row).values()
    assert queries.find_by_secret(session, issued.secret + "x") is None


def test_an_address_is_found_however_it_is_typed(session: Session, make: Any) -> None:
    ada = make.person(email="ada@example.com")
    actions.set_password(session, ada, ada, HASH)
    found = queries.credentials_of(session, "  ADA@Example.com ")
    assert found == queries.Credentials(ada.id, HASH)
    assert queries.password_hash_of(session, ada) == HASH


def test_who_has_no_account_has_no_credentials(session: Session, make: Any) -> None:
    assert queries.credentials_of(session, make.person().email) is None
    assert queries.credentials_of(session, "nobody@example.com") is None


def test_who_left_neither_signs_in_nor_stays_signed_in(session: Session, make: Any) -> None:
    ada = make.person()
    secret = signed_in(session, ada).secret
    ada.left_at = clock.now()
    session.flush()
    assert queries.credentials_of(session, ada.email) is None
    assert queries.find_by_secret(session, secret) is None
    with pytest.raises(NotSignedIn):
        actions.start_sign_in(session, ada.id, days=14, password_hash=HASH)


def test_a_password_changed_during_the_check_lets_nobody_in(session: Session, make: Any) -> None:
    ada = make.person()
    actions.set_password(session, ada, ada, HASH)
    with pytest.raises(NotSignedIn) as refused:
        actions.start_sign_in(session, ada.id, days=14, password_hash=HASH + "old")
    assert refused.value.code == "wrong_credentials"


def test_no_password_is_no_way_in(session: Session, make: Any) -> None:
    ada = make.person()
    links.sign_in_by_link(session, links.issue_link(session, None, ada).secret, days=1)
    with pytest.raises(NotSignedIn):
        actions.start_sign_in(session, ada.id, days=14, password_hash=None)


def test_an_unused_sign_in_ends_and_a_used_one_moves_on(session: Session, make: Any) -> None:
    start = clock.now()
    issued = signed_in(session, make.person())
    with clock.at(start + timedelta(days=13)):
        found = queries.find_by_secret(session, issued.secret)
        assert found is not None
        assert found.stale
        actions.note_seen(session, found, days=14)
        again = queries.find_by_secret(session, issued.secret)
        assert again is not None
        assert not again.stale
    with clock.at(start + timedelta(days=26)):
        assert queries.find_by_secret(session, issued.secret) is not None
    with clock.at(start + timedelta(days=28)):
        assert queries.find_by_secret(session, issued.secret) is None


def test_a_browser_signs_out_and_others_stay(session: Session, make: Any) -> None:
    ada = make.person()
    here, there = signed_in(session, ada), signed_in(session, ada)
    actions.end_sign_in(session, ada, here.row.id)
    assert queries.find_by_secret(session, here.secret) is None
    assert queries.find_by_secret(session, there.secret) is not None
    assert [card.id for card in queries.list_sign_ins(session, ada, there.row)] == [there.row.id]
    with pytest.raises(NotFound):
        actions.end_sign_in(session, ada, here.row.id)


def test_somebody_elses_sign_in_does_not_exist(session: Session, make: Any) -> None:
    ada, bob = make.person(), make.person(role="administrator")
    issued = signed_in(session, ada)
    with pytest.raises(NotFound):
        actions.end_sign_in(session, bob, issued.row.id)
    assert queries.list_sign_ins(session, bob) == []


def test_the_list_marks_the_browser_that_asks(session: Session, make: Any) -> None:
    ada = make.person()
    first, second = signed_in(session, ada), signed_in(session, ada)
    cards = queries.list_sign_ins(session, ada, first.row)
    assert {card.id: card.current for card in cards} == {first.row.id: True, second.row.id: False}


def test_a_new_password_ends_the_other_sign_ins(session: Session, make: Any) -> None:
    ada = make.person()
    here, there = signed_in(session, ada), signed_in(session, ada)
    actions.set_password(session, ada, ada, HASH + "new", keep=here.row)
    assert queries.find_by_secret(session, here.secret) is not None
    assert queries.find_by_secret(session, there.secret) is None


def test_only_the_person_sets_their_password(session: Session, make: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.set_password(session, make.person(role="administrator"), make.person(), HASH)


def test_the_same_password_moves_to_todays_settings(session: Session, make: Any) -> None:
    ada = make.person()
    actions.set_password(session, ada, ada, HASH)
    actions.renew_hash(session, ada, HASH + "other", "never")
    assert queries.password_hash_of(session, ada) == HASH
    actions.renew_hash(session, ada, HASH, "newer")
    assert queries.password_hash_of(session, ada) == "newer"


def test_a_change_of_password_is_a_line_without_the_password(session: Session, make: Any) -> None:
    ada = make.person()
    actions.set_password(session, ada, ada, HASH)
    lines = read_lines(session, f"people/{ada.id}").items
    assert [(line.kind, line.actor, line.data) for line in lines] == [
        ("profile_changed", ada.id, {"fields": ["password"]})
    ]


def test_revoked_tells_what_ended_since(session: Session, make: Any) -> None:
    start = clock.now()
    ada, bob, eve = make.person(), make.person(), make.person()
    ended, lapsing, staying = (signed_in(session, person) for person in (ada, bob, bob))
    token = actions.issue_token(session, eve, eve, "script")
    lapsing.row.expires_at = start + timedelta(hours=2)
    session.flush()
    with clock.at(start + timedelta(hours=3)):
        actions.end_sign_in(session, ada, ended.row.id)
        actions.revoke_token(session, eve, token.row.id)
        eve.left_at = clock.now()
        session.flush()
        revoked = queries.revoked_since(session, start + timedelta(hours=1))
        assert revoked.sign_ins == {ended.row.id, lapsing.row.id}
        assert staying.row.id not in revoked.sign_ins
        assert revoked.tokens == {token.row.id}
        assert revoked.people == {eve.id}
        later = queries.revoked_since(session, clock.now() + timedelta(minutes=1))
        assert later == queries.Revoked(frozenset(), frozenset(), frozenset(), {})


def test_a_slow_commit_is_still_told(session: Session, make: Any) -> None:
    ada = make.person()
    issued = signed_in(session, ada)
    actions.end_sign_in(session, ada, issued.row.id)
    asked = clock.now() + timedelta(seconds=10)
    assert issued.row.id in queries.revoked_since(session, asked).sign_ins


def test_who_got_another_role_or_team_is_told_with_the_line_that_says_so(
    session: Session, make: Any
) -> None:
    asked = clock.now()
    ada, bob, eve = make.person(), make.person(), make.person()
    change_person(session, None, ada, {"role": "manager"})
    change_person(session, None, ada, {"name": "Ada Lovelace"})
    change_person(session, None, bob, {"team_id": make.team().id})
    change_person(session, None, eve, {"reach": "quiet"})
    assert queries.revoked_since(session, asked).changed == {ada.id: 1, bob.id: 1}


@pytest.mark.both
@pytest.mark.parametrize("what", ["sign_in", "token", "person", "team"])
def test_the_cheap_question_misses_nothing(database: Database, what: str) -> None:
    asked = clock.now() - timedelta(hours=1)
    with database.write() as session:
        make = Make(session)
        ada, team = make.person(), make.team()
        issued, token = signed_in(session, ada), actions.issue_token(session, ada, ada, "script")
    assert queries.find_revoked(database, clock.now() + timedelta(days=1)) is None
    with database.write() as session:
        ada = session.get_one(Person, ada.id)
        match what:
            case "sign_in":
                actions.end_sign_in(session, ada, issued.row.id)
            case "token":
                actions.revoke_token(session, ada, token.row.id)
            case "person":
                ada.left_at = clock.now()
            case "team":
                change_person(session, None, ada, {"team_id": team.id})
    with database.read() as session:
        told = queries.find_revoked(database, asked)
        assert told == queries.revoked_since(session, asked)
    assert told is not None
    assert any((told.sign_ins, told.tokens, told.people, told.changed))
