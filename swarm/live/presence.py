"""Who is there, told to those who share a stream: soon, but never once per newcomer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Tell = Callable[[str, dict[str, Any], Iterable[str]], None]
"""Sends one event to the given connections, framed once."""


class Presence:
    """The people of every followed stream, here and as other processes report them."""

    def __init__(self, here: Callable[[str], dict[str, int]], tell: Tell) -> None:
        self._here = here
        self._tell = tell
        self._changed: set[str] = set()
        self._elsewhere: dict[str, dict[str, frozenset[int]]] = {}
        self.to_report: set[str] = set()

    def changed(self, stream: str) -> None:
        """Somebody came to `stream` or went; told with the next `round`."""
        # Everybody hears their own stream alone.
        if not stream.startswith("people/"):
            self._changed.add(stream)
            self.to_report.add(stream)

    def of(self, stream: str) -> set[int]:
        """The ids of the people in `stream`, in any process."""
        people = set(self._here(stream).values())
        for streams in self._elsewhere.values():
            people |= streams.get(stream, frozenset())
        return people

    def here(self, stream: str) -> set[int]:
        """The ids of the people in `stream` in this process."""
        return set(self._here(stream).values())

    def hear(self, process: str, streams: dict[str, Iterable[int]], *, whole: bool) -> None:
        """Another process says who is in these streams; `whole` says that it has no others."""
        known = self._elsewhere.setdefault(process, {})
        fresh = {stream: frozenset(people) for stream, people in streams.items()}
        if whole:
            fresh.update({stream: frozenset() for stream in set(known) - set(fresh)})
        for stream, people in fresh.items():
            if known.get(stream, frozenset()) != people:
                self._changed.add(stream)
            if people:
                known[stream] = people
            else:
                known.pop(stream, None)

    def lose(self, process: str) -> None:
        """Another process is gone, and everybody in it."""
        self._changed.update(self._elsewhere.pop(process, {}))

    def processes(self) -> set[str]:
        """The other processes that were heard of."""
        return set(self._elsewhere)

    def round(self) -> None:
        """Tell every change since the last round, once per stream."""
        changed, self._changed = self._changed, set()
        for stream in changed:
            connections = self._here(stream)
            if connections:
                people = [{"id": person, "state": "here"} for person in sorted(self.of(stream))]
                self._tell("presence", {"stream": stream, "people": people}, connections)
