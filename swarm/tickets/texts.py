"""Joins the words of replies to the lines that refer to them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.people.tables import Person
from swarm.tickets.tables import Reply


def join_replies(session: Session, lines: Sequence[Line]) -> None:
    """Fill `body`, `html` and `author` ({id, name} or None) into lines of kind `reply_posted`.

    Body and html are None where the words were erased.
    """
    wanted = [line for line in lines if line.kind == "reply_posted"]
    if not wanted:
        return
    rows = session.execute(
        select(Reply.id, Reply.body, Reply.html, Person.id, Person.name)
        .outerjoin(Person, Person.id == Reply.author_id)
        .where(Reply.id.in_([line.data["reply"] for line in wanted]))
    )
    texts = {
        reply: {"body": body, "html": html, "author": _ref(person, name)}
        for reply, body, html, person, name in rows
    }
    for line in wanted:
        line.data |= texts.get(line.data["reply"], {"body": None, "html": None, "author": None})


def _ref(person: int | None, name: str | None) -> dict[str, object] | None:
    return None if person is None else {"id": person, "name": name}
