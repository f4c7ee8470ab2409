"""What makes all tests cheaper: less search for garbage, and no idling."""

from __future__ import annotations

import gc

import pytest

# What the tests import stays: nothing of it is garbage, and looking again and again takes a fifth
# of the time.
gc.disable()


def pytest_collection_finish() -> None:
    """From here on look for garbage, but seldom and not among what was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


WAITING = ("faults", "browser", "live")
"""Folders whose tests mostly wait, for a browser or a server; the longest waits first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what waits come first, as it is ordered: one worker has it while the others compute."""
    items.sort(key=lambda item: rank_of(item.path.parent.name))


def rank_of(folder: str) -> int:
    """How early the tests of a folder begin."""
    return WAITING.index(folder) if folder in WAITING else len(WAITING)
