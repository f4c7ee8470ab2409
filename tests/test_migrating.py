"""The database is brought forward, after a backup, and agrees with the tables."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from swarm.commands.migrate import migrate
from swarm.config import Settings
from swarm.db import Database
from swarm.migrating import back_up_before, current_and_head, differences, upgrade


@pytest.mark.both
def test_an_empty_database_comes_up_to_the_newest_revision(empty_database_url: str) -> None:
    current, head = current_and_head(empty_database_url)
    assert current is None
    upgrade(empty_database_url)
    assert current_and_head(empty_database_url) == (head, head)


@pytest.mark.both
def test_tables_and_migrations_agree(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    assert differences(empty_database_url) == []


@pytest.mark.sqlite
def test_what_keeps_the_search_up_to_date_outlives_every_migration(
    empty_database_url: str, sqlite_with_tables: Path
) -> None:
    upgrade(empty_database_url)
    kept = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    with (
        sqlite3.connect(empty_database_url.removeprefix("sqlite:///")) as upgraded,
        sqlite3.connect(sqlite_with_tables) as new,
    ):
        assert upgraded.execute(kept).fetchall() == new.execute(kept).fetchall() != []


def test_a_difference_is_told(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE saved_view"))
    engine.dispose()
    assert any("saved_view" in found for found in differences(empty_database_url))


@pytest.mark.sqlite
def test_what_holds_something_is_backed_up_first(
    settings: Settings, empty_database_url: str
) -> None:
    settings = settings.model_copy(update={"database_url": empty_database_url})
    upgrade(settings.database)
    backup = back_up_before(settings, "0000")
    assert backup is not None
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT count(*) FROM ticket").fetchone() == (0,)
    assert backup.stat().st_mode & 0o077 == 0
    assert back_up_before(settings, None) is None


def test_the_command_creates_and_is_quiet_afterwards(
    settings: Settings, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWARM_DATABASE_URL", empty_database_url)
    monkeypatch.setenv("SWARM_VAR", str(settings.var))
    first = CliRunner().invoke(migrate)
    assert first.exit_code == 0, first.output
    assert "The database is at" in first.output
    again = CliRunner().invoke(migrate, ["--check"])
    assert (again.exit_code, again.output) == (0, "")


def test_a_database_that_does_not_answer_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("SWARM_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("SWARM_VAR", str(settings.var))
    ended = CliRunner().invoke(migrate)
    assert ended.exit_code == 1
    assert ended.output.startswith("swarm: the database cannot be reached")


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A machine where everybody may read what is created."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize("first", [current_and_head, upgrade, Database])
def test_only_its_owner_reads_an_embedded_database(tmp_path: Path, first: object) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    made = first(url)  # type: ignore[operator]  # each takes a URL
    if isinstance(made, Database):
        made.close()
    upgrade(url)
    database = Database(url)
    with database.write() as session:
        session.execute(text("UPDATE ticket SET summary = ''"))
        rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    database.close()
    assert rights == dict.fromkeys(("desk.db", "desk.db-wal", "desk.db-shm"), 0o600)


def test_a_database_that_others_could_read_is_tightened_when_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.touch()
    file.chmod(0o664)
    Database(f"sqlite:///{file}").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_database_that_cannot_be_created_is_told_by_the_driver(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        upgrade(f"sqlite:///{tmp_path / 'nowhere' / 'desk.db'}")
