"""Questions that take long, asked beside the event loop, and sheets to download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response
from sqlalchemy.orm import Session

from swarm.api.desk import Ask
from swarm.db import Database
from swarm.errors import NotSignedIn
from swarm.people.tables import Person

T = TypeVar("T")


def ask_beside(ask: Ask, question: Callable[[Session, Person], T]) -> T:
    """Ask in a thread: a report may take a second, and nobody else should wait for it."""
    identity = ask.identity
    if identity is None:
        raise NotSignedIn("Sign in first.")
    answered: T = ask.desk.off_loop(_ask, ask.settings.database, identity.person_id, question)
    return answered


def _ask(url: str, person_id: int, question: Callable[[Session, Person], Any]) -> Any:
    # The loop's own connections must not be used by another thread.
    database = Database(url, pool_size=1)
    try:
        with database.read() as session:
            person = session.get(Person, person_id)
            if person is None or person.left_at is not None:
                raise NotSignedIn("This account is closed.")
            return question(session, person)
    finally:
        database.close()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(content: str | bytes, name: str) -> Response:
    """A CSV file (a text) or a workbook (bytes) as a download."""
    return Response(
        content,
        mimetype="text/csv" if isinstance(content, str) else XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
