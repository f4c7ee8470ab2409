"""Reports as sheets to download: every number with its count, interval and rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response

from swarm.api.beside import sheet
from swarm.api.door import MANAGERS, Ask, Door
from swarm.api.routes.ledger import flow, ledger, of_swarm, of_ticket
from swarm.api.routes.managing import fit, load
from swarm.api.routes.periods import PERIODS
from swarm.api.routes.reports import comparison, effect, experiment, overview, where
from swarm.reports.export import Row, rows_of
from swarm.reports.sheets import as_csv, as_xlsx
from swarm.reports.shift.sheet import ledger_rows

door = Door("sheets")

SHEETS: dict[str, tuple[str, Callable[..., Any]]] = {
    "overview": ("Overview", overview),
    "overview/periods": ("Overview, two periods", PERIODS["overview"]),
    "comparison": ("Comparison", comparison),
    "effect": ("Swarm and tier, adjusted", effect),
    "effect/groups": ("Where it won and lost", where),
    "flow": ("Flow", flow),
    "flow/periods": ("Flow, two periods", PERIODS["flow"]),
    "ledger": ("Ledger", ledger),
    "experiment": ("Experiment", experiment),
    "fit": ("Where to swarm", fit),
    "load": ("Load", load),
}
"""Every report that can be taken as a sheet: its title, and the question that it answers."""

Write = Callable[[list[Row], str], str | bytes]


def _csv(rows: list[Row], _title: str) -> str:
    return as_csv(rows)


FORMATS: dict[str, tuple[str, Write]] = {"csv": ("CSV", _csv), "xlsx": ("a workbook", as_xlsx)}


def _declare(name: str, ending: str) -> None:
    """Declare one download; it takes what the report itself takes."""
    title, question = SHEETS[name]
    words, write = FORMATS[ending]

    @wraps(question)
    def download(*args: Any, **inputs: Any) -> Response:
        file = f"{name.replace('/', '-')}.{ending}"
        return sheet(write(rows_of(question(*args, **inputs)), title), file)

    download.__name__ = f"{question.__name__}_{ending}"
    download.__doc__ = f"{title}, as {words}."
    door.get(f"/reports/{name}.{ending}", who=MANAGERS, in_transaction=False)(download)


LEDGERS: dict[str, tuple[str, Callable[..., Any]]] = {
    "ticket": ("number", of_ticket),
    "swarm": ("swarm", of_swarm),
}
"""What has a ledger of its own: what its number is called, and the question that it answers."""


def _declare_ledger(noun: str, ending: str) -> None:
    """Declare the download of the ledger of one ticket or one swarm."""
    called, question = LEDGERS[noun]
    words, write = FORMATS[ending]

    @wraps(question)
    def download(ask: Ask, **inputs: int) -> Response:
        number = inputs[called]
        rows = ledger_rows(question(ask, **inputs), f"{noun.capitalize()} {number}")
        return sheet(write(rows, "Effort by tier"), f"{noun}-{number}-ledger.{ending}")

    download.__name__ = f"{question.__name__}_{ending}"
    download.__doc__ = f"Effort by tier of one {noun}, as {words}."
    door.get(f"/{noun}s/<int:{called}>/ledger.{ending}", who=MANAGERS)(download)


for _ending in FORMATS:
    for _name in SHEETS:
        _declare(_name, _ending)
    for _name in LEDGERS:
        _declare_ledger(_name, _ending)
