from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swarm.commands.evaluate.group import evaluate

WORDS = {"vpn": "tunnel gateway route", "mail": "inbox quota spam", "print": "toner tray paper"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate, arguments)


def text(topic: str, chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS[topic].split(), k=4))


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    chance = random.Random(1)
    topics = [chance.choice(list(WORDS)) for _ in range(300)]
    rows = [f'{number},"{text(topic, chance)}",{topic}' for number, topic in enumerate(topics)]
    path = tmp_path / "topics.csv"
    path.write_text("\n".join(["id,words,topic", *rows, "300,nothing,", "301,short"]))
    return str(path)


@pytest.fixture
def tickets(tmp_path: Path) -> str:
    chance = random.Random(2)
    path = tmp_path / "tickets.jsonl"
    lines = [
        {
            "id": number,
            "created_at": f"2020-01-{number // 24 + 1:02}T{number % 24:02}:00:00",
            "component": (topic := chance.choice(list(WORDS))),
            "description": text(topic, chance),
        }
        for number in range(300)
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return str(path)


def test_labels_of_a_sheet_are_told_and_its_broken_rows_named(sheet: str) -> None:
    result = run("skills", sheet, "--text", "words", "--label", "topic", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["learned_from"] == 240
    assert told["swarm"]["macro-F1"]["value"] == 1
    assert told["TF-IDF + LinearSVC"]["accuracy"]["n"] == 60
    assert told["always the commonest"]["macro-F1"]["value"] < 0.3
    assert ":302: topic: empty" in result.stderr
    assert ":303: 2 cells" in result.stderr


def test_labels_of_tickets_are_told_of_the_newest(tickets: str) -> None:
    shown = run("skills", tickets, "--share", "0.1").stdout
    assert "30 tickets judged, 270 learned from, 3 labels" in shown


def test_calibration_is_told_with_its_curve(tickets: str) -> None:
    told = json.loads(run("calibration", tickets, "--json").stdout)
    assert told["every label"]["debiased"]["n"] == 180
    assert told["the likeliest label"]["debiased"]["n"] == 60
    shown = run("calibration", tickets).stdout
    assert "a perfect model here" in shown
    assert "what was right" in shown


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--label", "mood"), "none of product, component, skill"),
        (("--label", "product"), "too few rows"),
        (("--text", "words"), "no column words"),
    ],
)
def test_what_cannot_be_judged_is_refused(tickets: str, more: tuple[str, ...], told: str) -> None:
    result = run("skills", tickets, *more)
    assert result.exit_code != 0
    assert told in result.output
