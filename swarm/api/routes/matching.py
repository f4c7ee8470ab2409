"""How good the recommender is, by its own desk's record."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from swarm import clock
from swarm.api.door import MANAGERS, Ask, Door, Input
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
