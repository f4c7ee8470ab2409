"""Reports as sheets: one row a number, with its count, interval and rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel

from swarm.reports.comparison import Comparison
from swarm.reports.curves import Curve
from swarm.reports.figures import Figure
from swarm.reports.overview import Overview
from swarm.reports.shift.report import LedgerReport

HEAD = ("figure", "value", "low", "high", "unit", "count", "rule", "why")


class Report(Protocol):
    """What every report says of itself."""

    rule: str
    as_of: datetime


Row = tuple[object, ...]


def rows_of(report: Report) -> list[Row]:
    """Every number of a report, after what is to be kept in mind."""
    preface = [("selection", report.rule), ("as of", report.as_of.isoformat())]
    preface += [("note", note) for note in _notes_of(report)]
    rows = [
        (name, one.value, one.low, one.high, one.unit, one.count, one.rule, one.why)
        for name, one in figures_of(report)
    ]
    return [*preface, (), HEAD, *rows]


def _notes_of(report: Report) -> list[str]:
    if isinstance(report, Overview):
        return [note.text for note in report.notes]
    if isinstance(report, Comparison):
        return [report.sentence, *report.cautions, report.effort.why]
    return [report.measured_why] if isinstance(report, LedgerReport) else []


def figures_of(thing: object, path: str = "") -> Iterator[tuple[str, Figure]]:
    """Every figure in a report with a name made of where it stands."""
    if isinstance(thing, Figure):
        yield path, thing
    elif isinstance(thing, Curve):
        return  # its median and 90% stand beside it already
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from figures_of(getattr(thing, name), f"{path} {name}".strip())
    elif isinstance(thing, list):
        for place, item in enumerate(thing):
            yield from figures_of(item, f"{path} {_name_of(item, place)}".strip())


def _name_of(item: object, place: int) -> str:
    for name in ("key", "process", "tier", "how", "label"):
        if isinstance(item, BaseModel) and name in type(item).model_fields:
            return str(getattr(item, name))
    return str(place + 1)
