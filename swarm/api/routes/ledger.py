"""How work flowed, and what was done at which tier: reports for managers."""

from __future__ import annotations

from swarm.api.door import MANAGERS, Ask, Door
from swarm.api.routes.reports import Selection, report_on
from swarm.reports.flow.page import FlowReport, read_flow
from swarm.reports.shift.report import LedgerReport, read_ledger
from swarm.reports.shift.small import SmallLedger, swarm_ledger, ticket_ledger

door = Door("ledger")


@door.get("/reports/flow", who=MANAGERS, answers=FlowReport, in_transaction=False)
def flow(ask: Ask, query: Selection) -> FlowReport:
    """First owners, ping-pong, the order of tiers, waiting by cause, handovers."""
    return report_on(ask, query, read_flow)


@door.get("/reports/ledger", who=MANAGERS, answers=LedgerReport, in_transaction=False)
def ledger(ask: Ask, query: Selection) -> LedgerReport:
    """Effort, elapsed time and cost by tier; solved by tier; the shift-left index."""
    return report_on(ask, query, read_ledger)


@door.get("/tickets/<int:number>/ledger", who=MANAGERS, answers=SmallLedger)
def of_ticket(ask: Ask, number: int) -> SmallLedger:
    """What was done on a ticket at each tier, how long it took, and what it cost."""
    return ticket_ledger(ask.session, ask.actor, number)


@door.get("/swarms/<int:swarm>/ledger", who=MANAGERS, answers=SmallLedger)
def of_swarm(ask: Ask, swarm: int) -> SmallLedger:
    """The same of what was done in one swarm."""
    return swarm_ledger(ask.session, ask.actor, swarm)
