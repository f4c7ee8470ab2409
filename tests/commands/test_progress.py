"""Long work is seen: by bars at a terminal, by plain lines in a file or a pipe."""

from __future__ import annotations

import sys

import pytest

from swarm.commands import progress
from swarm.commands.progress import EVERY, PlainLines, shown


def test_a_plain_line_comes_every_few_seconds_and_names_the_step() -> None:
    said: list[str] = []
    now = 0.0
    lines = PlainLines(said.append, lambda: now)
    writing, loading = lines.step("Writing", 2_000), lines.step("Loading", 2_000)
    for _ in range(10):
        now += 1.0
        writing(100)
    for _ in range(4):
        now += EVERY
        loading(500)
    assert said == [
        *(f"Writing: {done:,} of 2,000" for done in (300, 600, 900)),
        *(f"Loading: {done:,} of 2,000" for done in (500, 1_000, 1_500, 2_000)),
    ]


def test_in_a_pipe_there_are_lines_and_none_for_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    for quiet, wanted in ((False, "Writing: 3 of 3\n"), (True, "")):
        with shown([("Writing", 3)], quiet=quiet) as (writing,):
            writing(3)
        told = capsys.readouterr()
        assert (told.err, told.out) == (wanted, "")


def test_at_a_terminal_there_are_bars(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with shown([("Writing", 3), ("Loading", 3)], quiet=False) as (writing, loading):
        writing(3)
        loading(1)
    told = capsys.readouterr().err
    assert "Writing" in told
    assert "3/3" in told
