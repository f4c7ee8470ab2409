"""Work on threads beside gevent's loop, and no lock that both would wait for.

Imported only after gevent has patched the standard library (see `commands/serve.py`). A patched
lock that a thread and the loop want at one moment is given on through both their loops: who holds
it often starves the other, and on a loaded machine one was left that nobody held and all waited
for. So each side has databases of its own, and what libraries share is made to need no such lock.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from typing import Any

from gevent.monkey import get_original
from gevent.threadpool import ThreadPool
from sqlalchemy.orm import loading
from sqlalchemy.orm import session as orm_session

COUNTERS = ((loading, "_new_runid"), (orm_session, "_new_sessionid"))
"""SQLAlchemy's numbers of results and sessions, taken with every question."""


def share_no_locks() -> None:
    """Count without a lock, which is one step of CPython; write logs under a lock of the system.

    Nobody gives way while they write a line, so the loop waits no longer than that for it.
    """
    for module, name in COUNTERS:
        setattr(module, name, itertools.count(getattr(module, name)() + 1).__next__)
    for handler in logging.getLogger().handlers:
        handler.lock = get_original("threading", "RLock")()


def make_off_loop(most: int = 4) -> Callable[..., Any]:
    """A function that runs `work(*args)` on one of `most` threads, and answers as it would."""
    threads = ThreadPool(most)

    def off_loop(work: Callable[..., Any], *args: Any) -> Any:
        answer, error = threads.apply(told, (work, args))
        if error is not None:
            raise error
        return answer

    return off_loop


def told(work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """What came of work on a thread, for its caller alone: gevent would print what it raises."""
    try:
        return work(*args), None
    except Exception as error:  # noqa: BLE001 - raised again by its own caller
        return None, error
