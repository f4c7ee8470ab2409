"""How good the recommender is, by its own desk's record."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel, Field

from swarm import clock
from swarm.api.door import MANAGERS, Ask, Door, Input
from swarm.reports.rescoring import MonthScore
from swarm.rooms.models.versions import ReportCard, report_card

door = Door("matching")


class ReportCardQuery(Input):
    """Over how many days noes are counted."""

    days: int = Field(90, ge=1, le=730)


@door.get("/matching/report-card", who=MANAGERS, answers=ReportCard)
def show_report_card(ask: Ask, query: ReportCardQuery) -> ReportCard:
    """Show what each model reached on the newest part of the desk's history, beside baselines."""
    now = clock.now()
    return report_card(ask.session, now, now - timedelta(days=query.days))


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
