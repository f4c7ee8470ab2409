"""People as other things name them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.tables import Person


class PersonRef(BaseModel):
    """A person as other things name them."""

    id: int
    name: str


def ref(person: Person) -> PersonRef:
    """The person's id and name."""
    return PersonRef(id=person.id, name=person.name)


def refs(session: Session, ids: Iterable[int | None]) -> dict[int, PersonRef]:
    """Id and name of several people by id; unknown ids and None are left out."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: PersonRef(id=row.id, name=row.name) for row in rows}
