"""Reports as sheets to download: every number with its count, interval and rule."""

from __future__ import annotations

from flask import Response

from swarm.api.beside import sheet
from swarm.api.door import MANAGERS, Ask, Door
from swarm.api.routes.ledger import flow, ledger
from swarm.api.routes.reports import Selection, comparison, overview
from swarm.reports.export import rows_of
from swarm.reports.sheets import as_csv, as_xlsx

door = Door("sheets")


@door.get("/reports/overview.csv", who=MANAGERS, in_transaction=False)
def overview_csv(ask: Ask, query: Selection) -> Response:
    """The overview as CSV."""
    return sheet(as_csv(rows_of(overview(ask, query))), "overview.csv")


@door.get("/reports/overview.xlsx", who=MANAGERS, in_transaction=False)
def overview_xlsx(ask: Ask, query: Selection) -> Response:
    """The overview as a workbook."""
    return sheet(as_xlsx(rows_of(overview(ask, query)), "Overview"), "overview.xlsx")


@door.get("/reports/comparison.csv", who=MANAGERS, in_transaction=False)
def comparison_csv(ask: Ask, query: Selection) -> Response:
    """The comparison as CSV."""
    return sheet(as_csv(rows_of(comparison(ask, query))), "comparison.csv")


@door.get("/reports/comparison.xlsx", who=MANAGERS, in_transaction=False)
def comparison_xlsx(ask: Ask, query: Selection) -> Response:
    """The comparison as a workbook."""
    return sheet(as_xlsx(rows_of(comparison(ask, query)), "Comparison"), "comparison.xlsx")


@door.get("/reports/flow.csv", who=MANAGERS, in_transaction=False)
def flow_csv(ask: Ask, query: Selection) -> Response:
    """The flow as CSV."""
    return sheet(as_csv(rows_of(flow(ask, query))), "flow.csv")


@door.get("/reports/flow.xlsx", who=MANAGERS, in_transaction=False)
def flow_xlsx(ask: Ask, query: Selection) -> Response:
    """The flow as a workbook."""
    return sheet(as_xlsx(rows_of(flow(ask, query)), "Flow"), "flow.xlsx")


@door.get("/reports/ledger.csv", who=MANAGERS, in_transaction=False)
def ledger_csv(ask: Ask, query: Selection) -> Response:
    """The ledger as CSV."""
    return sheet(as_csv(rows_of(ledger(ask, query))), "ledger.csv")


@door.get("/reports/ledger.xlsx", who=MANAGERS, in_transaction=False)
def ledger_xlsx(ask: Ask, query: Selection) -> Response:
    """The ledger as a workbook."""
    return sheet(as_xlsx(rows_of(ledger(ask, query)), "Ledger"), "ledger.xlsx")
