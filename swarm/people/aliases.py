"""Names from other desks: kept as evidence, and matched to accounts by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid
from swarm.paging import decode, encode
from swarm.people.access import check_administers
from swarm.people.merging import move_everything
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Alias, Person


class AliasRow(BaseModel):
    """A name of another desk. `person` is whom it stands for now: an account once `matched`.

    `guess` is the one account here with the same name or mail address, if there is one.
    """

    id: int
    source: str
    name: str
    person: PersonRef
    matched: bool
    matched_by: PersonRef | None
    matched_at: datetime | None
    guess: PersonRef | None


class AliasList(BaseModel):
    """A page of aliases by source and name, and how many wait to be matched."""

    items: list[AliasRow]
    next: str | None
    unmatched: int
    sources: list[str]


def list_aliases(
    session: Session,
    *,
    source: str | None = None,
    unmatched: bool = False,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> AliasList:
    """Aliases, those still to be matched only where `unmatched`. Raises Invalid for the cursor."""
    wanted = select(Alias)
    if source:
        wanted = wanted.where(Alias.source == source)
    if unmatched:
        wanted = wanted.where(Alias.matched_at.is_(None))
    if q:
        wanted = wanted.where(func.lower(Alias.name).contains(q.lower(), autoescape=True))
    if cursor:
        wanted = wanted.where(Alias.id > decode(cursor, int)[0])
    found = session.scalars(wanted.order_by(Alias.id).limit(limit + 1)).all()
    waiting = select(func.count()).select_from(Alias).where(Alias.matched_at.is_(None))
    return AliasList(
        items=_rows(session, found[:limit]),
        next=encode(found[limit - 1].id) if len(found) > limit else None,
        unmatched=session.scalar(waiting) or 0,
        sources=list(session.scalars(select(Alias.source).distinct().order_by(Alias.source))),
    )


def match_alias(session: Session, actor: Person | None, alias: Alias, person: Person) -> AliasRow:
    """Say that a name of another desk is this account: all that the name did becomes theirs.

    Safe to repeat for the same person. Raises NotAllowed, Invalid for somebody without an
    account, and Conflict when the name is matched to another.
    """
    check_administers(actor)
    session.refresh(alias, with_for_update=True)
    if alias.matched_at is not None and alias.person_id != person.id:
        names = refs(session, [alias.person_id])
        raise Conflict(
            "This name is matched already.",
            code="matched",
            current={"person": names[alias.person_id].model_dump()},
        )
    if person.email is None:
        raise Invalid("Match to somebody who has an account.", fields={"person": "has no account"})
    if alias.matched_at is None:
        _match(session, actor, alias, person)
    return _rows(session, [alias])[0]


def _match(session: Session, actor: Person | None, alias: Alias, person: Person) -> None:
    old = session.get_one(Person, alias.person_id)
    by = actor.id if actor else None
    if old.id != person.id and old.email is not None:
        raise Conflict(
            "This name stands for an account of its own.",
            code="has_account",
            current={"person": {"id": old.id, "name": old.name}},
        )
    lock_streams(session, [f"people/{old.id}", f"people/{person.id}"])
    if old.id != person.id:
        move_everything(session, old, person)
    alias.person_id, alias.matched_by, alias.matched_at = person.id, by, clock.now()
    append(session, f"people/{person.id}", "person_matched", by, alias=alias.id, old=old.id)


def _rows(session: Session, aliases: Sequence[Alias]) -> list[AliasRow]:
    people = refs(session, [one for row in aliases for one in (row.person_id, row.matched_by)])
    waiting = [row.name for row in aliases if row.matched_at is None]
    guesses = _guesses(session, waiting)
    return [
        AliasRow(
            id=row.id,
            source=row.source,
            name=row.name,
            person=people[row.person_id],
            matched=row.matched_at is not None,
            matched_by=people.get(row.matched_by) if row.matched_by else None,
            matched_at=row.matched_at,
            guess=None if row.matched_at else guesses.get(row.name.lower()),
        )
        for row in aliases
    ]


def _guesses(session: Session, names: Sequence[str]) -> dict[str, PersonRef]:
    if not names:
        return {}
    wanted = {name.lower() for name in names}
    name = func.lower(Person.name)
    rows = session.execute(
        select(Person.id, Person.name, Person.email, name.label("lower")).where(
            Person.email.is_not(None),
            Person.left_at.is_(None),
            or_(name.in_(wanted), Person.email.in_(wanted)),
        )
    )
    found: dict[str, set[tuple[int, str]]] = {}
    for row in rows:
        for key in {row.lower, row.email} & wanted:
            found.setdefault(key, set()).add((row.id, row.name))
    return {
        key: PersonRef(id=one[0], name=one[1])
        for key, ones in found.items()
        if len(ones) == 1
        for one in ones
    }
