from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from swarm.accounts.actions import set_password
from swarm.accounts.passwords import hash_password, password_fits
from swarm.accounts.tables import Account
from swarm.config import Settings
from swarm.db import Database
from swarm.demo.cast.company import make_company
from swarm.demo.sign_ins import (
    FILE,
    PASSWORD,
    SignInCard,
    cards_of,
    choose_password,
    forget_cards,
    guard_cards,
    keep_cards,
    read_cards,
)
from swarm.people.tables import Person

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
CARD = SignInCard("owner", "A B", "a.b@x.example", PASSWORD)


def settings(var: Path, host: str = "127.0.0.1") -> Settings:
    return Settings(var=var, host=host, database_url="", redis_url="", secret_key="x" * 32)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_desk_for_this_machine_alone_has_the_documented_password(
    tmp_path: Path, host: str
) -> None:
    assert choose_password(settings(tmp_path, host)) == PASSWORD


def test_any_other_desk_has_a_password_of_its_own(tmp_path: Path) -> None:
    first, second = (choose_password(settings(tmp_path, "0.0.0.0")) for _ in range(2))
    assert PASSWORD not in (first, second)
    assert first != second
    assert len(first) >= 16


def test_there_is_a_card_for_every_role() -> None:
    cards = cards_of(make_company(NOON), PASSWORD)
    assert [card.role for card in cards] == [
        "owner", "expert", "manager", "administrator", "requester", "guest",
    ]  # fmt: skip


def test_the_file_is_for_its_owner_alone_even_where_another_lay(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("old")
    (tmp_path / FILE).chmod(0o644)
    path = keep_cards(settings(tmp_path), [CARD])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_cards(settings(tmp_path)) == [CARD]
    forget_cards(settings(tmp_path))
    forget_cards(settings(tmp_path))
    assert read_cards(settings(tmp_path)) == []


@pytest.mark.parametrize("damaged", ["", "{", '[{"role": "owner"}]', "[1]", "1"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damaged: str) -> None:
    (tmp_path / FILE).write_text(damaged)
    assert read_cards(settings(tmp_path)) == []


@pytest.mark.parametrize("kept", [[CARD], []])
def test_a_desk_that_was_opened_to_others_gets_another_password(
    database: Database, tmp_path: Path, kept: list[SignInCard]
) -> None:
    with database.write() as session:
        # A restored desk has the people and may have lost the file.
        people = [
            Person(name=name, email=email, created_at=NOON, demo=demo)
            for name, email, demo in (
                ("A B", "a.b@x.example", True),
                ("C D", "c.d@x.example", True),
                ("E F", "e.f@x.example", False),
            )
        ]
        session.add_all(people)
        session.flush()
        for person, password in zip(people, (PASSWORD, "of their own", PASSWORD), strict=True):
            set_password(session, None, person, hash_password(password))
    if kept:
        keep_cards(settings(tmp_path), kept)
    assert guard_cards(settings(tmp_path), database) == kept
    [changed] = guard_cards(settings(tmp_path, "0.0.0.0"), database)
    assert (changed.name, changed.email) == ("A B", "a.b@x.example")
    assert changed.password != PASSWORD
    assert read_cards(settings(tmp_path)) == [changed]
    assert guard_cards(settings(tmp_path, "0.0.0.0"), database) == [changed]
    with database.read() as session:
        hashes = session.scalars(select(Account.password_hash).order_by(Account.person_id)).all()
    for hashed, password in zip(hashes, (changed.password, "of their own", PASSWORD), strict=True):
        assert password_fits(hashed, password)
