"""Checks run side by side, each once, and one that fails is named."""

from __future__ import annotations

import importlib
import threading
from types import ModuleType

import pytest


@pytest.fixture
def checking() -> ModuleType:
    return importlib.import_module("_checking")


def test_checks_run_side_by_side_and_the_failed_are_named(
    checking: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    both = threading.Barrier(2, timeout=60)

    def good(_mend: bool) -> None:
        both.wait()

    def bad(_mend: bool) -> None:
        both.wait()
        raise checking.Failed("it is crooked")

    monkeypatch.setattr(checking, "CHECKS", {"good": good, "bad": bad})
    monkeypatch.setattr(checking.os, "cpu_count", lambda: 2)
    assert checking.main([]) == 1
    said = capsys.readouterr().out
    assert "it is crooked" in said
    assert said.endswith("\nFailed: bad\n")


def test_what_mends_runs_alone_and_in_order(
    checking: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, bool]] = []
    names = ("one", "two", "three")
    # Each notes that it ended before the next begins.
    checks = {name: lambda mend, name=name: ran.append((name, mend)) for name in names}
    monkeypatch.setattr(checking, "CHECKS", checks)
    assert checking.main(["--mend"]) == 0
    assert ran == [("one", True), ("two", True), ("three", True)]
