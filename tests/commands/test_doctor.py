"""`swarm doctor`."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result

from swarm.activity.lines import append
from swarm.commands.care.answering import serving
from swarm.commands.database import open_database
from swarm.commands.upkeep import backup, doctor
from swarm.config import Settings


def call(command: Any, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)


def findings(result: Result) -> dict[str, dict[str, str]]:
    return {finding["key"]: finding for finding in json.loads(result.stdout)}


def test_a_desk_that_is_well_gets_a_clean_bill(desk: Path) -> None:
    call(backup)
    result = call(doctor, "--json")
    assert result.exit_code == 0, result.stdout
    found = findings(result)
    assert {"database", "disk", "clock", "record", "integrity", "server"} <= set(found)
    assert found["server"]["says"].startswith("Nothing is served")


def test_findings_are_said_in_words(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWARM_SECRET_KEY", "")
    result = call(doctor)
    assert result.exit_code == 1
    assert "SWARM_SECRET_KEY is not set" in result.stdout
    assert "Set SWARM_SECRET_KEY to at least 16" in result.stdout


def test_a_missing_database_is_found(place: Path) -> None:
    result = call(doctor, "--json")
    assert result.exit_code == 1
    assert "swarm migrate" in findings(result)["database"]["do"]
    assert findings(result)["disk"]["level"] == "ok"
    assert not place.exists()


def test_a_database_of_another_version_is_found(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    found = findings(call(doctor, "--json"))["database"]
    assert (found["level"], found["do"]) == ("wrong", "Run “swarm migrate”.")


def test_an_unreachable_database_is_found(
    place: Path, port_of_nobody: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql+psycopg://nobody@127.0.0.1:{port_of_nobody}/none"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    found = findings(call(doctor, "--json"))["database"]
    assert found["level"] == "wrong"
    assert "cannot be reached" in found["says"]


def test_a_line_that_was_taken_out_is_found(desk: Path) -> None:
    with open_database() as database, database.write() as session:
        append(session, "tickets/1", "x")
        append(session, "tickets/1", "y")
    with closing(sqlite3.connect(desk)) as connection, connection:
        connection.execute("DELETE FROM activity_line WHERE stream = 'tickets/1' AND seq = 1")
    found = findings(call(doctor, "--json"))["record"]
    assert (found["level"], "tickets/1" in found["says"]) == ("wrong", True)


def test_a_row_that_refers_to_nothing_is_found(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection, connection:
        connection.execute("INSERT INTO alias (source, name, person_id) VALUES ('old', 'x', 4711)")
    found = findings(call(doctor, "--json"))["integrity"]
    assert (found["level"], "alias" in found["says"]) == ("wrong", True)


def test_redis_is_asked_where_it_is_used(
    desk: Path, port_of_nobody: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWARM_REDIS_URL", f"redis://127.0.0.1:{port_of_nobody}/0")
    assert findings(call(doctor, "--json"))["redis"]["level"] == "wrong"


class Answers(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[int, str]]] = {}

    def do_GET(self) -> None:
        status, body = self.pages.get(self.path.split("?")[0], (404, ""))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


HEALTHY = (200, '{"status": "ok", "version": "1"}')


@pytest.mark.parametrize(
    ("pages", "levels"),
    [
        (
            {"/health": HEALTHY, "/socket.io/": (200, '0{"sid":"x"}')},
            {"server": "ok", "sockets": "ok"},
        ),
        ({"/health": HEALTHY}, {"server": "ok", "sockets": "wrong"}),
        ({"/health": (200, "welcome to nginx")}, {"server": "wrong"}),
        ({"/health": (503, "")}, {"server": "wrong"}),
    ],
)
def test_what_answers_on_the_port_is_looked_at(
    server: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    pages: dict[str, tuple[int, str]],
    levels: dict[str, str],
) -> None:
    monkeypatch.setattr(Answers, "pages", pages)
    settings = Settings(port=server.server_port, host="127.0.0.1")
    assert {one.key: str(one.level) for one in serving(settings)} == levels
