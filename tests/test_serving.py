"""What stops a start says so in one sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from swarm.config import Settings
from swarm.migrating import upgrade
from swarm.readiness import refuse


def serve(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "swarm", "serve"],
        env={**os.environ, "SWARM_VAR": str(tmp_path), "SWARM_DATABASE_URL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_missing_secret_stops_the_start_in_plain_words(tmp_path: Path, secret: str) -> None:
    ended = serve(tmp_path, SWARM_SECRET_KEY=secret)
    assert ended.returncode == 1
    assert ended.stderr.startswith("swarm: SWARM_SECRET_KEY is missing")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SWARM_SIGN_IN_LIMIT", "lots", "not a pace such as"),
        ("SWARM_SEND_LIMIT", "10 per fortnight", "not a pace such as"),
        ("SWARM_PROCESS", "../X y", "SWARM_PROCESS: "),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start_in_plain_words(
    tmp_path: Path, name: str, value: str, told: str
) -> None:
    ended = serve(tmp_path, SWARM_SECRET_KEY="x" * 32, **{name: value})
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"swarm: {name}: ")
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_taken_port_stops_the_start(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'swarm.db'}")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = serve(tmp_path, SWARM_SECRET_KEY="x" * 32, SWARM_PORT=port)
    assert ended.returncode == 1
    assert f"port {port} is taken" in ended.stderr


def test_a_database_that_is_behind_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(
        secret_key="x" * 32, var=tmp_path, database_url=f"sqlite:///{tmp_path / 'new.db'}"
    )
    assert refuse(settings) == "the database is not at this version; run: swarm migrate"
    upgrade(settings.database)
    assert refuse(settings) is None


def test_a_database_that_does_not_answer_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(
        secret_key="x" * 32,
        var=tmp_path,
        database_url="postgresql+psycopg://nobody@127.0.0.1:1/none",
    )
    assert "the database cannot be reached" in (refuse(settings) or "")
