"""An audit log as cases: one row an update of a ticket, the first row as it came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from swarm.matching.intake.cases import MISSING, Case
from swarm.matching.sheets import Sheet

_LONGEST = 200  # characters of a value that are read


class Columns(BaseModel):
    """Which column of a log says what.

    `fields` are the columns that may be read on a ticket's first row, and nothing else of it is
    used to foretell. `outcomes` are columns whose last value is to be foretold. A ticket was
    passed on when its `passed_on` counter rose above 0.
    """

    model_config = ConfigDict(extra="forbid")

    case: str
    opened: str
    ended: str | None = None
    times: list[str] = Field(default=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S"], max_length=10)
    missing: list[str] = Field(default=["", "?"], max_length=20)
    fields: list[str] = Field(min_length=1, max_length=100)
    outcomes: dict[str, str] = Field(default={}, max_length=10)
    passed_on: str | None = None

    def named(self) -> set[str]:
        """Every column that is read."""
        found = {self.case, self.opened, *self.fields, *self.outcomes.values()}
        return found | {one for one in (self.ended, self.passed_on) if one}


@dataclass(slots=True)
class Told:
    """A case and what became of it; an outcome that was never told is None."""

    case: Case
    outcomes: dict[str, str | None]
    passed_on: bool | None


@dataclass(slots=True)
class Log:
    """The cases of a log in the order of their opening, and the complaints (line, what)."""

    told: list[Told] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)


def read_log(sheet: Sheet, columns: Columns) -> Log:
    """Put the rows of each ticket together; rows that cannot be used are left out and told."""
    out = Log(complaints=list(sheet.complaints))
    absent = sorted(columns.named() - set(sheet.columns))
    if absent:
        out.complaints.append((1, f"there is no column {', '.join(absent)}"))
        return out
    cases: dict[str, list[dict[str, str]]] = {}
    opened: dict[str, float] = {}
    for line, row in sheet.rows:
        name = row[columns.case].strip()[:_LONGEST]
        if not name:
            out.complaints.append((line, f"{columns.case}: empty"))
            continue
        moment = moment_of(row[columns.opened], columns.times)
        if moment is None and name not in opened:
            out.complaints.append(
                (line, f"{columns.opened}: no time: {row[columns.opened][:40]!r}")
            )
            continue
        opened.setdefault(name, moment or 0.0)
        cases.setdefault(name, []).append(row)
    out.told = [_told(name, opened[name], rows, columns) for name, rows in cases.items()]
    out.told.sort(key=lambda one: one.case.at)
    return out


def _told(name: str, at: float, rows: Sequence[dict[str, str]], columns: Columns) -> Told:
    missing = set(columns.missing)

    def value(row: dict[str, str], column: str) -> str:
        told = row[column].strip()[:_LONGEST]
        return MISSING if told in missing else told

    def last(column: str) -> str | None:
        return next((v for row in reversed(rows) if (v := value(row, column))), None)

    ended = last(columns.ended) if columns.ended else None
    counts = [value(row, columns.passed_on) for row in rows] if columns.passed_on else []
    known = [int(count) for count in counts if count.isdecimal() and len(count) < 10]
    case = Case(
        id=name,
        at=at,
        fields={column: value(rows[0], column) for column in columns.fields},
        ended_at=None if ended is None else moment_of(ended, columns.times),
    )
    outcomes = {what: last(column) for what, column in columns.outcomes.items()}
    return Told(case, outcomes, max(known) > 0 if known else None)


def moment_of(text: str, formats: Iterable[str]) -> float | None:
    """Seconds since 1970 by the first format that fits, UTC where none is told; else None."""
    for one in formats:
        try:
            moment = datetime.strptime(text.strip()[:60], one)  # noqa: DTZ007 - UTC where not told
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            continue
    return None
