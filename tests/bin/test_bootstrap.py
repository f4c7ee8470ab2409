"""The environment and the client are made once, and again only when their sources change."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def made(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been run; the environment itself is said to be alive."""
    commands: list[str] = []
    monkeypatch.setattr(bootstrap, "run", lambda *command: commands.append(" ".join(command)))
    monkeypatch.setattr(bootstrap, "is_alive", lambda: True)
    return commands


def test_an_environment_is_installed_once(bootstrap: ModuleType, made: list[str]) -> None:
    bootstrap.ensure_environment("run")
    assert "--require-hashes" in made[0]
    assert "run.txt" in made[0]
    made.clear()
    bootstrap.ensure_environment("run")
    assert made == []


def test_the_tests_environment_serves_for_running_too(
    bootstrap: ModuleType, made: list[str]
) -> None:
    bootstrap.ensure_environment("dev")
    made.clear()
    bootstrap.ensure_environment("run")
    assert made == []


def test_running_does_not_serve_for_the_tests(bootstrap: ModuleType, made: list[str]) -> None:
    bootstrap.ensure_environment("run")
    made.clear()
    bootstrap.ensure_environment("dev")
    assert "dev.txt" in made[0]


def test_a_changed_lock_is_installed_again(bootstrap: ModuleType, made: list[str]) -> None:
    bootstrap.ensure_environment("run")
    made.clear()
    (bootstrap.LOCKS / "run.txt").write_text("another\n")
    bootstrap.ensure_environment("run")
    assert made


def test_an_install_that_failed_is_not_remembered(
    bootstrap: ModuleType, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda *_command: bootstrap.fail("no"))
    with pytest.raises(SystemExit):
        bootstrap.ensure_environment("run")
    assert not (bootstrap.VENV / ".swarm-run").exists()


def test_a_python_without_venv_says_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_place: object, **_options: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(bootstrap.venv, "create", refuse)
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure_environment("run")
    assert "-venv" in str(ended.value.code)
    assert not bootstrap.VENV.exists()


def test_no_network_is_said_in_one_sentence(bootstrap: ModuleType) -> None:
    script = "import sys; sys.exit('connection: Max retries exceeded with url: /simple/uv/')"
    with pytest.raises(SystemExit) as ended:
        bootstrap.run(sys.executable, "-c", script)
    assert str(ended.value.code).strip().startswith("There is no network")


def test_another_failure_shows_what_was_said(bootstrap: ModuleType) -> None:
    with pytest.raises(SystemExit) as ended:
        bootstrap.run(sys.executable, "-c", "import sys; sys.exit('the disk is full')")
    assert "the disk is full" in str(ended.value.code)


def test_the_client_is_built_once(bootstrap: ModuleType, made: list[str]) -> None:
    bootstrap.ensure_client()
    assert len(made) == 1
    bootstrap.ensure_client()
    assert len(made) == 1


@pytest.mark.parametrize("name", ["web/src/screens/Room.tsx", "web/public/icon.svg", "web/.npmrc"])
def test_a_changed_source_builds_the_client_again(
    bootstrap: ModuleType, made: list[str], tmp_path: Path, name: str
) -> None:
    bootstrap.ensure_client()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("new\n")
    bootstrap.ensure_client()
    assert len(made) == 2


def test_a_clients_test_is_no_source(bootstrap: ModuleType, made: list[str]) -> None:
    bootstrap.ensure_client()
    (bootstrap.ROOT / "web" / "src" / "main.test.tsx").write_text("new\n")
    bootstrap.ensure_client()
    assert len(made) == 1


def test_two_files_that_swap_names_are_noticed(bootstrap: ModuleType, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    before = bootstrap.digest([one, two])
    one.write_text("2")
    two.write_text("1")
    assert bootstrap.digest([one, two]) != before


def test_an_environment_without_python_is_not_alive(bootstrap: ModuleType) -> None:
    assert not bootstrap.is_alive()
    bootstrap.PYTHON.symlink_to("/nowhere/python3")
    assert not bootstrap.is_alive()


class Terminal(io.StringIO):
    """A terminal, and word when something was written over its line."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text.startswith("\r"):
            self.counted.set()
        return super().write(text)


def test_a_long_step_counts_its_seconds_at_a_terminal(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(bootstrap, "TICK", 0.001)
    with bootstrap.step("Building"):
        assert terminal.counted.wait(60)
    said = terminal.getvalue()
    assert re.fullmatch(r"Building \.\.\. (\rBuilding \.\.\. \d+ s){2,}\n", said), said


def test_a_step_in_a_file_goes_on_in_plain_lines(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with bootstrap.step("Building"):
        pass
    assert re.fullmatch(r"Building \.\.\.\nBuilding \.\.\. \d+ s\n", capsys.readouterr().out)
    monkeypatch.setattr(bootstrap, "PLAIN_TICK", 0.001)
    said, end = "", time.monotonic() + 60
    with bootstrap.step("Building"):
        while said.count("\n") < 3 and time.monotonic() < end:
            said += capsys.readouterr().out
    assert re.fullmatch(r"Building \.\.\.\n(Building \.\.\. \d+ s\n){2,}", said), said
