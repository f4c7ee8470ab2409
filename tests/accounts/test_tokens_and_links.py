"""Personal tokens, shown once, and links that let in once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts import actions, links, queries
from swarm.db import Database
from swarm.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from swarm.people.tables import Person

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA"


def test_a_token_lets_in_until_it_is_revoked(session: Session, make: Any) -> None:
    ada = make.person()
    issued = actions.issue_token(session, ada, ada, "deploy script")
    session.flush()
    assert issued.secret.startswith("swarm_")
    found = queries.find_by_token(session, issued.secret)
    assert found is not None
    assert (found.person.id, found.person.role) == (ada.id, ada.role)
    assert found.stale
    actions.note_seen(session, found, days=14)
    again = queries.find_by_token(session, issued.secret)
    assert again is not None
    assert not again.stale
    assert [card.name for card in queries.list_tokens(session, ada)] == ["deploy script"]
    actions.revoke_token(session, ada, issued.row.id)
    assert queries.find_by_token(session, issued.secret) is None
    assert queries.list_tokens(session, ada) == []


def test_a_token_is_no_cookie_and_a_cookie_no_token(session: Session, make: Any) -> None:
    ada = make.person()
    token = actions.issue_token(session, ada, ada, "x").secret
    session.flush()
    link = links.issue_link(session, None, ada).secret
    cookie = links.sign_in_by_link(session, link, days=1).secret
    assert queries.find_by_secret(session, token) is None
    assert queries.find_by_token(session, cookie) is None


def test_a_token_is_made_and_revoked_by_its_person_only(session: Session, make: Any) -> None:
    ada, boss = make.person(), make.person(role="administrator")
    with pytest.raises(NotAllowed):
        actions.issue_token(session, boss, ada, "x")
    issued = actions.issue_token(session, ada, ada, "x")
    session.flush()
    with pytest.raises(NotFound):
        actions.revoke_token(session, boss, issued.row.id)


def test_nobody_piles_up_tokens(session: Session, make: Any) -> None:
    ada = make.person()
    for number in range(actions.MOST_TOKENS):
        actions.issue_token(session, ada, ada, f"token {number}")
        session.flush()
    with pytest.raises(Conflict) as refused:
        actions.issue_token(session, ada, ada, "one more")
    assert refused.value.code == "too_many_tokens"


def test_who_left_gets_neither_token_nor_link(session: Session, make: Any) -> None:
    ada = make.person(left_at=clock.now())
    with pytest.raises(Conflict):
        actions.issue_token(session, None, ada, "x")
    with pytest.raises(Conflict):
        links.issue_link(session, None, ada)


def test_a_link_lets_in_once(session: Session, make: Any) -> None:
    ada, boss = make.person(), make.person(role="administrator")
    link = links.issue_link(session, boss, ada)
    session.flush()
    issued = links.sign_in_by_link(session, link.secret, days=14, agent="a" * 500)
    assert issued.row.person_id == ada.id
    assert len(issued.row.agent) == 200
    assert queries.find_by_secret(session, issued.secret) is not None
    with pytest.raises(NotSignedIn) as refused:
        links.sign_in_by_link(session, link.secret, days=14)
    assert refused.value.code == "link_void"


def test_a_link_is_void_after_a_day(session: Session, make: Any) -> None:
    link = links.issue_link(session, None, make.person())
    session.flush()
    with clock.at(clock.now() + timedelta(hours=24, seconds=1)), pytest.raises(NotSignedIn):
        links.sign_in_by_link(session, link.secret, days=14)


def test_a_newer_link_voids_the_older(session: Session, make: Any) -> None:
    ada = make.person()
    older = links.issue_link(session, None, ada)
    session.flush()
    newer = links.issue_link(session, None, ada)
    session.flush()
    with pytest.raises(NotSignedIn):
        links.sign_in_by_link(session, older.secret, days=14)
    assert links.sign_in_by_link(session, newer.secret, days=14).row.person_id == ada.id


def test_only_administrators_make_links(session: Session, make: Any) -> None:
    for role in ("agent", "manager", "requester", "guest"):
        with pytest.raises(NotAllowed):
            links.issue_link(session, make.person(role=role), make.person())


def test_who_came_by_link_sets_a_password_once(session: Session, make: Any) -> None:
    ada = make.person()
    link = links.issue_link(session, None, ada)
    session.flush()
    here = links.sign_in_by_link(session, link.secret, days=14).row
    assert links.may_skip_current(here)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert not links.may_skip_current(here)
    actions.set_password(session, ada, ada, HASH, keep=here)
    assert not links.may_skip_current(here)


def test_a_new_password_voids_waiting_links(session: Session, make: Any) -> None:
    ada = make.person()
    link = links.issue_link(session, None, ada)
    session.flush()
    actions.set_password(session, ada, ada, HASH)
    with pytest.raises(NotSignedIn):
        links.sign_in_by_link(session, link.secret, days=14)


def test_shutting_out_ends_every_way_in(session: Session, make: Any) -> None:
    ada = make.person()
    token = actions.issue_token(session, ada, ada, "x").secret
    session.flush()
    cookie = links.sign_in_by_link(
        session, links.issue_link(session, None, ada).secret, days=1
    ).secret
    link = links.issue_link(session, None, ada).secret
    session.flush()
    actions.shut_out(session, ada)
    assert queries.find_by_token(session, token) is None
    assert queries.find_by_secret(session, cookie) is None
    with pytest.raises(NotSignedIn):
        links.sign_in_by_link(session, link, days=1)


@pytest.mark.both
def test_of_eight_who_use_a_link_at_once_one_is_let_in(database: Database) -> None:
    with database.write() as session:
        ada = Person(name="Ada", email="ada@example.com", created_at=clock.now())
        session.add(ada)
        session.flush()
        secret = links.issue_link(session, None, ada).secret
    start, won, lost = threading.Barrier(8), [], []

    def come() -> None:
        start.wait()
        try:
            with database.write() as session:
                won.append(links.sign_in_by_link(session, secret, days=1).secret)
        except NotSignedIn:
            lost.append(1)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
