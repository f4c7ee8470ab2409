"""A desk of one's own for every test: on SQLite, and on PostgreSQL where a test asks for both."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.config import Settings
from swarm.db import Base, Database
from swarm.migrating import every_table
from swarm.people.tables import Person, Team

if TYPE_CHECKING:
    from swarm.app import Running

pytest_plugins = ["tests.pace"]

POSTGRES = os.environ.get(
    "SWARM_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both` on SQLite and on PostgreSQL."""
    if "engine_name" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both"):
        metafunc.parametrize("engine_name", ["sqlite", "postgresql"])


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on: SQLite, unless another kind of desk is asked for."""
    asked = os.environ.get("SWARM_TEST_AGAINST", "sqlite")
    own = request.node.get_closest_marker("sqlite")
    return "sqlite" if asked == "sqlite" or own else "postgresql"


def _address(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _scratch() -> Iterator[str]:
    name = f"swarm_test_{secrets.token_hex(6)}"
    keeper = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        # Nobody pulls the plug under a test: commits need not wait for the disk.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit TO off"))
    try:
        yield name
    finally:
        with keeper.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        keeper.dispose()


def _fill(url: str) -> None:
    every_table()
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables that tests copy: making them anew takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    _fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_with_tables() -> Iterator[str]:
    """The name of a PostgreSQL database with tables that every test finds empty."""
    with _scratch() as name:
        _fill(_address(name))
        yield name


EMPTIED = """
DO $$
DECLARE name text; filled boolean;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
END $$
"""
"""Takes every row out, whatever refers to it, and lets ids begin anew: making a database and
dropping it waits for the disk and takes longer than most tests."""


def _empty(url: str) -> None:
    keeper = create_engine(url)
    with keeper.begin() as connection:
        connection.execute(text(EMPTIED))
    keeper.dispose()


@pytest.fixture
def empty_database_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with _scratch() as name:
            yield _address(name)


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the test's own, with empty tables."""
    if engine_name == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_with_tables"), tmp_path / "desk.db")
        yield f"sqlite:///{tmp_path / 'desk.db'}"
    else:
        url = _address(request.getfixturevalue("postgres_with_tables"))
        yield url
        _empty(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The configuration of the test's desk."""
    return Settings(
        database_url=database_url,
        redis_url="",
        secret_key="for-tests-only-" + "x" * 32,
        var=tmp_path / "var",
        sign_in_limit="1000 per minute",
    )


@pytest.fixture
def running(settings: Settings) -> Iterator[Running]:
    """A whole desk with empty tables, not served by anything."""
    # Tests of the floors below need no doors and must not wait for them.
    from swarm.app import join_doors, make_desk

    running = join_doors(make_desk(settings))
    yield running
    running.desk.close()


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty database with tables and nothing listening."""
    settings.var.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One write transaction that lasts as long as the test."""
    with database.write() as session:
        yield session


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Hold the clock at noon UTC on a Wednesday."""
    with clock.at(NOON):
        yield NOON


class Make:
    """Makes what tests need, straight in the tables."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.count = 0

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def team(self, name: str | None = None, **more: Any) -> Team:
        """A team with office hours in UTC."""
        self.count += 1
        return self._add(Team(name=name or f"Team {self.count}", **{"hours": OFFICE, **more}))

    def person(self, role: str = "agent", name: str | None = None, **more: Any) -> Person:
        """A person; everything that is not told is plain."""
        self.count += 1
        name = name or f"Person {self.count}"
        email = more.pop("email", f"{name.lower().replace(' ', '.')}.{self.count}@example.org")
        created_at = more.pop("created_at", clock.now())
        return self._add(Person(name=name, email=email, role=role, created_at=created_at, **more))


@pytest.fixture
def make(session: Session) -> Make:
    """Factories inside the test's own transaction."""
    return Make(session)


class Caller:
    """One signed-in person's program, speaking with the desk by token."""

    def __init__(self, client: FlaskClient, person: int, token: str | None) -> None:
        self.client = client
        self.person = person
        self.token = token

    def call(self, method: str, path: str, json: Any = None, **more: Any) -> TestResponse:
        """Send a request; `path` is below /api."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers.update(more.pop("headers", {}))
        if json is not None or (method in ("POST", "PUT", "PATCH") and "data" not in more):
            more["json"] = json if json is not None else {}
        return self.client.open(f"/api{path}", method=method, headers=headers, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        """Ask."""
        return self.call("GET", path, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        """Make."""
        return self.call("POST", path, json, **more)

    def put(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        """Set."""
        return self.call("PUT", path, json, **more)

    def patch(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        """Change."""
        return self.call("PATCH", path, json, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        """End."""
        return self.call("DELETE", path, **more)


class Office:
    """A running desk and the people in it."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.database = running.desk.database

    def person(self, role: str = "agent", name: str | None = None, **more: Any) -> Caller:
        """Hire somebody and give them a token."""
        with self.database.write() as session:
            person = Make(session).person(
                role,
                name,
                email=more.pop("email", f"{secrets.token_hex(4)}@example.org"),
                **more,
            )
            token = issue_token(session, None, person, "test").secret
            number = person.id
        return Caller(self.running.site.test_client(), number, token)

    def stranger(self) -> Caller:
        """Somebody who is not signed in."""
        return Caller(self.running.site.test_client(), 0, None)


@pytest.fixture
def office(running: Running) -> Office:
    """A desk whose people call it over HTTP."""
    return Office(running)
