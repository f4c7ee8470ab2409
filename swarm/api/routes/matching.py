"""How good the recommender is, by its own desk's record."""

from __future__ import annotations

from pydantic import BaseModel

from swarm.api.door import MANAGERS, Ask, Door
from swarm.reports.rescoring import MonthScore
from swarm.rooms.models.versions import ReportCard, list_models

door = Door("matching")


@door.get("/matching/report-card", who=MANAGERS, answers=ReportCard)
def show_report_card(ask: Ask) -> ReportCard:
    """Show what each model reached on the newest part of the desk's history, beside baselines."""
    return ReportCard(items=list_models(ask.session))


class TierReport(BaseModel):
    """How the tier classifier did where people gave a tier themselves, month by month."""

    items: list[MonthScore]
    rule: str = (
        "Tickets whose tier a manager corrected or an owner stated in the month, held against a "
        "classifier that learned only from what was decided before it."
    )


@door.get("/matching/tier-card", who=MANAGERS, answers=TierReport)
def show_tier_card(ask: Ask) -> TierReport:
    """Show how often the tier classifier would have said what people said."""
    return TierReport(items=ask.desk.scores.months())
