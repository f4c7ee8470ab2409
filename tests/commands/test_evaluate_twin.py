from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from swarm.commands.evaluate.group import evaluate

COLUMNS = """
case = "id"
opened = "opened"
changed = "changed"
ended = "ended"
place = "group"
category = "kind"
times = ["%Y-%m-%d %H:%M"]
fields = ["kind", "product"]
"""


@pytest.fixture
def files(tmp_path):
    """Tickets of the shop go on to a second group; one never lay in any, one never ended."""
    chance, rows = random.Random(2), ["id,opened,changed,ended,group,kind,product"]
    for number in range(120):
        opened = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=6 * number)
        shop = chance.random() < 0.5
        ended = opened + timedelta(hours=4 if shop else 1)
        for step, group in enumerate(["front", "back"] if shop else ["front"]):
            changed = opened + timedelta(hours=step)
            cells = (number, *(f"{at:%Y-%m-%d %H:%M}" for at in (opened, changed, ended)))
            rows.append(",".join([*map(str, cells), group, "i", "Shop" if shop else "Till"]))
    rows.append("900,2026-01-01 00:00,2026-01-01 00:00,2026-01-02 00:00,?,i,Shop")
    rows.append("901,2026-01-01 00:00,2026-01-01 00:00,?,front,i,Shop")
    rows.append(",2026-01-01 00:00,2026-01-01 00:00,?,front,i,Shop")
    (tmp_path / "log.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "columns.toml").write_text(COLUMNS)
    return [str(tmp_path / "log.csv"), "--columns", str(tmp_path / "columns.toml")]


def test_a_twin_of_a_log_is_judged_beside_the_average(files):
    done = CliRunner().invoke(evaluate, ["twin", *files, "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.output.splitlines()[-1])
    assert (found["judged"], found["learned_from"], found["left_out"]) == (24, 96, 2)
    hops = found["hops"]
    assert hops["twin"]["value"] < hops["average of its category"]["value"]
    assert found["first queue"]["AUC of being passed on"]["value"] > 0.9
    assert "empty" in done.stderr


def test_it_prints_a_table_for_people(files):
    done = CliRunner().invoke(evaluate, ["twin", *files, "--most", "10"])
    assert "the likeliest path was taken" in done.output
    assert "8 tickets judged, 96 learned from, 2 left out" in done.output.replace("\n", " ")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("case = [", "columns.toml: "),
        (COLUMNS + "more = 1\n", "more: Extra inputs are not permitted"),
        (COLUMNS.replace('"group"', '"nowhere"'), "too few tickets"),
    ],
)
def test_what_cannot_be_read_is_refused(files, columns, said, tmp_path):
    (tmp_path / "columns.toml").write_text(columns)
    done = CliRunner().invoke(evaluate, ["twin", *files])
    assert done.exit_code == 1
    assert said in done.output
