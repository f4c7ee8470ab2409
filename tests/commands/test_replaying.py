"""`swarm demo --replay`: the desk is served for it, and the exit code tells what came of it."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from swarm.accounts.tables import Token
from swarm.bench.targets import free_port
from swarm.commands.demo import demo
from swarm.config import Settings
from swarm.db import Database


@pytest.fixture
def file(empty_desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two conversations, and an empty desk that the environment names."""
    shutil.copy(empty_desk, tmp_path / "desk.db")
    monkeypatch.setenv("SWARM_VAR", str(tmp_path))
    monkeypatch.setenv("SWARM_SECRET_KEY", "x" * 32)
    monkeypatch.setenv("SWARM_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")
    monkeypatch.setenv("SWARM_PORT", str(free_port()))
    monkeypatch.setenv("SWARM_REDIS_URL", "")
    words = [{"at": "08:00", "author": who, "text": f"{who} speaks"} for who in ("ann", "bob")]
    path = tmp_path / "some.jsonl"
    path.write_text(f"{json.dumps({'messages': words})}\n{json.dumps({'messages': words[:1]})}\n")
    return path


def replay(path: Path, *more: str) -> Result:
    return CliRunner().invoke(demo, ["--replay", str(path), *more], catch_exceptions=False)


def test_conversations_are_played_where_nothing_is_served_yet(file: Path) -> None:
    done = replay(file, "--json")
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.output)
    assert (told["conversations"], told["messages"], told["good"]) == (2, 3, True)
    assert 0 < told["post_p50_ms"] <= told["post_p99_ms"]
    database = Database(Settings().database)
    with database.read() as session:
        ended = session.scalars(select(Token.revoked_at)).all()
    database.close()
    assert len(ended) == 2
    assert None not in ended


def test_what_goes_wrong_is_told_and_ends_in_a_one(file: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("swarm.demo.replay.TRIES", 1)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        closed = nobody.getsockname()[1]
    done = replay(file, "--address", f"http://127.0.0.1:{closed}", "--conversations", "1")
    assert done.exit_code == 1
    assert "1 went wrong" in done.output


def test_an_empty_file_and_options_that_exclude_one_another_are_refused(file: Path) -> None:
    assert replay(file, "--remove").exit_code == 2
    file.write_text("\n")
    with pytest.raises(Exception, match="no conversation"):
        replay(file)
