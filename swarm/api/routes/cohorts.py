"""Cohorts that are saved under a name, for all who manage the desk."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import MANAGERS, Ask, Door, Input
from swarm.api.routes.reports import stated_by
from swarm.reports.cohorts import Cohort
from swarm.reports.naming import check_names
from swarm.reports.saved.cohorts import (
    CohortCard,
    CohortList,
    change_cohort,
    end_cohort,
    list_cohorts,
    save_cohort,
)

door = Door("cohorts")


Value = Annotated[str, Field(max_length=120)]
Filters = Annotated[dict[Annotated[str, Field(max_length=20)], Value], Field(max_length=12)]


class NamedRule(Input):
    """A name, and the filters of a report as its rule, as they stand in an address."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    rule: Filters

    def cohort(self, ask: Ask) -> Cohort:
        """The rule. Raises Invalid where it cannot be one, or names what there is not."""
        cohort = stated_by(self.rule, "rule")
        check_names(ask.session, cohort)
        return cohort


@door.get("/reports/cohorts", who=MANAGERS, answers=CohortList)
def cohorts(ask: Ask) -> CohortList:
    """The saved cohorts with all their versions, by name."""
    return list_cohorts(ask.session, ask.actor)


@door.post("/reports/cohorts", who=MANAGERS, answers=CohortCard, status=201)
def save(ask: Ask, body: NamedRule) -> CohortCard:
    """Save a rule under a name."""
    return save_cohort(ask.session, ask.actor, body.name, body.cohort(ask))


@door.put("/reports/cohorts/<int:cohort>", who=MANAGERS, answers=CohortCard)
def change(ask: Ask, cohort: int, body: NamedRule) -> CohortCard:
    """Rename a cohort, or give it another rule: a new version; the older ones stay."""
    return change_cohort(ask.session, ask.actor, cohort, body.name, body.cohort(ask))


@door.delete("/reports/cohorts/<int:cohort>", who=MANAGERS)
def end(ask: Ask, cohort: int) -> None:
    """Offer a cohort no more. What was read with one of its versions can be read again."""
    end_cohort(ask.session, ask.actor, cohort)
