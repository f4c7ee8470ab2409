"""An audit log as journeys: one row an update of a ticket, which says whose queue it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from swarm.matching.intake.reading import moment_of
from swarm.matching.sheets import Sheet
from swarm.reports.twins.journeys import Journey, Stop

HOUR = 3600.0


class Columns(BaseModel):
    """Which column of a log says what; `fields` are read on a ticket's first row only."""

    model_config = ConfigDict(extra="forbid")

    case: str
    opened: str
    changed: str
    ended: str
    place: str
    category: str
    times: list[str] = Field(default=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S"], max_length=10)
    missing: list[str] = Field(default=["", "?"], max_length=20)
    fields: list[str] = Field(min_length=1, max_length=100)

    def named(self) -> set[str]:
        """Every column that is read."""
        return {self.case, self.opened, self.changed, self.ended, self.place, *self.fields}


@dataclass(slots=True)
class Log:
    """The journeys of tickets that ended in a queue; the others are counted as `unusable`."""

    journeys: list[Journey] = field(default_factory=list)
    unusable: int = 0
    complaints: list[tuple[int, str]] = field(default_factory=list)


def read_journeys(sheet: Sheet, columns: Columns) -> Log:
    """Put the rows of each ticket together. Left out: no queue on any row, or no time of an end."""
    out = Log(complaints=list(sheet.complaints))
    absent = sorted(columns.named() - set(sheet.columns))
    if absent:
        out.complaints.append((1, f"there is no column {', '.join(absent)}"))
        return out
    cases: dict[str, list[dict[str, str]]] = {}
    for line, row in sheet.rows:
        if name := row[columns.case].strip():
            cases.setdefault(name, []).append(row)
        else:
            out.complaints.append((line, f"{columns.case}: empty"))
    told = [_journey(name, rows, columns) for name, rows in cases.items()]
    out.journeys = [one for one in told if one is not None]
    out.unusable = len(told) - len(out.journeys)
    return out


def _journey(name: str, rows: Sequence[dict[str, str]], columns: Columns) -> Journey | None:
    missing = set(columns.missing)
    opened = moment_of(rows[0][columns.opened], columns.times)
    ended = next(_moments(reversed(rows), columns.ended, columns), None)
    stays: list[tuple[str, float]] = []
    for row in rows:
        place = row[columns.place].strip()
        at = moment_of(row[columns.changed], columns.times)
        if place not in missing and at is not None and (not stays or stays[-1][0] != place):
            stays.append((place, at))
    if opened is None or ended is None or ended < opened or not stays:
        return None
    begins = [opened, *(min(max(at, opened), ended) for _, at in stays[1:])]
    ends = [*begins[1:], ended]
    return Journey(
        id=name,
        at=opened,
        ended_at=ended,
        fields={
            one: "" if (value := rows[0][one].strip()) in missing else value
            for one in columns.fields
        },
        stops=[
            Stop(place, max(end - begin, 0.0) / HOUR)
            for (place, _), begin, end in zip(stays, begins, ends, strict=True)
        ],
    )


def _moments(rows: Iterable[dict[str, str]], column: str, columns: Columns) -> Iterator[float]:
    for row in rows:
        at = moment_of(row[column], columns.times)
        if at is not None:
            yield at
