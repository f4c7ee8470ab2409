from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swarm.commands.evaluate.group import evaluate

WORDS = {"ann": "tunnel gateway certificate", "bob": "toner tray paper", "cy": "salary tax payslip"}


def lines(count: int, start: int = 0) -> list[str]:
    chance = random.Random(start)
    out = []
    for number in range(start, start + count):
        person = chance.choice(list(WORDS))
        out.append(
            json.dumps(
                {
                    "id": number,
                    "project": "p",
                    "component": "desk",
                    "created_at": f"2020-01-01T{number // 60 % 24:02}:{number % 60:02}:00",
                    "summary": " ".join(chance.sample(WORDS[person].split(), 2)),
                    "resolver": person if number % 10 else None,
                    "participants": [person, "ann"] if number % 10 else [],
                }
            )
        )
    return out


def write(path: Path, text: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in text))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    history = write(tmp_path / "history.jsonl", lines(80))
    held_out = write(tmp_path / "held-out.jsonl", lines(30, 80))
    return str(history), str(held_out)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate, arguments)


def recommend(files: tuple[str, str], *more: str) -> Result:
    return run("recommend", "--history", files[0], "--held-out", files[1], *more)


def test_figures_are_printed_with_their_intervals(files: tuple[str, str]) -> None:
    result = recommend(files)
    assert result.exit_code == 0, result.output
    for name in ("resolver@1", "resolver@5", "R@5", "R@5 multi", "R@10", "MRR", "ms p50 / p99"):
        assert name in result.output
    assert "27 tickets judged" in result.output
    assert "3 candidates" in result.output
    assert "[1.000, 1.000]" in result.output


def test_json_is_one_object_for_scripts(files: tuple[str, str]) -> None:
    result = recommend(files, "--json", "--baselines")
    told = json.loads(result.stdout)
    assert told["n"] == 27
    assert told["candidates"] == 3
    assert told["resolver@5"] == 1.0
    assert told["intervals"]["R@5"]["n"] == 27
    assert 0 < told["suggestion_ms"]["p50"] <= told["suggestion_ms"]["p99"]
    assert set(told["baselines"]) == {
        "popularity with age",
        "component popularity",
        "text neighbours",
        "text neighbours + component",
        "owner familiarity",
        "random walk",
        "TF-IDF + LinearSVC",
    }
    popular = told["baselines"]["popularity with age"]
    assert told["resolver@1"] > popular["resolver@1"]
    lead = popular["Swarm's lead, MRR"]
    assert lead == pytest.approx(told["MRR"] - popular["MRR"], abs=2e-4)
    assert popular["intervals"]["Swarm's lead, MRR"]["low"] <= lead


def test_ranks_are_written_for_every_judged_ticket_in_its_order(
    files: tuple[str, str], tmp_path: Path
) -> None:
    order = list(reversed(lines(30, 80)))
    held_out = write(tmp_path / "reversed.jsonl", order)
    for embargo in ((), ("--embargo-days", "0.001")):
        ranks = tmp_path / "ranks.jsonl"
        result = recommend((files[0], str(held_out)), "--ranks", str(ranks), *embargo)
        assert result.exit_code == 0, result.output
        written = [json.loads(line) for line in ranks.read_text().splitlines()]
        judged = [json.loads(line)["id"] for line in order if json.loads(line)["resolver"]]
        assert [one["id"] for one in written] == judged
        assert all(set(one) == {"id", "people"} for one in written)
        assert all(set(one["people"]) == set(WORDS) for one in written)


def test_broken_lines_are_told_with_their_number_and_the_rest_is_used(
    files: tuple[str, str], tmp_path: Path
) -> None:
    held_out = write(tmp_path / "broken.jsonl", ["{", *lines(30, 80), '{"id": 1}'])
    result = recommend((files[0], str(held_out)), "--json")
    assert result.exit_code == 0
    assert f"{held_out}:1: not a JSON object" in result.stderr
    assert f"{held_out}:32: created_at" in result.stderr
    assert json.loads(result.stdout)["n"] == 27


def test_many_complaints_are_counted(files: tuple[str, str], tmp_path: Path) -> None:
    held_out = write(tmp_path / "broken.jsonl", ["{"] * 25 + lines(30, 80))
    result = recommend((files[0], str(held_out)), "--json")
    assert "5 more lines with complaints" in result.stderr


def test_compressed_files_are_read(files: tuple[str, str], tmp_path: Path) -> None:
    packed = tmp_path / "history.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(files[0]).read_bytes()))
    assert recommend((str(packed), files[1])).exit_code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no ticket that can be used"),
        (b"{\n", "holds no ticket that can be used"),
        (b"\x1f\x8b broken", "cannot be read"),
        (b'{"id": 1, "created_at": "2020-01-01"}\n', "no ticket names anyone to find"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_command(
    content: bytes, told: str, files: tuple[str, str], tmp_path: Path
) -> None:
    held_out = tmp_path / "bad.jsonl"
    held_out.write_bytes(content)
    result = recommend((files[0], str(held_out)))
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_missing_file_is_named(files: tuple[str, str]) -> None:
    result = recommend((files[0], "/nowhere/tickets.jsonl"))
    assert result.exit_code == 2
    assert "/nowhere/tickets.jsonl" in result.stderr


def test_ranks_that_cannot_be_written_are_told(files: tuple[str, str], tmp_path: Path) -> None:
    result = recommend(files, "--ranks", str(tmp_path / "nowhere" / "ranks.jsonl"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_file_is_split_by_time_with_its_lines_unchanged(tmp_path: Path) -> None:
    shuffled = lines(50)
    random.Random(2).shuffle(shuffled)
    source = write(tmp_path / "all.jsonl", ["{", *shuffled])
    older, newer = tmp_path / "older.jsonl", tmp_path / "newer.jsonl"
    result = run("split", str(source), "--history", str(older), "--held-out", str(newer))
    assert result.exit_code == 0, result.output
    assert f"{older}: 40 tickets" in result.stdout
    assert f"{newer}: 10 tickets" in result.stdout
    first, last = older.read_text().splitlines(), newer.read_text().splitlines()
    assert first == [line for line in shuffled if json.loads(line)["id"] < 40]
    assert last == [line for line in shuffled if json.loads(line)["id"] >= 40]


def test_a_split_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    source = write(tmp_path / "all.jsonl", lines(5))
    missing = str(tmp_path / "nowhere" / "x.jsonl")
    result = run("split", str(source), "--history", missing, "--held-out", missing)
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


@pytest.mark.parametrize("share", ["0", "1", "2", "x"])
def test_a_share_lies_between_nothing_and_everything(share: str, tmp_path: Path) -> None:
    source = write(tmp_path / "all.jsonl", lines(5))
    where = str(tmp_path / "out.jsonl")
    result = run("split", str(source), "--share", share, "--history", where, "--held-out", where)
    assert result.exit_code == 2


@pytest.mark.parametrize("embargo", [(), ("--embargo-days", "0.001")])
def test_fairness_is_told_in_one_table(files: tuple[str, str], embargo: tuple[str, ...]) -> None:
    named = ("fairness", "--history", files[0], "--held-out", files[1], *embargo)
    told = json.loads(run(*named, "--json").stdout)
    assert told["n"] == 27
    assert set(told) == {"n", "seed", "by score alone", "load spread", "lost or taken off"}
    assert told["by score alone"]["Hit@3"]["value"] == 1
    shown = run(*named).stdout
    assert "most-asked person's share" in shown
    assert "27 tickets, three people asked for each" in shown
