from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swarm.commands.evaluate.group import evaluate

COLUMNS = """
case = "id"
opened = "at"
ended = "done"
times = ["%Y-%m-%d %H:%M"]
fields = ["topic", "group"]
passed_on = "count"
[outcomes]
group = "group"
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    chance = random.Random(2)
    rows = ["id,at,done,topic,group,count"]
    for number in range(300):
        topic = chance.randrange(3)
        moved = topic == 0
        at = f"2020-{number // 28 + 1:02}-{number % 28 + 1:02}"
        rows.append(f"{number},{at} 00:00,?,t{topic},front,0")
        rows.append(f"{number},{at} 00:00,{at} 12:00,t{topic},g{topic},{int(moved)}")
    log, columns = tmp_path / "log.csv", tmp_path / "columns.toml"
    log.write_text("\n".join(rows))
    columns.write_text(COLUMNS)
    return str(log), str(columns)


def run(log: str, columns: str, *more: str) -> Result:
    return CliRunner().invoke(evaluate, ["intake", log, "--columns", columns, *more])


@pytest.mark.parametrize("frozen", [True, False])
def test_what_becomes_of_tickets_is_judged_on_the_newest(files, frozen) -> None:
    result = run(*files, "--json", *(["--frozen"] if frozen else []))
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["learned_from"] == 240
    assert told["group"]["@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 60}
    assert told["group"]["ceiling (seen before)"]["value"] == 1
    assert told["group"]["always the commonest @1"]["value"] < 0.6
    assert told["passed on"]["AUC"]["value"] == 1
    assert told["passed on"]["AUC of a plain logistic regression"]["value"] >= 0.99


def test_the_tables_say_what_was_judged(files) -> None:
    shown = run(*files).stdout
    assert "60 tickets judged, 240 learned from; what ended meanwhile counted" in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case = ", "columns.toml: "),
        ('case = "id"', "opened"),
        (COLUMNS.replace('"topic"', '"nothing"'), "no ticket that can be used"),
        (COLUMNS + '[other]\na = "b"\n', "other"),
    ],
)
def test_columns_that_cannot_be_read_are_refused_with_the_reason(files, text, told) -> None:
    Path(files[1]).write_text(text)
    result = run(*files)
    assert result.exit_code == 1
    assert told in result.output


def test_too_few_tickets_are_refused(files) -> None:
    lines = Path(files[0]).read_text().splitlines()
    Path(files[0]).write_text("\n".join(lines[:3]))
    assert "too few" in run(*files).output
