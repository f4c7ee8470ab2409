"""The database that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from swarm.config import Settings
from swarm.db import Database
from swarm.errors import Conflict
from swarm.migrating import current_and_head, upgrade


@contextmanager
def open_database() -> Iterator[Database]:
    """The desk's database; an empty one gets its tables first.

    Raises Conflict, in words for the person at the keyboard, where it cannot be reached or
    is of another version.
    """
    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    try:
        current, head = current_and_head(settings.database)
        if current is None:
            upgrade(settings.database)
    except OperationalError as error:
        raise Conflict(
            f"the database cannot be reached: {error.orig}", current={"revision": None}
        ) from error
    if current is not None and current != head:
        raise Conflict(
            f"the database is at {current}, not {head}: run `swarm migrate` first",
            current={"revision": current},
        )
    database = Database(settings.database)
    try:
        yield database
    finally:
        database.close()
