from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from swarm.commands.bench import bench
from swarm.commands.bench_reports import REPORTS
from swarm.commands.benching import matching, serving


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(matching, "WALKS", 5)
    monkeypatch.setattr(matching, "CHECKED", 3)


def run(*arguments: str):
    return CliRunner().invoke(bench, ["matching", *arguments], catch_exceptions=False)


def test_a_small_desk_is_fitted_kept_and_asked_in_two_processes() -> None:
    size = ("--tickets", "400", "--people", "40", "--skills", "8", "--questions", "10")
    desk = json.loads(run("--part", "desk", *size, "--json").stdout)["desk"]
    assert desk["two_processes_agree"] is True
    assert desk["tickets"] == 400
    assert desk["file_megabytes"] > 0
    assert desk["recommend_cpu"]["p99"] >= desk["recommend_cpu"]["p50"] > 0
    assert desk["visible"]["p50"] > 0
    assert desk["load"]["wall"] > 0


def test_a_desk_is_asked_over_http_while_others_ask(monkeypatch) -> None:
    monkeypatch.setattr(serving, "PAUSE", 0.05)
    size = ("--tickets", "400", "--people", "40", "--skills", "8", "--questions", "10")
    told = json.loads(run("--part", "http", *size, "--others", "2", "--json").stdout)["desk"]
    http = told["http"]
    assert http["others"] == 2
    assert http["answered"] >= 10 + 2
    assert http["wall"]["p99"] >= http["wall"]["p50"] > 0
    assert http["cpu_each"] > 0


def test_texts_and_walks_are_held_against_the_exact_answer(few, monkeypatch) -> None:
    monkeypatch.setattr(matching, "installed", lambda _name: False)
    told = json.loads(
        run(
            *("--part", "texts", "--part", "walks", "--texts", "800,3000"),
            *("--graph", "1000,9000", "--json"),
        ).stdout
    )
    assert [one["texts"] for one in told["texts"]] == [800, 3000]
    assert all(one["first_20_shared"] == 1.0 for one in told["texts"])
    assert all(one["bm25s"] is None for one in told["texts"])
    assert told["walks"]["first_20_shared"] >= 0.9
    assert told["walks"]["igraph_ms"] is None
    assert told["walks"]["networkx_ms"] > told["walks"]["swarm"]["p50"]


def test_the_table_names_what_was_not_there(few, monkeypatch) -> None:
    monkeypatch.setattr(matching, "installed", lambda _name: False)
    shown = run("--part", "walks", "--graph", "400,2000").stdout
    assert "walks igraph ms" in shown
    assert "not installed" in shown


def test_numbers_that_are_none_are_refused() -> None:
    done = CliRunner().invoke(bench, ["matching", "--part", "texts", "--texts", "many"])
    assert done.exit_code == 2
    assert "commas" in done.output


def test_reports_are_asked_of_a_made_up_year_that_changes_meanwhile() -> None:
    asked = ("--tickets", "300", "--asked", "2", "--json")
    found = json.loads(
        CliRunner().invoke(bench, ["reports", *asked], catch_exceptions=False).stdout
    )
    assert (found["tickets"], found["database"]) == (300, "SQLite")
    for report in REPORTS:
        assert all(seconds > 0 for seconds in found[report]["p95_s"])
