"""Work on threads beside the loop: its answers come back, and no lock is shared with it."""

from __future__ import annotations

import itertools
import logging

import pytest
from gevent.monkey import get_original

from swarm.threads import COUNTERS, make_off_loop, share_no_locks, told


def fail(what: str) -> None:
    raise ValueError(what)


def test_what_work_on_a_thread_raises_is_its_callers_alone_to_hear() -> None:
    answer, error = told(fail, ("nothing",))
    assert (answer, str(error)) == (None, "nothing")
    assert told(len, ("abc",)) == (3, None)


def test_work_off_the_loop_answers_and_raises_as_it_would_here() -> None:
    off_loop = make_off_loop(1)
    assert off_loop(len, "abc") == 3
    with pytest.raises(ValueError, match="nothing"):
        off_loop(fail, "nothing")


def test_sessions_and_results_are_numbered_on_without_a_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module, name in COUNTERS:
        monkeypatch.setattr(module, name, getattr(module, name))
    before = [getattr(module, name)() for module, name in COUNTERS]
    share_no_locks()
    after = [getattr(module, name) for module, name in COUNTERS]
    assert all(isinstance(one.__self__, itertools.count) for one in after)
    assert [one() > last for one, last in zip(after, before, strict=True)] == [True, True]


def test_a_line_of_the_log_is_written_under_a_lock_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handler = logging.NullHandler()
    handler.lock = None
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    for module, name in COUNTERS:
        monkeypatch.setattr(module, name, getattr(module, name))
    share_no_locks()
    assert type(handler.lock) is type(get_original("threading", "RLock")())
