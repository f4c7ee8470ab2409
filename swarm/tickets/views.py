"""Named filters that a person keeps."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm.errors import Conflict, NotFound
from swarm.people.tables import Person
from swarm.tickets.tables import SavedView

MOST = 100


class ViewCard(BaseModel):
    """A saved view; `query` holds the parameters of `GET /api/tickets`."""

    id: int
    name: str
    query: dict[str, Any]


class Views(BaseModel):
    """All views of one person, by name."""

    items: list[ViewCard]


def read_views(session: Session, actor: Person) -> Views:
    """The person's own views."""
    rows = session.scalars(
        select(SavedView).where(SavedView.person_id == actor.id).order_by(SavedView.name)
    )
    return Views(items=[card_of(row) for row in rows])


def save_view(session: Session, actor: Person, name: str, query: dict[str, Any]) -> SavedView:
    """Keep a filter under a name. Raises Conflict where the name is taken or there are too many."""
    owned = select(func.count()).select_from(SavedView).where(SavedView.person_id == actor.id)
    count = session.scalar(owned) or 0
    if count >= MOST:
        raise Conflict(
            f"{MOST} views are the most one can keep.",
            code="too_many_views",
            current={"views": count},
        )
    view = SavedView(person_id=actor.id, name=name, query=query)
    try:
        with session.begin_nested():
            session.add(view)
            session.flush()
    except IntegrityError as error:
        raise Conflict(f"You already have a view named {name}.", current={"name": name}) from error
    return view


def delete_view(session: Session, actor: Person, view_id: int) -> None:
    """Forget one of one's own views."""
    view = session.get(SavedView, view_id)
    if view is None or view.person_id != actor.id:
        raise NotFound
    session.delete(view)


def card_of(view: SavedView) -> ViewCard:
    """A view as screens show it."""
    return ViewCard(id=view.id, name=view.name, query=dict(view.query))
