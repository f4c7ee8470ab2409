"""What makes all tests cheaper: less search for garbage, coverage by threads, and no idling."""

from __future__ import annotations

import gc
import os

import pytest
from coverage import Coverage

from swarm.config import ROOT

# What the tests import stays: nothing of it is garbage, and looking again and again takes a fifth
# of the time.
gc.disable()


def pytest_collection_finish() -> None:
    """From here on look for garbage, but not among what was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.enable()


WAITING = ("faults", "browser", "live")
"""Folders whose tests mostly wait, for a browser or a server; the longest waits first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what waits come first, as it is ordered: one worker has it while the others compute."""
    items.sort(key=lambda item: rank_of(item.path.parent.name))


def rank_of(folder: str) -> int:
    """How early the tests of a folder begin."""
    return WAITING.index(folder) if folder in WAITING else len(WAITING)


def pytest_configure(config: pytest.Config) -> None:
    """Let processes that tests start count too, by a rule that is right for greenlets.

    Asking at every call which greenlet runs takes a third of the time, and tests have only one.
    """
    runs_tests = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if runs_tests and config.getoption("cov_source", None):
        children = Coverage(config_file=str(ROOT / "pyproject.toml"))
        children.set_option("run:concurrency", ["thread", "gevent"])
        os.environ["COVERAGE_PROCESS_CONFIG"] = children.config.serialize()
