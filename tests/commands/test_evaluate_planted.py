"""Studies on a planted desk: small here, so that they end in seconds."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from swarm.commands.evaluate.group import evaluate


def run(*arguments: str) -> str:
    result = CliRunner().invoke(evaluate, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_tiers_are_told_better_than_by_who_did_the_work() -> None:
    told = json.loads(run("tiers", "--tickets", "1500", "--json"))
    swarm, usual = told["swarm"], told["always the person's usual tier"]
    assert swarm["macro-F1"]["value"] >= 0.92
    assert swarm["within one tier"]["value"] >= 0.98
    assert usual["macro-F1"]["value"] <= 0.65
    assert usual["asked instead"]["value"] == 0
    assert told["rules alone"]["macro-F1"]["value"] == 1
    assert told["rules alone"]["asked instead"]["value"] > 0.3 > swarm["asked instead"]["value"]
    assert told["swarm, where no rule decides"]["macro-F1"]["n"] < swarm["macro-F1"]["n"]


def test_tiers_are_shown_as_a_table() -> None:
    shown = run("tiers", "--tickets", "300", "--seed", "2")
    assert "asked instead" in shown
    assert "seed 2" in shown


def test_people_and_skills_are_held_against_an_oracle() -> None:
    told = json.loads(run("planted", "--tickets", "260", "--json"))
    oracle, swarm = told["oracle"]["nDCG@5"], told["swarm"]
    assert swarm["nDCG@5"]["n"] == oracle["n"] > 40
    assert swarm["nDCG@5"]["value"] <= oracle["high"]
    assert swarm["of the oracle's"]["value"] == pytest.approx(
        swarm["nDCG@5"]["value"] / oracle["value"], abs=1e-3
    )
    for name in ("skills recovered", "with the true needs"):
        found = told[name]
        assert 0 < found["value"] <= 1
        assert found["low"] < found["value"] < found["high"]
        assert found["n"] > 10  # people
