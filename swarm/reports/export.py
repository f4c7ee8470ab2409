"""Reports as sheets: one row a number, with its count, interval and rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from swarm.people.refs import PersonRef
from swarm.reports.comparison import Comparison
from swarm.reports.curves import Curve
from swarm.reports.effects.cards import Look, OverlapCard, RatioCard
from swarm.reports.figures import Figure
from swarm.reports.overview import Overview
from swarm.reports.shift.report import LedgerReport
from swarm.skills.queries import SkillRef

HEAD = ("figure", "value", "low", "high", "unit", "count", "rule", "why")
NAMES = (
    ("key",), ("process",), ("tier",), ("how",), ("label",), ("week",), ("level",), ("cause",),
    ("origin", "to"), ("by", "name"), ("category",), ("person", "skill"), ("person",), ("skill",),
    ("name",),
)  # fmt: skip
"""What names an item of a list: the first of these that it has."""
UNITS = {"share": ("share of 1", 1.0), "share_difference": ("percentage points", 100.0)}
"""Units in other words than a report has for them, and how many of them one of its is."""
PASSED_OVER = ("id", "as_of", "map_version", "limit")
WORDS = ("sentence", "verdict", "speaks", "now", "detectable", "refusals", "badge", "arises")
"""Texts that say what no number says."""

Row = tuple[object, ...]
Leaf = tuple[str, object]


def rows_of(report: BaseModel) -> list[Row]:
    """Every number of a report, after what is to be kept in mind."""
    said = {name: getattr(report, name, None) for name in ("selection", "rule", "as_of")}
    moment = said.pop("as_of")
    preface: list[Row] = [("selection", said["selection"] or said["rule"] or "The whole desk.")]
    if said["selection"] and said["rule"]:
        preface.append(("rule", said["rule"]))
    preface += [("as of", moment.isoformat() if moment else None)]
    preface += [("note", note) for note in _notes_of(report)]
    return [*preface, (), HEAD, *(_row(name, leaf) for name, leaf in _leaves(report))]


def figures_of(report: BaseModel) -> Iterator[tuple[str, Figure]]:
    """Every figure in a report with a name made of where it stands."""
    for name, leaf in _leaves(report):
        if isinstance(leaf, Figure):
            yield name, leaf


def _notes_of(report: BaseModel) -> list[str]:
    if isinstance(report, Overview):
        return [note.text for note in report.notes]
    if isinstance(report, Comparison):
        return [report.sentence, *report.cautions, report.effort.why]
    return [report.measured_why] if isinstance(report, LedgerReport) else []


def _row(name: str, leaf: object) -> Row:
    if isinstance(leaf, Figure):
        one = leaf
        unit, times = UNITS.get(one.unit, (one.unit, 1.0))
        numbers = (
            None if part is None else part * times for part in (one.value, one.low, one.high)
        )
        return (name, *numbers, unit, one.count, one.rule, one.why)
    if isinstance(leaf, RatioCard | Look):
        count = leaf.count if isinstance(leaf, Look) else None
        return (name, leaf.value, leaf.low, leaf.high, "ratio", count, None, None)
    return (name, leaf.isoformat() if isinstance(leaf, date) else leaf, *[None] * 6)


def _leaves(thing: object, path: str = "", named: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """What has a value of its own, with a name made of where it stands."""
    if isinstance(thing, Figure | RatioCard | Look | int | float | date):
        yield path, thing
    elif isinstance(thing, PersonRef | SkillRef):
        yield path, thing.name
    elif isinstance(thing, Curve | OverlapCard):
        return  # drawn; what a curve says of its middle stands beside it already
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            if name not in PASSED_OVER and name not in named:
                yield from _of_field(getattr(thing, name), f"{path} {name}".strip(), name)
    elif isinstance(thing, list):
        for place, item in enumerate(thing):
            names = _names_of(item)
            said = " ".join(_plain(getattr(item, name)) for name in names) or str(place + 1)
            yield from _leaves(item, f"{path} {said}".strip(), names)


def _of_field(value: object, path: str, name: str) -> Iterator[Leaf]:
    if name in WORDS and value:
        yield path, " ".join(value) if isinstance(value, list) else value
    else:
        yield from _leaves(value, path)


def _names_of(item: object) -> tuple[str, ...]:
    if not isinstance(item, BaseModel):
        return ()
    has = type(item).model_fields
    return next((names for names in NAMES if all(name in has for name in names)), ())


def _plain(value: object) -> str:
    return value.name if isinstance(value, PersonRef | SkillRef) else str(value)
