"""What managers plan and weigh with: where to swarm, and the load of people."""

from __future__ import annotations

from swarm.api.beside import ask_beside
from swarm.api.door import MANAGERS, STAFF, Ask, Door
from swarm.api.routes.reports import Selection, report_on
from swarm.reports.fit.page import FitPage, read_fit
from swarm.reports.load.cards import LoadPage
from swarm.reports.load.page import read_load
from swarm.reports.twins.page import BouncePage, TwinPage, foresee_bounce, read_twin, tiered_chance
from swarm.tickets.access import find_ticket
from swarm.tickets.tables import Ticket

door = Door("managing")


@door.get("/reports/fit", who=MANAGERS, answers=FitPage, in_transaction=False)
def fit(ask: Ask, query: Selection) -> FitPage:
    """Where to swarm and where not: signs for each category, and the break-even size."""
    learned = ask.desk.twins.learned

    def forecast(ticket: Ticket) -> float | None:
        return tiered_chance(learned, ticket)

    return report_on(
        ask, query, lambda session, actor, cohort: read_fit(session, actor, cohort, forecast)
    )


@door.get("/reports/load", who=MANAGERS, answers=LoadPage, in_transaction=False)
def load(ask: Ask) -> LoadPage:
    """Interruptions against budgets, skills that hang on few, and seats that turned solo."""
    return ask_beside(ask, read_load)


@door.get("/tickets/<int:number>/twin", who=MANAGERS, answers=TwinPage)
def twin(ask: Ask, number: int) -> TwinPage:
    """The way a swarmed ticket would likely have taken through tiers: an estimate."""
    return read_twin(ask.session, ask.actor, number, ask.desk.twins.learned)


@door.get("/tickets/<int:number>/bounce", who=STAFF, answers=BouncePage)
def bounce(ask: Ask, number: int) -> BouncePage:
    """How likely an open tiered ticket is passed on again; silent inside an experiment."""
    ticket = find_ticket(ask.session, ask.actor, number)
    return foresee_bounce(ask.session, ticket, ask.desk.twins.learned)
