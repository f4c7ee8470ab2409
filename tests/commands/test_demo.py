from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from swarm.commands.demo import demo
from swarm.commands.figures import reports
from swarm.commands.users import users
from swarm.config import Settings
from swarm.db import Database
from swarm.errors import Refusal
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import QueueStay


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SWARM_VAR", str(tmp_path))
    monkeypatch.setenv("SWARM_SECRET_KEY", "x" * 32)
    monkeypatch.setenv("SWARM_DATABASE_URL", "")
    monkeypatch.setenv("SWARM_HOST", "127.0.0.1")
    return tmp_path


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(demo, [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def count(table: Any) -> int:
    database = Database(Settings().database)
    with database.read() as session:
        found = session.scalar(select(func.count()).select_from(table)) or 0
    database.close()
    return found


def test_it_loads_once_says_who_may_sign_in_and_goes_again(desk: Path) -> None:
    loaded = run("--tickets", "8")
    assert loaded["loaded"] is True
    tickets = loaded["tickets"]  # which of so few come again through tiers depends on the hour
    assert count(Ticket) == tickets > 20
    assert run("--tickets", "8") == {"loaded": False}
    assert count(Ticket) == tickets
    cards = run("--sign-ins")["items"]
    assert {card["role"] for card in cards} >= {"owner", "expert", "manager", "guest"}
    assert {card["password"] for card in cards} == {"swarm-demo"}
    removed = run("--remove")
    assert (removed["removed"], removed["tickets"], removed["people"]) == (True, tickets, 69)
    assert removed["administrators"] == 0
    assert count(Ticket) == count(Person) == 0
    assert run("--sign-ins") == {"items": []}
    assert run("--remove") == {"removed": False}


def test_the_figures_of_a_demo_are_what_its_record_says() -> None:
    assert run("--tickets", "150")["loaded"] is True
    found = CliRunner().invoke(reports, ["verify", "--json"], catch_exceptions=False)
    told = json.loads(found.output)
    assert told["tickets"] == count(Ticket) > 150
    assert told["differing"] == []
    assert count(QueueStay) > count(Ticket) / 10


def test_words_for_people_say_what_happened() -> None:
    runner = CliRunner()
    first = runner.invoke(demo, ["--tickets", "2"])
    told = re.match(r"Fellmoor Outdoor has moved in: 69 people, (\d+) tickets", first.stdout)
    assert told is not None
    assert runner.invoke(demo, []).output == "The demo is loaded already.\n"
    assert runner.invoke(demo, ["--if-empty"]).output == ""
    assert "maeve.okafor@fellmoor.example" in runner.invoke(demo, ["--sign-ins"]).output
    assert runner.invoke(demo, ["--remove"]).output.startswith(f"Cleared {told[1]} tickets")
    assert "no demo" in runner.invoke(demo, ["--remove"]).output


def test_a_desk_in_use_is_left_alone_when_only_an_empty_one_is_wanted() -> None:
    run("--sign-ins")  # makes the tables
    database = Database(Settings().database)
    with database.write() as session:
        session.add(Person(name="Real", email="r@example.org", created_at=func.now()))
    database.close()
    assert run("--if-empty") == {"loaded": False}
    assert count(Ticket) == 0
    assert run("--tickets", "2")["loaded"] is True


def test_without_the_desks_secret_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWARM_SECRET_KEY", "")
    with pytest.raises(Refusal, match="SWARM_SECRET_KEY"):
        CliRunner().invoke(demo, [], catch_exceptions=False)


def test_sign_ins_whose_file_is_lost_are_said_to_be_lost(desk: Path) -> None:
    run("--tickets", "1")
    (desk / "demo-sign-ins.json").unlink()
    assert "is gone" in CliRunner().invoke(demo, ["--sign-ins"]).output


@pytest.mark.parametrize(
    "arguments", [["--tickets", "0"], ["--remove", "--sign-ins"], ["--seed", "x"]]
)
def test_a_wrong_option_ends_with_code_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(demo, arguments).exit_code == 2


def test_a_desk_that_is_left_without_an_administrator_says_how_to_get_one() -> None:
    runner = CliRunner()
    runner.invoke(demo, ["--tickets", "1"])
    left = runner.invoke(demo, ["--remove"]).output
    assert left.count("Nobody administers this desk now") == 1
    assert "swarm users add EMAIL --name NAME --role administrator" in left


def test_a_desk_with_an_administrator_of_its_own_is_not_told_so() -> None:
    runner = CliRunner()
    add = ["ada@example.org", "--name", "Ada", "--role", "administrator"]
    assert runner.invoke(users, ["add", *add]).exit_code == 0
    runner.invoke(demo, ["--tickets", "1"])
    assert "administers" not in runner.invoke(demo, ["--remove"]).output
