"""By which ways somebody is told of what: read, chosen, and asked when something is to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.people.tables import Person, Role
from swarm.rooms.reaching.kinds import KINDS, Kind, KindName, MailWish
from swarm.rooms.reaching.tables import ReachWish


class Ways(BaseModel):
    """How one kind is told: in the client at once, by push, by mail; `mails` can be chosen."""

    kind: KindName
    client: bool
    push: bool
    mail: MailWish
    mails: list[MailWish] = []
    by_mail_alone: bool = False


def read_ways(session: Session, person: Person) -> list[Ways]:
    """Every kind that may concern this person, as they chose or as is usual."""
    query = select(ReachWish).where(ReachWish.person_id == person.id)
    chosen = {row.kind: row for row in session.scalars(query)}
    return [
        _ways(kind, chosen.get(kind.name))
        for kind in KINDS.values()
        if Role(person.role) in kind.who
    ]


def ways_for(session: Session, person_id: int, kind: KindName) -> Ways:
    """How this person is told of one kind."""
    return _ways(KINDS[kind], session.get(ReachWish, (person_id, kind)))


def those_without(session: Session, people: Collection[int], kind: KindName) -> set[int]:
    """Those of `people` who want to hear nothing of a kind, by whatever way."""
    return set(
        session.scalars(
            select(ReachWish.person_id).where(
                ReachWish.person_id.in_(people),
                ReachWish.kind == kind,
                ReachWish.client.is_(False),
                ReachWish.push.is_(False),
                ReachWish.mail == "off",
            )
        )
    )


def choose_ways(session: Session, person: Person, chosen: Sequence[Ways]) -> None:
    """Keep how the person wants to be told; kinds that are not named stay.

    Raises Invalid for a kind that does not concern them, or is named twice, or a way of mail that
    the kind does not go.
    """
    for place, ways in enumerate(chosen):
        kind = KINDS[ways.kind]
        if Role(person.role) not in kind.who:
            raise _at_fault(place, "kind", "does not concern you")
        if ways.kind in {one.kind for one in chosen[:place]}:
            raise _at_fault(place, "kind", "said twice")
        if ways.mail not in kind.mails:
            raise _at_fault(place, "mail", f"one of {', '.join(kind.mails)}")
        told = kind.by_mail_alone
        session.merge(
            ReachWish(
                person_id=person.id,
                kind=ways.kind,
                client=ways.client and not told,
                push=ways.push and not told,
                mail=ways.mail,
            )
        )


def stop_mails(session: Session, person: Person, kind: KindName) -> Ways:
    """No more mails of one kind; the other ways stay as they are."""
    ways = ways_for(session, person.id, kind).model_copy(update={"mail": "off"})
    choose_ways(session, person, [ways])
    return ways


def _at_fault(place: int, field: str, what: str) -> Invalid:
    return Invalid("This cannot be chosen.", fields={f"ways.{place}.{field}": what})


def _ways(kind: Kind, wish: ReachWish | None) -> Ways:
    chosen = wish or kind
    mail: MailWish = chosen.mail if chosen.mail in kind.mails else kind.mails[0]
    return Ways(
        kind=kind.name,
        client=chosen.client,
        push=chosen.push,
        mail=mail,
        mails=list(kind.mails),
        by_mail_alone=kind.by_mail_alone,
    )
