"""An XES file (IEEE 1849), plain or gzipped, event by event, without ever holding more than one.

What an event says stands under its attribute's own name (`concept:name`, `time:timestamp`),
what its case says under `case:` and that name (`case:concept:name`). Lists and attributes of
attributes are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from swarm.errors import Invalid

CHUNK = 1 << 16
LONGEST_VALUE = 131_072
MOST_ATTRIBUTES = 1_000
DEEPEST = 40
TYPES = frozenset({"string", "date", "int", "float", "boolean", "id"})


class Refused(ValueError):
    """Why a file is not read on."""


def read_events(stream: BinaryIO, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The line of each event in the file, and what it says for each of `columns`.

    Raises Invalid for what is not XES, and for a file that declares entities: they can make a
    few lines of text fill all memory.
    """
    events = _Events(columns)
    parser = _parser(events)
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            yield from events.take()
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Invalid(f"Line {error.lineno} is not XML: {error}.") from error
    except Refused as error:
        raise Invalid(f"Line {parser.CurrentLineNumber}: {error}.") from error
    yield from events.take()
    if not events.opened:
        raise Invalid("This is XML, but no log of events: there is no <log> in it.")


def _parser(events: _Events) -> XMLParserType:
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, given: events.start(
        name, given, parser.CurrentLineNumber
    )
    parser.EndElementHandler = events.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declared: object) -> None:
    raise Refused("it declares a document type or entities, which no XES file needs")


class _Events:
    """Takes elements as they open and close; gives the events that are whole."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.opened = False
        self._columns = list(columns)
        self._wanted = frozenset(columns)
        self._done: list[tuple[int, list[str]]] = []
        self._path: list[str] = []
        self._case: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0
        self._events = 0
        self._seen = 0

    def take(self) -> list[tuple[int, list[str]]]:
        """The events since the last time."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, given: dict[str, str], line: int) -> None:
        """An element opens."""
        tag = name.rpartition(" ")[2]
        if len(self._path) >= DEEPEST:
            raise Refused(f"elements stand in one another more than {DEEPEST} deep")
        self._path.append(tag)
        if self._path == ["log"]:
            self.opened = True
        elif self._path == ["log", "trace"]:
            self._case, self._events, self._seen = {}, 0, 0
        elif self._path == ["log", "trace", "event"]:
            self._event, self._line, self._seen = {}, line, 0
            self._events += 1
        elif tag in TYPES:
            self._attribute(given)

    def _attribute(self, given: dict[str, str]) -> None:
        where = self._path[:-1]
        key, value = given.get("key", ""), given.get("value", "")
        if where == ["log", "trace", "event"]:
            self._keep(self._event, key, value)
        elif where == ["log", "trace"]:
            if self._events and f"case:{key}" in self._wanted:
                raise Refused(f"{key} of a case comes after its events")
            self._keep(self._case, f"case:{key}", value)

    def _keep(self, into: dict[str, str], key: str, value: str) -> None:
        self._seen += 1
        if self._seen > MOST_ATTRIBUTES:
            raise Refused(f"more than {MOST_ATTRIBUTES} attributes in one place")
        if len(value) > LONGEST_VALUE:
            raise Refused(f"{key[:60]} is longer than {LONGEST_VALUE:,} characters")
        if key in self._wanted:
            into[key] = value

    def end(self, _name: str) -> None:
        """An element closes."""
        if self._path == ["log", "trace", "event"]:
            said = self._case | self._event
            self._done.append((self._line, [said.get(name, "") for name in self._columns]))
        self._path.pop()
