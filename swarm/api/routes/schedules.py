"""Reports that come by mail, each to the manager who wished for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import MANAGERS, Ask, Door, Input
from swarm.api.routes.cohorts import Filters
from swarm.api.routes.reports import stated_by
from swarm.reports.naming import check_names
from swarm.reports.saved.schedules import (
    Format,
    Page,
    Schedule,
    ScheduleCard,
    ScheduleList,
    add_schedule,
    change_schedule,
    end_schedule,
    list_schedules,
)
from swarm.reports.saved.times import Every

door = Door("schedules")


class NewSchedule(Input):
    """A page and its filters, without a period; a day of the week or month, and an hour."""

    page: Page
    filter: Filters
    every: Every
    day: Annotated[int, Field(ge=0, le=28)]
    hour: Annotated[int, Field(ge=0, le=23)]
    format: Format

    def schedule(self, ask: Ask) -> Schedule:
        """The wish. Raises Invalid where its filters cannot be one, or name what there is not."""
        cohort = stated_by(self.filter, "filter")
        check_names(ask.session, cohort)
        return Schedule(**{**self.model_dump(), "filter": cohort.query()})


@door.get("/reports/schedules", who=MANAGERS, answers=ScheduleList)
def schedules(ask: Ask) -> ScheduleList:
    """One's own reports by mail."""
    return list_schedules(ask.session, ask.actor, mails=ask.settings.mails)


@door.post("/reports/schedules", who=MANAGERS, answers=ScheduleCard, status=201)
def add(ask: Ask, body: NewSchedule) -> ScheduleCard:
    """Have a report come by mail, to one's own address, at an hour of one's own clock."""
    return add_schedule(ask.session, ask.actor, body.schedule(ask))


@door.put("/reports/schedules/<int:schedule>", who=MANAGERS, answers=ScheduleCard)
def change(ask: Ask, schedule: int, body: NewSchedule) -> ScheduleCard:
    """Have one's own come otherwise."""
    return change_schedule(ask.session, ask.actor, schedule, body.schedule(ask))


@door.delete("/reports/schedules/<int:schedule>", who=MANAGERS)
def end(ask: Ask, schedule: int) -> None:
    """Let one's own come no more."""
    end_schedule(ask.session, ask.actor, schedule)
