"""Who could help, which skills are needed, and what solved the like before."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from swarm import clock
from swarm.api.door import REQUESTER, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id, Words
from swarm.matching.evidence import Query
from swarm.people.tables import Role
from swarm.reports.foresight import TicketForesight
from swarm.rooms.access import find_card, require_reading
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.categories import CategoryList, suggest_categories
from swarm.rooms.advice.needed import NeedList, list_needs
from swarm.rooms.advice.similar import Similar, find_similar
from swarm.rooms.advice.suggestions import SHOWN, Suggestions, suggest_people
from swarm.skills.needs import remove_need, state_need
from swarm.tickets.access import find_ticket
from swarm.tickets.editing import categorize_ticket

door = Door("suggestions")

DESK = frozenset({Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR})


def _apart(value: object) -> object:
    """`3,4`, said once or several times."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(part for item in value for part in item.split(","))
    return value


People = Annotated[tuple[Id, ...], BeforeValidator(_apart)]


class SuggestionQuery(Input):
    """How many people at most, and who else is thought of for the team."""

    limit: int = Field(SHOWN, ge=1, le=20)
    people: People = Field(
        (), max_length=20, description="Ids with commas: who else may be in the team."
    )


class CategoryInput(Input):
    """One of the desk's categories, or a new one."""

    category: Annotated[str, Field(min_length=1, max_length=80), ONE_LINE]


class Typed(Input):
    """A ticket while it is being typed."""

    summary: Annotated[str, Field(max_length=300)] = ""
    description: Words = ""
    product: Annotated[str, Field(max_length=80)] | None = None
    component: Annotated[str, Field(max_length=120)] | None = None


@door.get("/swarms/<int:swarm>/suggestions", who=STAFF, answers=Suggestions)
def suggest_for_swarm(ask: Ask, swarm: int, query: SuggestionQuery) -> Suggestions:
    """Suggest people for a swarm, by its ticket, its ask and its room; members only."""
    standing = find_card(ask.session, ask.actor, swarm)
    require_reading(standing)
    fitted = ask.desk.adviser.current(ask.session)
    return suggest_people(
        ask.session,
        fitted,
        standing.ticket,
        standing.swarm,
        most=query.limit,
        also=query.people,
        viewer=ask.actor,
    )


@door.get("/tickets/<int:number>/suggestions", who=STAFF, answers=Suggestions)
def suggest_for_ticket(ask: Ask, number: int, query: SuggestionQuery) -> Suggestions:
    """Suggest people for a ticket before a swarm is opened."""
    ticket = find_ticket(ask.session, ask.actor, number)
    fitted = ask.desk.adviser.current(ask.session)
    return suggest_people(ask.session, fitted, ticket, None, most=query.limit, also=query.people)


@door.get("/tickets/<int:number>/needs", who=STAFF, answers=NeedList)
def find_needs(ask: Ask, number: int) -> NeedList:
    """List the skills that a ticket needs, and who covers them."""
    ticket = find_ticket(ask.session, ask.actor, number)
    return list_needs(ask.session, ask.desk.adviser.current(ask.session), ask.actor, ticket)


@door.put("/tickets/<int:number>/needs/<int:skill>", who=STAFF, answers=NeedList)
def set_need(ask: Ask, number: int, skill: int) -> NeedList:
    """Say that a ticket needs a skill."""
    ticket = find_ticket(ask.session, ask.actor, number)
    state_need(ask.session, ask.actor, ticket, skill)
    return list_needs(ask.session, ask.desk.adviser.current(ask.session), ask.actor, ticket)


@door.delete("/tickets/<int:number>/needs/<int:skill>", who=STAFF, answers=NeedList)
def drop_need(ask: Ask, number: int, skill: int) -> NeedList:
    """Say that a ticket does not need a skill; it is not brought back."""
    ticket = find_ticket(ask.session, ask.actor, number)
    remove_need(ask.session, ask.actor, ticket, skill)
    return list_needs(ask.session, ask.desk.adviser.current(ask.session), ask.actor, ticket)


@door.get("/tickets/<int:number>/categories", who=STAFF, answers=CategoryList)
def find_categories(ask: Ask, number: int) -> CategoryList:
    """Suggest categories for a ticket that has none, each with its probability."""
    ticket = find_ticket(ask.session, ask.actor, number)
    fitted = ask.desk.adviser.current(ask.session)
    return suggest_categories(ask.session, fitted, ask.actor, ticket)


@door.put("/tickets/<int:number>/category", who=STAFF)
def take_category(ask: Ask, number: int, body: CategoryInput) -> None:
    """Give a ticket without a category one; 409 where it has another by now."""
    ticket = find_ticket(ask.session, ask.actor, number)
    categorize_ticket(ask.session, ask.actor, ticket, body.category)


@door.get("/tickets/<int:number>/similar", who=STAFF, answers=Similar)
def find_like_ticket(ask: Ask, number: int) -> Similar:
    """Show the nearest past fixes and articles."""
    ticket = find_ticket(ask.session, ask.actor, number)
    adviser, session = ask.desk.adviser, ask.session
    return find_similar(
        session,
        adviser.current(session),
        adviser.library(session),
        query_of(session, ticket, None),
        staff=True,
        but=number,
        fill=True,
    )


@door.get("/tickets/<int:number>/foresight", who=STAFF, answers=TicketForesight)
def foresee(ask: Ask, number: int) -> TicketForesight:
    """Whether a ticket will be passed on, how far tiers would send it, and whether it is known."""
    ticket = find_ticket(ask.session, ask.actor, number)
    model = ask.desk.adviser.current(ask.session).model
    return ask.desk.foresight.foresee(ticket, model, query_of(ask.session, ticket, None))


@door.post("/similar", who=STAFF | REQUESTER, answers=Similar, status=200, in_transaction=False)
def find_like_words(ask: Ask, body: Typed) -> Similar:
    """Show the nearest past fixes and articles while a ticket is typed; requesters see articles.

    A question that changes nothing, and a POST only for the length of its text.
    """
    query = Query(
        created_at=clock.now().timestamp(),
        summary=body.summary,
        description=body.description,
        product=body.product or "",
        components=(body.component,) if body.component else (),
    )
    adviser = ask.desk.adviser
    staff = ask.identity is not None and ask.identity.role in DESK
    with ask.desk.database.read() as session:
        return find_similar(
            session, adviser.current(session), adviser.library(session), query, staff=staff
        )
