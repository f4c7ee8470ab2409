"""What bin/run checks and prepares before it serves."""

from __future__ import annotations

import importlib
import os
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def serving(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.delenv("SWARM_VAR", raising=False)
    return importlib.import_module("_serving")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        yield listener.getsockname()[1]


def refusal(serving: ModuleType, host: str, port: str) -> str:
    with pytest.raises(SystemExit) as ended:
        serving.ensure_port_is_free(host, port)
    return str(ended.value.code).strip()


def test_a_taken_port_is_named(serving: ModuleType, taken_port: int) -> None:
    said = refusal(serving, "127.0.0.1", str(taken_port))
    assert said.startswith(f"Port {taken_port} on 127.0.0.1 is taken")


def test_a_free_port_is_accepted_and_left_free(serving: ModuleType) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    serving.ensure_port_is_free("127.0.0.1", str(free))
    serving.ensure_port_is_free("127.0.0.1", str(free))


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80 80", "８０８０"])
def test_a_port_that_is_none_is_refused(serving: ModuleType, port: str) -> None:
    assert "SWARM_PORT must be a number from 1 to 65535" in refusal(serving, "127.0.0.1", port)


def test_an_address_of_another_machine_is_refused(serving: ModuleType) -> None:
    assert "SWARM_HOST" in refusal(serving, "192.0.2.1", "8099")


def test_the_secret_is_made_once_for_its_owner_only(
    serving: ModuleType, bootstrap: ModuleType
) -> None:
    secret = serving.own_secret()
    assert len(secret) >= 43
    assert serving.own_secret() == secret
    mode = (bootstrap.ROOT / "var" / "secret").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_secret_lies_where_the_desk_keeps_its_files(
    serving: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "elsewhere" / "desk"))
    secret = serving.own_secret()
    assert (tmp_path / "elsewhere" / "desk" / "secret").read_text().strip() == secret


def test_a_damaged_secret_is_not_used(serving: ModuleType, bootstrap: ModuleType) -> None:
    serving.own_secret()
    (bootstrap.ROOT / "var" / "secret").write_text("\n")
    with pytest.raises(SystemExit, match="no usable secret"):
        serving.own_secret()


@pytest.fixture
def commands(serving: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    given: list[tuple[str, ...]] = []
    monkeypatch.setattr(serving, "swarm", lambda *commands: given.extend(commands))
    return given


def test_the_demo_is_loaded_unless_told_otherwise(
    serving: ModuleType, commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SWARM_DEMO", raising=False)
    serving.prepare_desk()
    assert commands == [("migrate",), ("demo", "--if-empty"), ("demo", "--sign-ins")]


@pytest.mark.parametrize("value", ["0", "false", "No"])
def test_an_empty_desk_can_be_asked_for(
    serving: ModuleType,
    commands: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    value: str,
) -> None:
    monkeypatch.setenv("SWARM_DEMO", value)
    serving.prepare_desk()
    assert commands == [("migrate",)]


def test_the_commands_run_in_one_process_until_one_fails(
    serving: ModuleType, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`swarm` is stood in for by a module that writes down what it was asked."""
    (tmp_path / "swarm" / "__init__.py").touch()
    (tmp_path / "swarm" / "cli.py").write_text(
        "import os, pathlib, sys\n"
        "def main():\n"
        "    with pathlib.Path('asked').open('a') as asked:\n"
        "        print(os.getpid(), *sys.argv[1:], file=asked)\n"
        "    sys.exit(sys.argv[1] == 'fail' and 3)\n"
    )
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    serving.swarm(("migrate",), ("demo", "--sign-ins"))
    with pytest.raises(SystemExit) as ended:
        serving.swarm(("fail",), ("never",))
    assert ended.value.code == 3
    asked = [line.partition(" ") for line in (tmp_path / "asked").read_text().splitlines()]
    assert [words for _, _, words in asked] == ["migrate", "demo --sign-ins", "fail"]
    assert asked[0][0] == asked[1][0] != asked[2][0]


@pytest.mark.parametrize(
    ("terminal", "asked", "level"),
    [(True, None, "WARNING"), (True, "INFO", "INFO"), (False, None, None), (False, "", "")],
)
def test_at_a_terminal_requests_do_not_scroll_the_address_away(
    serving: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    asked: str | None,
    level: str | None,
) -> None:
    monkeypatch.setenv("SWARM_LOG_LEVEL", "")
    monkeypatch.delenv("SWARM_LOG_LEVEL")
    if asked is not None:
        monkeypatch.setenv("SWARM_LOG_LEVEL", asked)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    serving.keep_terminal_calm()
    assert os.environ.get("SWARM_LOG_LEVEL") == level
