"""Rows of a mapped export become drafts. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from swarm.commands.importing.drafts import (
    DESCRIPTION,
    ENDED,
    NAME,
    SUMMARY,
    TEXT,
    Draft,
    DraftReply,
    Unusable,
)
from swarm.commands.importing.mapping import TicketMapping
from swarm.commands.importing.records import Record
from swarm.people.checks import fault_of_foreign_name
from swarm.signs import one_line, some_lines
from swarm.tiers.logs.moments import MomentReader

PEOPLE = 200
COMMENTS = 1_000
_BLANKS = re.compile(r"\s+")


class Drafter:
    """Reads the rows of one mapping."""

    def __init__(self, mapping: TicketMapping) -> None:
        self.mapping = mapping
        self.moments = MomentReader(mapping.time.format, mapping.time.zone)

    def draft(self, record: Record) -> Draft:
        """The ticket of this row. Raises Unusable."""
        columns, mapping = self.mapping.columns, self.mapping
        created = self._moment(record, columns.created, "created")
        if created is None:
            raise Unusable(f"created: nothing in {columns.created}")
        status = self._coded(record, columns.status, mapping.status, "status", "closed")
        solved, closed, updated = (
            self._moment(record, getattr(columns, name), name)
            for name in ("solved", "closed", "updated")
        )
        solved = solved or closed or updated
        ended = status in ENDED
        return Draft(
            line=record.line,
            external_id=_identity(record, columns.id),
            summary=_required(record, columns.summary, "summary", SUMMARY),
            created=created,
            description=_text(record, columns.description, DESCRIPTION),
            status=status,
            priority=self._coded(record, columns.priority, mapping.priority, "priority", "normal"),
            process=mapping.process,
            updated=_not_before(updated, created),
            first_response=_not_before(
                self._moment(record, columns.first_response, "first_response"), created
            ),
            solved=_not_before(solved, created) if ended else None,
            closed=_not_before(closed, created) if status == "closed" else None,
            product=_name(record, columns.product, 80),
            component=_name(record, columns.component, 120),
            category=_name(record, columns.category, 80),
            team=_name(record, columns.team, 80),
            requester=_person(record, columns.requester),
            tags=tuple(tag[:40] for tag in self._several(record, columns.tags)[:20]),
            owners=tuple(self._owners(record)),
            helpers=tuple(self._people(record, columns.helpers)),
            replies=tuple(self._replies(record, created)),
            cause=_text(record, columns.cause, TEXT),
            fix=_text(record, columns.fix, TEXT),
            rating=self._rating(record) if ended else None,
            reopened=_count(record, columns.reopened),
        )

    def _moment(self, record: Record, column: str | None, field: str) -> datetime | None:
        value = _plain(record, column)
        if value is None:
            return None
        try:
            return datetime.fromtimestamp(self.moments.read(value), UTC)
        except ValueError as error:
            raise Unusable(f"{field}: {error}") from error

    def _coded(
        self, record: Record, column: str | None, codes: Any, field: str, otherwise: str
    ) -> str:
        value = _plain(record, column)
        if value is None:
            return otherwise
        found = codes.get(value)
        if found is None:
            raise Unusable(f"{field}: {value[:40]!r} is not in the mapping")
        return str(found)

    def _rating(self, record: Record) -> int | None:
        value = _plain(record, self.mapping.columns.rating)
        if value is None:
            return None
        if value in self.mapping.rating:
            return self.mapping.rating[value]
        return int(value) if value in ("1", "2", "3", "4", "5") else None

    def _owners(self, record: Record) -> list[str]:
        before = self._people(record, self.mapping.columns.owners)
        owner = _person(record, self.mapping.columns.owner)
        if owner and before[-1:] != [owner]:
            before.append(owner)
        return before

    def _people(self, record: Record, column: str | None) -> list[str]:
        return [_readable(name, column or "") for name in self._several(record, column)]

    def _several(self, record: Record, column: str | None) -> list[str]:
        value = record.find(column) if column else None
        items = value if isinstance(value, list) else str(value or "").split(self.mapping.separator)
        named = [_tidy(item)[:NAME] for item in items if isinstance(item, str | int)]
        return [name for name in named if name][:PEOPLE]

    def _replies(self, record: Record, created: datetime) -> list[DraftReply]:
        wanted = self.mapping.comments
        items = record.find(wanted.list) if wanted else None
        if wanted is None or not isinstance(items, list):
            return []
        replies = []
        for item in items[:COMMENTS]:
            inner = Record(record.line, item if isinstance(item, dict) else {})
            body = _text(inner, wanted.body, TEXT)
            at = self._moment(inner, wanted.at, "comments")
            if body and at is not None:
                shown = inner.find(wanted.public) if wanted.public else True
                replies.append(
                    DraftReply(
                        author=_person(inner, wanted.author),
                        public=str(shown).lower() in ("true", "1", "yes"),
                        body=body,
                        at=max(at, created),
                    )
                )
        return replies


def _plain(record: Record, column: str | None) -> str | None:
    value = record.find(column) if column else None
    if isinstance(value, list):
        value = value[-1] if value else None
    if value is None or isinstance(value, dict):
        return None
    text = str(value).strip()
    return text or None


def _name(record: Record, column: str | None, longest: int) -> str | None:
    return _tidy(one_line(_plain(record, column) or ""))[:longest].strip() or None


def _required(record: Record, column: str, field: str, longest: int) -> str:
    found = _name(record, column, longest)
    if found is None:
        raise Unusable(f"{field}: nothing in {column}")
    return found


def _identity(record: Record, column: str) -> str:
    found = _required(record, column, "id", 1_000)
    if len(found) > 120:
        raise Unusable("id: longer than 120 characters")
    return found


def _person(record: Record, column: str | None) -> str | None:
    found = _tidy(_plain(record, column) or "")[:NAME].strip()
    return _readable(found, column or "") if found else None


def _readable(name: str, column: str) -> str:
    """The name as it is; who is made of it is called by as much of it as fits."""
    fault = fault_of_foreign_name(name)
    if fault:
        raise Unusable(f"{column}: a name {fault}")
    return name


def _text(record: Record, column: str | None, longest: int) -> str:
    return some_lines(_plain(record, column) or "").strip()[:longest]


def _count(record: Record, column: str | None) -> int:
    value = _plain(record, column)
    return int(value) if value is not None and value.isdecimal() and len(value) < 5 else 0


def _tidy(value: Any) -> str:
    return _BLANKS.sub(" ", str(value)).strip()


def _not_before(moment: datetime | None, created: datetime) -> datetime | None:
    return None if moment is None else max(moment, created)
