"""Reports for managers. Each is calculated beside the loop, in a read of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from sqlalchemy.orm import Session

from swarm.api.beside import ask_beside
from swarm.api.door import MANAGERS, Ask, Door, Input
from swarm.api.inputs import Id, SwarmKind
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.reports.choices import Choices, read_choices
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import Comparison, read_comparison
from swarm.reports.effects.cards import EffectPage
from swarm.reports.effects.page import read_effect
from swarm.reports.effects.where import WherePage, read_where
from swarm.reports.listing import TicketsBehind, list_behind
from swarm.reports.naming import check_names
from swarm.reports.overview import Overview, read_overview
from swarm.reports.saved.cohorts import cohort_of
from swarm.reports.trials.design import DesignPage, Wish, read_design
from swarm.tickets.tables import Priority
from swarm.wording import faults_of

door = Door("reports")

T = TypeVar("T")


def _moment(value: object) -> object:
    if isinstance(value, str) and len(value) == 10:
        try:
            return datetime.combine(date.fromisoformat(value), time(), UTC)
        except ValueError as error:
            raise ValueError("must be a date, such as 2026-03-04") from error
    return value


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("needs a time zone, or be a plain date")
    if not 1900 < moment.year < 9000:
        raise ValueError("is not a year that tickets come from")
    return moment.astimezone(UTC)


def _apart(value: object) -> object:
    """`high,urgent`, said once or several times."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(part for item in value for part in item.split(","))
    return value


Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_aware)]
Priorities = Annotated[tuple[Priority, ...], BeforeValidator(_apart)]


class Selection(Input):
    """Tickets created from `from` (a date or a moment) up to, not including, `to`."""

    start: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")
    team: Id | None = None
    product: str | None = Field(default=None, min_length=1, max_length=80)
    component: str | None = Field(default=None, min_length=1, max_length=120)
    category: str | None = Field(default=None, min_length=1, max_length=80)
    priority: Priorities = Field(default=(), max_length=4)
    process: Literal["swarm", "tier"] | None = None
    source: str | None = Field(default=None, min_length=1, max_length=60)
    swarm_kind: SwarmKind | None = None
    map_version: int | None = Field(default=None, ge=0, le=2**31 - 1)
    saved: Id | None = None
    saved_version: int | None = Field(default=None, ge=1, le=2**31 - 1)

    def cohort(self, session: Session) -> Cohort:
        """The rule that it states, or a saved cohort's. Raises NotFound or Invalid."""
        stated = self.stated()
        if self.saved is None:
            return stated
        if stated != Cohort(map_version=self.map_version):
            raise Invalid(
                "A saved cohort has a rule of its own.", fields={"saved": "goes with no filter"}
            )
        found = cohort_of(session, self.saved, self.saved_version)
        return replace(found, map_version=self.map_version or found.map_version)

    def stated(self) -> Cohort:
        """The rule that its own fields state."""
        return Cohort(
            start=self.start,
            end=self.end,
            team=self.team,
            product=self.product,
            component=self.component,
            category=self.category,
            priority=tuple(sorted({str(one) for one in self.priority})),
            process=self.process,
            source=self.source,
            swarm_kind=self.swarm_kind,
            map_version=self.map_version,
        )


class Behind(Selection):
    """The tickets behind one number of such a selection."""

    measure: str = Field(min_length=1, max_length=40)
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=100)


class Wished(Selection):
    """An experiment that should show `ratio` with `power`, a `share` of the tickets swarmed."""

    share: float = Field(default=0.5, ge=0.05, le=0.95)
    ratio: float = Field(default=1.2, ge=1.02, le=10)
    power: float = Field(default=0.8, ge=0.5, le=0.99)

    def wish(self) -> Wish:
        """What it asks for."""
        return Wish(self.share, self.ratio, self.power)


def stated_by(filters: Mapping[str, str], within: str) -> Cohort:
    """The rule that filters of an address state. Raises Invalid, with the fields below `within`."""
    given = {name: [value] if name == "priority" else value for name, value in filters.items()}
    try:
        query = Selection.model_validate(given)
    except ValidationError as error:
        fields = {f"{within}.{name}": fault for name, fault in faults_of(error).items()}
        raise Invalid("No report can be asked for like that.", fields=fields) from error
    if query.saved is not None:
        raise Invalid("Say the rule itself.", fields={f"{within}.saved": "is no rule"})
    return query.stated()


def report_on(ask: Ask, query: Selection, read: Callable[[Session, Person, Cohort], T]) -> T:
    """What `read` makes of the selection. Raises Invalid where it names nothing."""

    def answer(session: Session, actor: Person) -> T:
        cohort = query.cohort(session)
        check_names(session, cohort)
        return read(session, actor, cohort)

    return ask_beside(ask, answer)


@door.get("/reports/overview", who=MANAGERS, answers=Overview, in_transaction=False)
def overview(ask: Ask, query: Selection) -> Overview:
    """A selection of tickets in numbers, each with count, rule and, if estimated, interval."""
    return report_on(ask, query, read_overview)


@door.get("/reports/comparison", who=MANAGERS, answers=Comparison, in_transaction=False)
def comparison(ask: Ask, query: Selection) -> Comparison:
    """Swarmed and tiered tickets side by side; observational, not adjusted."""
    return report_on(ask, query, read_comparison)


@door.get("/reports/effect", who=MANAGERS, answers=EffectPage, in_transaction=False)
def effect(ask: Ask, query: Selection) -> EffectPage:
    """Swarm against tier, adjusted for the mix of tickets, or why that cannot be said."""
    return report_on(ask, query, read_effect)


@door.get("/reports/effect/groups", who=MANAGERS, answers=WherePage, in_transaction=False)
def where(ask: Ask, query: Selection) -> WherePage:
    """Where swarming won and where it lost: the effect in each category and product."""
    return report_on(ask, query, read_where)


@door.get("/reports/experiment", who=MANAGERS, answers=DesignPage, in_transaction=False)
def experiment(ask: Ask, query: Wished) -> DesignPage:
    """What an experiment on tickets like these would need, and how the running one stands."""
    return report_on(
        ask,
        query,
        lambda session, actor, cohort: read_design(session, actor, cohort, query.wish()),
    )


@door.get("/reports/tickets", who=MANAGERS, answers=TicketsBehind, in_transaction=False)
def tickets(ask: Ask, query: Behind) -> TicketsBehind:
    """The tickets behind a number."""
    return report_on(
        ask,
        query,
        lambda session, actor, cohort: list_behind(
            session, actor, cohort, query.measure, cursor=query.cursor, limit=query.limit
        ),
    )


@door.get("/reports/filters", who=MANAGERS, answers=Choices)
def filters(ask: Ask) -> Choices:
    """What a selection can name."""
    return read_choices(ask.session, ask.actor)
