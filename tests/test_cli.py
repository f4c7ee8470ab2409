"""The command line: help that a stranger understands, one sentence for what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from swarm.cli import COMMANDS, cli, main
from swarm.commands.openapi import openapi
from swarm.errors import Invalid


def test_help_lists_every_command_with_what_it_does() -> None:
    shown = CliRunner().invoke(cli, ["--help"])
    assert shown.exit_code == 0
    for name, (_, _, what) in COMMANDS.items():
        assert name in shown.output
        assert what.split()[0] in shown.output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    assert "Usage:" in shown.output
    assert len(shown.output.splitlines()) >= 4


def test_an_unknown_command_is_a_mistake_in_the_call() -> None:
    shown = CliRunner().invoke(cli, ["dance"])
    assert shown.exit_code == 2
    assert "dance" in shown.output


def test_a_refusal_is_one_sentence_and_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise Invalid("This cannot be.")

    monkeypatch.setattr("swarm.cli.cli", refuse)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "swarm: This cannot be.\n"


def test_a_database_that_is_busy_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wait_in_vain() -> None:
        raise OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked\n"))

    monkeypatch.setattr("swarm.cli.cli", wait_in_vain)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "swarm: the database refused: database is locked\n"


def test_a_setting_that_cannot_be_is_named() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "swarm", "migrate"],
        env={"SWARM_PORT": "70000", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("swarm: SWARM_PORT: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_refusal_names_the_field_at_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise Invalid("This cannot be.", fields={"password": "at least 10 characters"})

    monkeypatch.setattr("swarm.cli.cli", refuse)
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == "swarm: This cannot be. (password: at least 10 characters)\n"


@pytest.mark.parametrize("address", ["foo", "mysql://root@localhost/x"])
def test_an_address_that_is_no_database_is_said_in_one_sentence(address: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "swarm", "migrate"],
        env={"SWARM_DATABASE_URL": address, "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("swarm: SWARM_DATABASE_URL: ")
    assert len(ended.stderr.splitlines()) == 1


def test_the_document_is_printed_without_a_database() -> None:
    printed = CliRunner().invoke(openapi, [])
    assert printed.exit_code == 0
    assert json.loads(printed.output)["openapi"] == "3.1.0"
