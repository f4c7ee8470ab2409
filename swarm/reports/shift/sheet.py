"""The ledger of one ticket or one swarm as a sheet: one row a tier."""

from __future__ import annotations

from collections.abc import Iterator

from swarm.reports.export import Row
from swarm.reports.shift.small import SmallLedger, TierShare

HEAD = (
    "tier",
    "name",
    "touches at this tier of work",
    "minutes at this tier of work",
    "elapsed hours",
    "touches of people of this tier",
    "minutes of people of this tier",
)


def ledger_rows(ledger: SmallLedger, of: str) -> list[Row]:
    """Every tier of a ledger, after what is to be kept in mind; `of` says of what it is.

    Costs have a column where an hourly rate was entered; an empty cell is not known.
    """
    preface: list[Row] = [
        ("selection", of),
        ("rule", ledger.rule),
        ("version of the tier map", ledger.map_version),
        ("touches", ledger.touches),
        ("touches of a known length", ledger.timed),
    ]
    if ledger.note:
        preface.append(("note", ledger.note))
    cost = (f"cost, {ledger.currency}",) if ledger.currency else ()
    return [*preface, (), (*HEAD, *cost), *_rows(ledger.tiers, costs=bool(cost))]


def _rows(tiers: list[TierShare], *, costs: bool) -> Iterator[Row]:
    for one in tiers:
        row = (
            one.tier,
            one.name,
            one.work_touches,
            one.work_minutes,
            one.elapsed_hours,
            one.person_touches,
            one.person_minutes,
        )
        yield (*row, one.cost) if costs else row
