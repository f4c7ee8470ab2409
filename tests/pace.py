"""What makes all tests cheaper: little looking for garbage, and coverage without greenlets."""

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


def pytest_configure(config: pytest.Config) -> None:
    """Let processes that tests start count too, by a rule that is right for greenlets.

    Asking at every call which greenlet runs takes a third of the time, and tests have only one.
    """
    runs_tests = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if runs_tests and config.getoption("cov_source", None):
        children = Coverage(config_file=str(ROOT / "pyproject.toml"))
        children.set_option("run:concurrency", ["thread", "gevent"])
        os.environ["COVERAGE_PROCESS_CONFIG"] = children.config.serialize()
