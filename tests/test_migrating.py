"""The database is brought forward, after a backup, and agrees with the tables."""

from __future__ import annotations

import sqlite3

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from swarm.commands.migrate import migrate
from swarm.config import Settings
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


def test_a_difference_is_told(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE saved_view"))
    engine.dispose()
    assert any("saved_view" in found for found in differences(empty_database_url))


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
