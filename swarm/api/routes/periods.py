"""Two periods of a report beside each other."""

from __future__ import annotations

from collections.abc import Callable

from swarm.api.door import MANAGERS, Ask, Door
from swarm.api.routes.reports import Selection, report_on
from swarm.reports.periods import BESIDE, Against, PeriodsPage, read_periods

door = Door("periods")


class Periods(Selection):
    """A period (`from`, and `to` unless it lasts until now), and which earlier one beside it."""

    against: Against


def _declare(report: str) -> None:
    def two_periods(ask: Ask, query: Periods) -> PeriodsPage:
        return report_on(
            ask,
            query,
            lambda session, actor, cohort: read_periods(
                session, actor, cohort, query.against, report
            ),
        )

    two_periods.__name__ = f"{report}_periods"
    two_periods.__doc__ = f"The measures of the {report} in a period and in an earlier one."
    PERIODS[report] = door.get(
        f"/reports/{report}/periods", who=MANAGERS, answers=PeriodsPage, in_transaction=False
    )(two_periods)


PERIODS: dict[str, Callable[..., PeriodsPage]] = {}
"""The question of each report of which two periods can stand beside each other."""

for _report in BESIDE:
    _declare(_report)
