"""Saved views: named filters of one's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationError

from swarm.api.door import Ask, Door, Input
from swarm.api.inputs import ONE_LINE
from swarm.api.routes.tickets import DESK, TicketQuery
from swarm.errors import Invalid
from swarm.tickets.views import ViewCard, Views, card_of, delete_view, read_views, save_view
from swarm.wording import faults_of

door = Door("views")

Value = Annotated[str, Field(max_length=400)]


class NewView(Input):
    """A name, and the parameters of `GET /api/tickets`."""

    name: Annotated[str, Field(min_length=1, max_length=60), ONE_LINE]
    query: Annotated[dict[Annotated[str, Field(max_length=40)], Value], Field(max_length=20)]


@door.get("/views", who=DESK, answers=Views)
def list_views(ask: Ask) -> Views:
    """One's saved views, by name."""
    return read_views(ask.session, ask.actor)


@door.post("/views", who=DESK, answers=ViewCard, status=201)
def make_view(ask: Ask, body: NewView) -> ViewCard:
    """Save a view."""
    try:
        TicketQuery.model_validate(body.query)
    except ValidationError as error:
        fields = {f"query.{name}": fault for name, fault in faults_of(error).items()}
        raise Invalid("No list can be asked for like that.", fields=fields) from error
    return card_of(save_view(ask.session, ask.actor, body.name, dict(body.query)))


@door.delete("/views/<int:view>", who=DESK)
def remove_view(ask: Ask, view: int) -> None:
    """Forget a view."""
    delete_view(ask.session, ask.actor, view)
