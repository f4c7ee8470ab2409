"""`swarm backup` and `swarm restore`."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from swarm import clock
from swarm.commands.care import backups
from swarm.commands.database import open_database
from swarm.commands.upkeep import backup, restore
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotFound
from swarm.people.actions import add_person
from swarm.people.tables import Person


def call(command: Any, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)


def names(file: Path) -> list[str]:
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        found = list(session.scalars(select(Person.name).order_by(Person.id)))
    database.close()
    return found


def add(name: str) -> None:
    with open_database() as database, database.write() as session:
        add_person(session, None, name=name, email=f"{name}@example.org", role="agent")


def test_a_backup_is_made_while_somebody_writes_and_only_its_owner_reads_it(desk: Path) -> None:
    with open_database() as database, database.write() as session:
        add_person(session, None, name="Later", email="l@example.org", role="agent")
        session.flush()
        made = Path(call(backup).stdout.strip())
    assert names(made) == ["Ada"]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert made.parent == desk.parent / "backups"


def test_a_backup_is_put_back_and_the_replaced_database_kept(desk: Path) -> None:
    made = call(backup, "--to", desk.parent / "copy.db").stdout.strip()
    add("Bob")
    desk.chmod(0o644)
    said = call(restore, made).stdout
    assert names(desk) == ["Ada"]
    (kept,) = desk.parent.glob("swarm-replaced-*.db")
    assert str(kept) in said
    assert names(kept) == ["Ada", "Bob"]
    for file in (desk, kept):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_comes_back_where_there_is_nothing(desk: Path) -> None:
    made = call(backup, "--to", desk.parent / "copy.db").stdout.strip()
    desk.unlink()
    assert "kept" not in call(restore, made).stdout
    assert names(desk) == ["Ada"]


def test_an_old_backup_says_to_migrate(desk: Path) -> None:
    made = desk.parent / "copy.db"
    call(backup, "--to", made)
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    assert "swarm migrate" in call(restore, made).stdout


def test_nothing_is_restored_while_the_database_is_open(desk: Path) -> None:
    made = call(backup, "--to", desk.parent / "copy.db").stdout.strip()
    with open_database() as database, database.read() as session:
        session.execute(text("SELECT 1 FROM person"))
        with pytest.raises(Conflict, match="in use"):
            call(restore, made)
    assert names(desk) == ["Ada"]


def test_nothing_is_restored_while_the_port_answers(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = call(backup, "--to", desk.parent / "copy.db").stdout.strip()
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        monkeypatch.setenv("SWARM_PORT", str(server.getsockname()[1]))
        with pytest.raises(Conflict, match="Stop the desk first"):
            call(restore, made)


def test_a_damaged_or_foreign_file_is_not_restored(desk: Path) -> None:
    made = desk.parent / "copy.db"
    call(backup, "--to", made)
    content = bytearray(made.read_bytes())
    content[5_000:60_000] = os.urandom(55_000)
    made.write_bytes(content)
    with pytest.raises(Conflict, match="not a whole database"):
        call(restore, made)
    (desk.parent / "text.db").write_text("not a database at all, only words" * 50)
    with pytest.raises(Conflict, match="not a whole database"):
        call(restore, desk.parent / "text.db")
    with closing(sqlite3.connect(desk.parent / "other.db")) as connection, connection:
        connection.execute("CREATE TABLE person (id)")
    with pytest.raises(Conflict, match="not a database of Swarm"):
        call(restore, desk.parent / "other.db")
    assert names(desk) == ["Ada"]


def test_a_backup_never_overwrites(desk: Path) -> None:
    target = desk.parent / "copy.db"
    target.write_text("precious")
    with pytest.raises(Conflict, match="exists already"):
        call(backup, "--to", target)
    with pytest.raises(Conflict, match="cannot be written"):
        call(backup, "--to", desk.parent / "no" / "folder.db")
    assert target.read_text() == "precious"


def test_a_damaged_database_gives_no_backup(desk: Path) -> None:
    content = bytearray(desk.read_bytes())
    content[5_000:60_000] = os.urandom(55_000)
    desk.write_bytes(content)
    with pytest.raises(Conflict, match=r"not a whole database|cannot be copied"):
        call(backup)
    assert list((desk.parent / "backups").glob("*")) == []


def test_older_backups_go_when_asked(desk: Path) -> None:
    start = clock.now()
    for hour in range(3):
        with clock.at(start + timedelta(hours=hour)):
            call(backup)
    with clock.at(start + timedelta(hours=4)):
        result = call(backup, "--keep", 2)
    assert result.stderr.count("removed") == 2
    assert len(list((desk.parent / "backups").glob("*.db"))) == 2


def test_without_a_database_there_is_nothing_to_back_up(place: Path) -> None:
    with pytest.raises(NotFound):
        call(backup)


def test_postgresql_is_sent_to_pg_dump(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWARM_DATABASE_URL", "postgresql+psycopg:///desk")
    with pytest.raises(Invalid, match="pg_dump"):
        call(backup)


def test_the_replaced_database_is_kept_without_hard_links(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    made = call(backup, "--to", desk.parent / "copy.db").stdout.strip()
    monkeypatch.setattr(backups.os, "link", refuse)
    desk.chmod(0o644)
    call(restore, made)
    (kept,) = desk.parent.glob("swarm-replaced-*.db")
    assert names(kept) == ["Ada"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
