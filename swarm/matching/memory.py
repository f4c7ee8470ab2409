"""The last answers of a model, for whoever asks the same again while nothing was added."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Any, TypeVar

from swarm.matching.available import AllBut

Answer = TypeVar("Answer")

MOST = 256
"""Answers that are kept: several people look at one room, and rooms are looked at in turns."""


class Memory:
    """Answers by what was asked, the newest kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(
        self, asked: Hashable, work: Callable[[], Answer], among: Collection[str] | None = None
    ) -> Answer:
        """The answer to `asked`, worked out where it is not known; `among` is part of the question.

        People who come as the very tuple that came last time are known at once: hashing ten
        thousand names would take longer than much of what is spared.
        """
        people, but = (among.people, among.but) if isinstance(among, AllBut) else (among, None)
        same = id(people) if isinstance(people, tuple) else None
        named = frozenset(people) if people is not None and same is None else None
        key = (asked, same, named, but)
        with self._lock:
            known = self._held.get(key)
            if known is not None:
                self._held.move_to_end(key)
                answer: Answer = known[0]
                return answer
        answer = work()
        with self._lock:
            self._held[key] = (answer, people)  # held, so that nobody else gets its identity
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return answer
