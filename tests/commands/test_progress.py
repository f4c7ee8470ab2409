"""Long work is seen: by bars at a terminal, by plain lines in a file or a pipe."""

from __future__ import annotations

import sys
import threading

import pytest

from swarm.commands import progress
from swarm.commands.progress import PlainLines, plain_lines, shown

PATIENCE = 60.0


def test_a_plain_line_names_the_step_that_moved_last() -> None:
    now = 100.0
    lines = PlainLines(lambda: now)
    writing, loading = lines.step("Writing", 2_000), lines.step("Loading", 2_000)
    assert lines.line() is None
    writing(1_500)
    now += 4
    assert lines.line() == "Writing: 1,500 of 2,000 (4 s)"
    loading(2_021)
    assert lines.line() == "Loading: 2,021 of 2,021 (4 s)"


def test_lines_go_on_while_one_step_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.001)
    said: list[str] = []
    thrice = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        if len(said) == 3:
            thrice.set()

    with plain_lines(say) as lines:
        lines.step("Writing", 3)(1)
        assert thrice.wait(PATIENCE)
    count = len(said)
    assert said[0].startswith("Writing: 1 of 3 (")
    assert not any(thread.name.endswith("(tell)") for thread in threading.enumerate())
    assert len(said) == count


def test_in_a_pipe_there_are_lines_and_none_for_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.001)
    told, waited = "", threading.Event()
    with shown([("Writing", 3)], quiet=False) as (writing,):
        writing(3)
        for _ in range(int(PATIENCE / 0.01)):
            told += capsys.readouterr().err
            if told:
                break
            waited.wait(0.01)
    assert told.startswith("Writing: 3 of 3 (")
    capsys.readouterr()
    with shown([("Writing", 3)], quiet=True) as (writing,):
        writing(3)
        waited.wait(0.01)
    assert capsys.readouterr() == ("", "")


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
