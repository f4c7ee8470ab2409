"""A desk on the command line, and a look into it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from swarm.commands.database import open_database
from swarm.commands.imports import imports
from swarm.db import Database
from swarm.migrating import upgrade
from swarm.people.actions import add_person

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without anybody in it, to be copied: migrating takes a second."""
    file = tmp_path_factory.mktemp("empty") / "desk.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def import_url(empty_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty desk, which the environment names."""
    shutil.copy(empty_desk, tmp_path / "desk.db")
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    return url


@pytest.fixture
def bring(import_url: str) -> Run:
    """Call `swarm import`."""

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(imports, [str(one) for one in arguments], catch_exceptions=False)

    return run


@pytest.fixture
def look(import_url: str) -> Iterator[Callable[[], Session]]:
    """Read sessions on the imported desk."""
    opened: list[Any] = []

    def look() -> Session:
        database = Database(import_url)
        session = Session(database.engine)
        opened.extend([session, database])
        return session

    yield look
    for one in opened:
        one.close()


@pytest.fixture
def port_of_nobody() -> int:
    """A port on which nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def place(tmp_path: Path, port_of_nobody: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database of a desk would be that the environment describes."""
    monkeypatch.delenv("SWARM_DATABASE_URL", raising=False)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path))
    monkeypatch.setenv("SWARM_PORT", str(port_of_nobody))
    monkeypatch.setenv("SWARM_SECRET_KEY", "x" * 40)
    return tmp_path / "swarm.db"


@pytest.fixture
def desk(place: Path, empty_desk: Path) -> Path:
    """A database with one person."""
    shutil.copy(empty_desk, place)
    with open_database() as database, database.write() as session:
        add_person(session, None, name="Ada", email="ada@example.org", role="administrator")
    return place
