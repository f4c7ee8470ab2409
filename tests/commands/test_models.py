from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from swarm.commands.models import models
from swarm.db import Database
from swarm.errors import NotFound
from swarm.matching.card import make_card
from swarm.migrating import upgrade
from swarm.rooms.models.training import one_at_a_time
from swarm.rooms.models.versions import record_model

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
CARD = make_card(
    since=AT.timestamp(),
    people=9,
    served=[[2]] * 40,
    simple={"popularity with age": [[1]] * 40},
    chances=None,
    skills=[("vpn",)] * 40,
    seed=1,
)


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    upgrade(url)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def two(database):
    with database.write() as session:
        for hour, (version, card) in enumerate([("aa11", None), ("bb22", CARD.as_json())]):
            record_model(
                session,
                {
                    "version": version,
                    "code": "0.1.0 (1)",
                    "made_at": AT.replace(hour=hour),
                    "seconds": 1.5,
                    "tickets": 40,
                    "people": 9,
                    "skills": 1,
                    "newest_at": AT,
                    "ranker": "popularity",
                    "half_life": None,
                    "cut": {},
                    "card": card,
                },
            )


def run(*arguments):
    return CliRunner().invoke(models, arguments, catch_exceptions=False).stdout


def test_a_desk_without_a_model_says_when_there_will_be_one(database) -> None:
    assert "No model yet" in run("list")
    assert json.loads(run("list", "--json")) == []


def test_the_list_says_which_serves_and_that_a_simple_method_is_better(two) -> None:
    first, second = run("list").splitlines()[1:]
    assert first.split()[:2] == ["serves", "bb22"]
    assert "BEHIND" in first
    assert "no report card" in second
    listed = json.loads(run("list", "--json"))
    assert [(one["version"], one["serving"]) for one in listed] == [("bb22", True), ("aa11", False)]


def test_one_is_shown_with_its_card(two) -> None:
    shown = run("show", "bb")
    assert "Verdict: BEHIND the best simple method (popularity with age)." in shown
    assert "40 tickets judged" in shown
    assert "0.500 [0.500, 0.500]" in shown
    assert json.loads(run("show", "bb", "--json"))["card"]["misses"] == [
        {"skill": "vpn", "judged": 40, "missed": 0}
    ]
    assert "too few" in run("show", "aa")


def test_an_unknown_one_is_not_found(two) -> None:
    with pytest.raises(NotFound):
        run("show", "zz")


def test_one_is_pinned_gone_back_from_and_let_go(two) -> None:
    def serving() -> str:
        return next(one["version"] for one in json.loads(run("list", "--json")) if one["serving"])

    assert "aa11 serves" in run("rollback")
    assert serving() == "aa11"
    assert "pinned" in run("list")
    assert "bb22 serves" in run("pin", "bb")
    run("pin", "aa")
    run("unpin")
    assert serving() == "bb22"


def test_a_fit_by_command_leaves_files_and_a_record(database, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("swarm.commands.models.os.nice", lambda _: 0)
    version = run("fit").split()[-1]
    assert (tmp_path / "var" / "models" / version / "facts.json").is_file()
    assert json.loads(run("list", "--json"))[0]["version"] == version
    with one_at_a_time(tmp_path / "var" / "models"):
        assert "Another fit" in run("fit")
