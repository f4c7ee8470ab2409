"""What a check-up finds, and what it says to do."""

from __future__ import annotations

import os
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.activity.tables import Due
from swarm.api import checkup
from swarm.api.findings import Level
from swarm.config import Settings
from swarm.tickets.tables import Ownership, Ticket

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "level"), [(10**8, Level.WRONG), (10**9, Level.WARNING), (10**11, Level.OK)]
)
def test_a_full_disk_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    monkeypatch.setattr(checkup.shutil, "disk_usage", lambda _place: Usage(10**12, 0, free))
    assert checkup.check_disk(tmp_path / "not" / "there").level is level


def test_a_folder_that_is_missing_or_closed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checkup.check_folder(tmp_path).level is Level.OK
    assert checkup.check_folder(tmp_path / "missing").level is Level.WRONG
    monkeypatch.setattr(checkup.os, "access", lambda _place, _mode: False)
    assert checkup.check_folder(tmp_path).level is Level.WRONG


def test_a_clock_that_went_back_is_found(session: Session) -> None:
    assert checkup.check_clock(session).level is Level.OK
    with clock.at(clock.now() + timedelta(hours=1)):
        append(session, "desk/x", "x")
    assert checkup.check_clock(session).level is Level.WRONG
    with clock.at(datetime(1999, 1, 1, tzinfo=UTC)):
        assert "1999" in checkup.check_clock(session).says


@pytest.mark.both
def test_the_databases_clock_is_compared(session: Session) -> None:
    assert checkup.check_clock(session).level is Level.OK


def test_a_missing_or_short_secret_is_found(tmp_path: Path) -> None:
    def level(key: str) -> Level:
        return checkup.check_secret(Settings(secret_key=key, var=tmp_path)).level

    assert level("x" * 32) is Level.OK
    assert level("short") is Level.WARNING
    assert level("") is Level.WRONG
    kept = tmp_path / "secret"
    kept.write_text("x" * 64)
    kept.chmod(0o644)
    assert level("") is Level.WARNING
    kept.chmod(0o600)
    assert level("") is Level.OK


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, Level.OK),
        ({"host": "0.0.0.0"}, Level.WARNING),
        ({"host": "127.0.0.1", "secure_cookies": True}, Level.WARNING),
        ({"host": "127.0.0.1", "secure_cookies": True, "trust_proxy": 1}, Level.OK),
        ({"host": "0.0.0.0", "secure_cookies": True, "trust_proxy": 1}, Level.WARNING),
    ],
)
def test_settings_that_do_not_fit_together_are_found(facts: Any, level: Level) -> None:
    assert checkup.check_proxy(Settings(**facts)).level is level


def test_work_that_keeps_failing_is_found(session: Session) -> None:
    assert checkup.check_listeners(session).level is Level.OK
    session.add(Due(listener="x", stream="tickets/1", seq=1, failures=3))
    session.flush()
    assert checkup.check_listeners(session).level is Level.WARNING


def test_tickets_of_people_who_left_are_found(session: Session, make: Any) -> None:
    now = clock.now()
    ada = make.person()
    ticket = Ticket(summary="Open", created_at=now, updated_at=now)
    session.add(ticket)
    session.flush()
    session.add(
        Ownership(ticket_number=ticket.number, owner_id=ada.id, how="taken", started_at=now)
    )
    session.flush()
    assert checkup.check_owners(session).level is Level.OK
    ada.left_at = now
    session.flush()
    assert checkup.check_owners(session).says.startswith("1 open")


def test_old_and_missing_backups_are_found(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    assert checkup.check_backups(settings).level is Level.WARNING
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "old.db").write_text("")
    assert checkup.check_backups(settings).level is Level.OK
    old = clock.now().timestamp() - 8 * 86_400
    os.utime(folder / "old.db", (old, old))
    assert "8 days" in checkup.check_backups(settings).says
    elsewhere = Settings(var=tmp_path, database_url="postgresql+psycopg:///x")
    assert checkup.check_backups(elsewhere).level is Level.OK


def test_whatever_is_not_fine_says_what_to_do(session: Session, settings: Settings) -> None:
    findings = checkup.check_desk(session, settings)
    assert [finding.key for finding in findings if finding.level != "ok" and not finding.do] == []


def test_a_desk_that_nobody_administers_is_found(session: Session, make: Any) -> None:
    found = checkup.check_administrators(session)
    assert found.level is Level.WARNING
    assert "swarm users add" in found.do
    make.person("administrator")
    make.person("administrator", left_at=clock.now())
    assert checkup.check_administrators(session).says == "Administrators: 1."
