from __future__ import annotations

import json

from click.testing import CliRunner

from swarm.commands.evaluate.group import evaluate


def test_planted_desks_are_judged_four_ways():
    done = CliRunner().invoke(evaluate, ["effects", "--desks", "3", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["desks"] == 3
    confounded = told["easy tickets are swarmed"]
    naive = confounded["coverage_naive"]
    assert confounded["coverage"]["value"] > naive["value"] == naive["high"] == 0
    late = told["swarms come late, no effect"]["bias"]
    assert abs(late["value"]) < 0.3
    assert (late["low"] < late["value"] < late["high"], late["n"]) == (True, 3)


def test_in_words_each_kind_of_desk_has_a_line():
    done = CliRunner().invoke(evaluate, ["effects", "--desks", "1"])
    assert done.exit_code == 0
    assert "by lot: the interval held the truth in" in done.output + done.stderr
