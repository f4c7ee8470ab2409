"""One row of a foreign event log becomes one event, or is refused with a reason."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from swarm.people.checks import fault_of_foreign_name
from swarm.tiers.logs.mapping import PLACE, Mapping

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

LONGEST = {"case": 120, "actor": 254, "owner": 254, "group": 120, "tier": 8}
LONGEST |= {"category": 80, "product": 80, "component": 120}
MOST_COUNTED = 1_000_000


class Unusable(ValueError):
    """Why a row cannot be used."""


class Event(NamedTuple):
    """One update of one case; moments are seconds since 1970, None is "not said"."""

    at: float
    actor: str | None = None
    owner: str | None = None
    group: str | None = None
    tier: str | None = None
    status: str | None = None
    priority: str | None = None
    category: str | None = None
    product: str | None = None
    component: str | None = None
    opened: float | None = None
    resolved: float | None = None
    closed: float | None = None
    reassignments: int | None = None
    reopens: int | None = None
    sla_kept: bool | None = None
    summary: str = ""
    description: str = ""

    def pack(self) -> str:
        """The event as one line of text."""
        return _write(self)


def unpack(text: str) -> Event:
    """The event that `pack` wrote."""
    return Event(*json.loads(text))


class RowReader:
    """Reads rows under one header. Raises Unusable when the mapping names a column it lacks."""

    def __init__(self, mapping: Mapping, header: list[str]) -> None:
        places = {name: place for place, name in reversed(list(enumerate(header)))}
        absent = {
            field: column
            for field, column in mapping.columns_used().items()
            if column not in places
        }
        if absent:
            named = ", ".join(f"{column} ({field})" for field, column in absent.items())
            raise Unusable(f"the file has no column {named}")
        self._width = len(header)
        self._places = places
        self._mapping = mapping
        # An attribute that an event does not have comes as an empty text.
        self._missing = frozenset(mapping.file.missing) | {""}
        self._moment = mapping.moments().read
        self._columns = {
            field: places[column]
            for field, column in mapping.columns.model_dump(exclude={"status"}).items()
            if column is not None
        }
        self._status_places = [places[column] for column in mapping.status_columns()]
        if mapping.columns.owner is None and mapping.columns.actor is not None:
            # Where a log does not say who holds a case, whoever works on it does.
            self._columns["owner"] = self._columns["actor"]

    def case_of(self, row: list[str]) -> str:
        """The case that a row belongs to. Raises Unusable."""
        if len(row) != self._width:
            raise Unusable(f"{len(row)} fields where the header has {self._width}")
        case = self._text(row, "case")
        if case is None:
            raise Unusable("no case")
        self._check_signs(case)
        return case

    def read(self, row: list[str]) -> Event:
        """The event of a row whose case could be read. Raises Unusable."""
        self._check_signs("".join(row))
        at = self._time(row, "time")
        if at is None:
            raise Unusable("no time")
        facts: dict[str, Any] = {field: self._text(row, field) for field in _TEXTS}
        facts |= {field: self._person(row, field) for field in ("actor", "owner")}
        facts |= {field: self._time(row, field) for field in ("opened", "resolved", "closed")}
        facts |= {field: self._number(row, field) for field in ("reassignments", "reopens")}
        return Event(
            at=at,
            status=self._status(row),
            priority=self._mapped(row, "priority"),
            sla_kept=self._flag(row),
            summary=self._words(row, self._mapping.ticket.summary)[:300],
            description=self._words(row, self._mapping.ticket.description)[:20_000],
            **facts,
        )

    def _check_signs(self, text: str) -> None:
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Unusable(f"bytes that are not {self._mapping.file.encoding}")
        if "\x00" in text:
            raise Unusable("a zero byte")

    def _raw(self, row: list[str], field: str) -> str | None:
        place = self._columns.get(field)
        return None if place is None else self._at(row, place)

    def _at(self, row: list[str], place: int) -> str | None:
        text = row[place].strip()
        return None if text in self._missing else text

    def _text(self, row: list[str], field: str) -> str | None:
        text = self._raw(row, field)
        if text is not None and len(text) > LONGEST[field]:
            raise Unusable(f"{field} is longer than {LONGEST[field]} characters")
        return text or None

    def _person(self, row: list[str], field: str) -> str | None:
        name = self._text(row, field)
        fault = fault_of_foreign_name(name) if name else None
        if fault:
            raise Unusable(f"{field}: a name {fault}")
        return name

    def _time(self, row: list[str], field: str) -> float | None:
        text = self._raw(row, field)
        if text is None:
            return None
        try:
            return self._moment(text)
        except ValueError as error:
            raise Unusable(f"{field}: {error}") from error

    def _number(self, row: list[str], field: str) -> int | None:
        text = self._raw(row, field)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit()) or int(text[:9]) > MOST_COUNTED or len(text) > 9:
            raise Unusable(f"{field}: {text[:40]!r} is not a count")
        return int(text)

    def _mapped(self, row: list[str], field: str) -> str | None:
        text = self._raw(row, field)
        if text is None:
            return None
        table: dict[str, str] = getattr(self._mapping, field)
        if text not in table:
            raise Unusable(f"{field}: {text[:40]!r} is not in the mapping")
        return table[text]

    def _status(self, row: list[str]) -> str | None:
        """What the status columns say together, else what the first of them says alone."""
        said = [text for place in self._status_places if (text := self._at(row, place)) is not None]
        if not said:
            return None
        whole = " / ".join(said)
        for text in (whole, said[0]):
            if text in self._mapping.status:
                found = self._mapping.status[text]
                return None if found == "same" else found
        raise Unusable(f"status: {whole[:80]!r} is not in the mapping")

    def _flag(self, row: list[str]) -> bool | None:
        text = self._raw(row, "sla_kept")
        if text is None:
            return None
        if text in self._mapping.flags.true:
            return True
        if text in self._mapping.flags.false:
            return False
        raise Unusable(f"sla_kept: {text[:40]!r} is neither yes nor no")

    def _words(self, row: list[str], template: str) -> str:
        def fill(place: re.Match[str]) -> str:
            text = row[self._places[place[1]]].strip()
            return "" if text in self._missing else text

        filled = PLACE.sub(fill, template)
        return " ".join(filled.split()).strip(" ,;:-")


_TEXTS = ("group", "tier", "category", "product", "component")
