"""Reads tickets from JSON lines, one line at a time; says what it could not use, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from swarm.matching.doubts import Doubts
from swarm.matching.evidence import SolvedTicket
from swarm.matching.named import Names
from swarm.wording import faults_of

_MOST_TEXT = 20_000  # characters kept of a text; more adds nothing to likeness
_LONGEST_NAME = 200
EARLIEST_YEAR, LATEST_YEAR = 1970, 2100
_IGNORED = {"project", "status", "went_through_queue", "handovers"}  # known, not evidence


def _text(value: object) -> object:
    return "" if value is None else value[:_MOST_TEXT] if isinstance(value, str) else value


def _name(value: object) -> object:
    """A person or a thing by name; a number is a name too, an empty one is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value.strip()[:_LONGEST_NAME] or None
    return value


def _moment(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("is not a time written as ISO 8601")  # noqa: TRY004 - pydantic wants it
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError("is not a time written as ISO 8601") from error
    return _possible(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _possible(moment: datetime) -> datetime:
    # Weights halve with age: centuries apart they run over.
    if not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise ValueError("is not between 1970 and 2100")
    return moment


def _names(value: object) -> object:
    return [] if value is None else value


_Text = Annotated[str, BeforeValidator(_text)]
_Name = Annotated[str | None, BeforeValidator(_name)]
_Names = Annotated[list[_Name], BeforeValidator(_names), Field(max_length=1_000)]


class _Line(BaseModel):
    """A ticket in the fields of the public data sets; which of them are filled varies."""

    model_config = ConfigDict(extra="allow")

    id: int | str
    created_at: Annotated[float, BeforeValidator(_moment)]
    project: _Name = None
    product: _Name = None
    component: _Name = None
    components: _Names = []
    summary: _Text = ""
    description: _Text = ""
    owner: _Name = None
    resolver: _Name = None
    participants: _Names = []
    collaborators: _Names = []
    credited: _Names = []
    skills: _Names = []


class _Message(BaseModel):
    at: Annotated[str, Field(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]
    author: _Name
    text: _Text = ""


class _Conversation(BaseModel):
    """A conversation: the first author asked, the others helped."""

    model_config = ConfigDict(extra="allow")

    day: Annotated[datetime, AfterValidator(_possible)]
    messages: Annotated[list[_Message], Field(min_length=1, max_length=100_000)]


@dataclass(frozen=True, slots=True)
class Record:
    """One line: its number, its ticket, the id as it was written, and its project."""

    line: int
    id: int | str
    project: str
    ticket: SolvedTicket


@dataclass(slots=True)
class Reading:
    """What a file held, in its order, and the complaints about it (line, what)."""

    records: list[Record] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)


def with_named(*files: Sequence[Record]) -> list[list[Record]]:
    """The same files, each ticket with those of all people in them whom its words name."""
    people = {
        person
        for records in files
        for record in records
        for person in (*record.ticket.people, record.ticket.requester)
        if person
    }
    names = Names((person, person) for person in sorted(people))
    return [
        [
            replace(record, ticket=replace(record.ticket, named=names.found(record.ticket)))
            for record in records
        ]
        for records in files
    ]


def read_lines(lines: Iterable[bytes]) -> Reading:
    """Read JSON lines; whatever cannot be used is left out and told with its line."""
    out = Reading()
    doubts = Doubts()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record, unknown = _record(line, number)
        except (ValueError, OverflowError, RecursionError) as problem:
            out.complaints.append((number, _what(problem)))
            continue
        key = (record.project, record.id)
        told = doubts.of(key, record.ticket, unknown, len(line))
        out.complaints.extend((number, complaint) for complaint in told)
        out.records.append(record)
    return out


def _what(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        where, what = next(iter(faults_of(problem).items()))
        return f"{where} {what}"
    if isinstance(problem, UnicodeDecodeError):
        return "not UTF-8"
    return "not a JSON object"


def _record(line: bytes, number: int) -> tuple[Record, list[str]]:
    value: Any = json.loads(line.decode("utf-8-sig"))
    if not isinstance(value, dict):
        raise ValueError("another kind of value")  # noqa: TRY004 - one kind of complaint
    if "messages" in value:
        talk = _Conversation.model_validate(value)
        return _from_conversation(talk, value.get("id", number), number), []
    read = _Line.model_validate(value)
    return _from_line(read, number), sorted((read.model_extra or {}).keys() - _IGNORED)


def _named(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _from_line(read: _Line, number: int) -> Record:
    ticket = SolvedTicket(
        id=str(read.id),
        created_at=read.created_at,
        summary=read.summary,
        description=read.description,
        product=read.product or "",
        components=_named([*read.components, read.component]),
        owner=read.owner,
        resolver=read.resolver,
        helpers=_named([*read.participants, *read.collaborators, *read.credited]),
        skills=_named(read.skills),
        credited=_named(read.credited),
    )
    return Record(number, read.id, read.project or "", ticket)


def _from_conversation(talk: _Conversation, identity: object, number: int) -> Record:
    asker = talk.messages[0].author
    opening: list[str] = []
    for message in talk.messages:
        if message.author != asker:
            break
        opening.append(message.text)
    hours, minutes = talk.messages[0].at.split(":")
    day = talk.day if talk.day.tzinfo else talk.day.replace(tzinfo=UTC)
    moment = day + timedelta(hours=int(hours), minutes=int(minutes))
    known = identity if isinstance(identity, int | str) else str(identity)
    ticket = SolvedTicket(
        id=str(known),
        created_at=moment.timestamp(),
        summary=opening[0],
        description="\n".join(opening[1:]),
        helpers=tuple(p for p in _named(m.author for m in talk.messages) if p != asker),
        requester=asker,
    )
    return Record(number, known, "", ticket)
