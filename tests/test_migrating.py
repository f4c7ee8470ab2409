"""The database is brought forward, after a backup, and agrees with the tables."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from swarm.commands.migrate import migrate
from swarm.config import Settings
from swarm.db import Database
from swarm.migrating import back_up_before, current_and_head, differences, upgrade
from swarm.people.tables import Person
from swarm.rooms.tables import Contribution, Swarm
from swarm.tickets.tables import Outcome, Ticket
from swarm.tiers.signs import DEFAULT_SIGNS, read_signs
from swarm.tiers.tables import Tier, TierMap, TierRule, Touch


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


TOUCH = (
    "INSERT INTO touch (id, ticket_number, person_id, stream, first_seq, last_seq, started_at,"
    " ended_at, measured, tier_of_work, reason, facts, tier_of_person, map_version) VALUES"
    " (:id, :ticket, :person, 'tickets/1', :id, 1, :at, :at, 'activity', 'L2', 'r', :facts, 'L2',"
    " :version)"
)


@pytest.mark.both
def test_past_work_is_told_whether_it_solved_its_ticket(
    empty_database_url: str, noon: datetime
) -> None:
    """By the credit for the fix, else by who wrote the solution down; maps get their signs."""
    upgrade(empty_database_url, "0036")
    engine = create_engine(empty_database_url)
    with Session(engine) as session:
        people = [Person(id=place, name="P", role="agent", created_at=noon) for place in (1, 2)]
        tickets = [
            Ticket(number=place, summary="s", created_at=noon, updated_at=noon)
            for place in (1, 2, 3)
        ]
        session.add_all([*people, *tickets, TierMap(version=1, made_at=noon)])
        session.flush()
        session.add(Tier(version=1, key="T1", position=0, name="One"))
        session.add(TierRule(version=1, fact="known_fix", position=0, key="T1"))
        session.add_all([Outcome(ticket_number=at, by_id=1, at=noon) for at in (1, 2)])
        session.add(Swarm(id=1, ticket_number=1, help_needed="h", opened_by=1, opened_at=noon))
        session.flush()
        session.add(Contribution(swarm_id=1, person_id=2, kind="fix", by_id=1, at=noon))
        session.flush()
        for place, (ticket, person, facts, version) in enumerate(
            [
                (1, 1, "", None),
                (1, 2, "known_fix,specialist", 1),
                (2, 1, "", None),
                (2, 2, "known_fix,specialist", None),
                (3, 1, "", None),
            ]
        ):
            row = {"id": place + 1, "ticket": ticket, "person": person, "facts": facts}
            session.execute(text(TOUCH), {**row, "version": version, "at": noon})
        session.commit()
    upgrade(empty_database_url)
    with Session(engine) as session:
        rows = session.execute(select(Touch.resolving, Touch.tier_of_work).order_by(Touch.id))
        assert [tuple(row) for row in rows] == [
            (False, "L2"), (True, "T1"), (True, "L2"), (False, "L1"), (False, "L2"),
        ]  # fmt: skip
        assert read_signs(session, 1) == list(DEFAULT_SIGNS)
    engine.dispose()
