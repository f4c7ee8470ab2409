"""Tell people that they were named, on their own streams, as loudly as they wish."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.people.calendars import hours_of_person
from swarm.people.tables import Person
from swarm.rooms.mentions.names import Mentions, members_of
from swarm.rooms.tables import Swarm
from swarm.rooms.talk.tables import Mention, Mute, NoticeWish


def people_to_tell(
    session: Session,
    swarm_id: int,
    author_id: int,
    mentions: Mentions,
    blind: frozenset[int] = frozenset(),
) -> frozenset[int]:
    """The members whom a message concerns, without its author and those who do not see it."""
    named = mentions.people | mentions.team
    inside = members_of(session, swarm_id) if mentions.everyone or named else frozenset()
    told = inside if mentions.everyone else inside & named
    return told - {author_id} - blind


def streams_of(people: Collection[int]) -> list[str]:
    """The streams to lock before they are told."""
    return [f"people/{person}" for person in people]


def tell_mentioned(
    session: Session,
    author_id: int,
    swarm: Swarm,
    message_id: int,
    seq: int,
    mentions: Mentions,
    locked: Collection[int],
) -> None:
    """Write down who is named and tell those who were not told of this message before.

    Only people whose streams are `locked` are told: who came in meanwhile reads it anyway.
    """
    told = people_to_tell(session, swarm.id, author_id, mentions) & frozenset(locked)
    known = set(session.scalars(select(Mention.person_id).where(Mention.message_id == message_id)))
    if gone := known - told:
        session.execute(
            delete(Mention).where(Mention.message_id == message_id, Mention.person_id.in_(gone))
        )
    fresh = sorted(told - known)
    if not fresh:
        return
    now = clock.now()
    session.execute(
        insert(Mention),
        [
            {
                "message_id": message_id,
                "person_id": person,
                "swarm_id": swarm.id,
                "seq": seq,
                "at": now,
            }
            for person in fresh
        ],
    )
    quiet = who_is_quiet(session, swarm.id, fresh, mentions, now)
    for person in sorted(fresh, key=str):
        append(
            session,
            f"people/{person}",
            "mentioned",
            author_id,
            swarm=swarm.id,
            ticket=swarm.ticket_number,
            message=message_id,
            seq=seq,
            **({"quiet": True} if person in quiet else {}),
        )


def who_is_quiet(
    session: Session,
    swarm_id: int,
    people: Collection[int],
    mentions: Mentions,
    moment: datetime,
) -> set[int]:
    """Those of `people` who do not want to be told at once of a message with these mentions."""
    muted = select(Mute.person_id).where(Mute.swarm_id == swarm_id, Mute.person_id.in_(people))
    quiet = set(session.scalars(muted))
    rows = session.execute(
        select(Person, NoticeWish)
        .outerjoin(NoticeWish, NoticeWish.person_id == Person.id)
        .where(Person.id.in_(people))
    )
    for person, wish in rows:
        if person.reach == "quiet" or _unwanted(wish, person, mentions, moment):
            quiet.add(person.id)
    return quiet


def _unwanted(
    wish: NoticeWish | None, person: Person, mentions: Mentions, moment: datetime
) -> bool:
    if wish is None:
        return False
    if wish.mentions == "none" or (wish.mentions == "named" and person.id not in mentions.people):
        return True
    return in_quiet_hours(wish, person, moment)


def in_quiet_hours(wish: NoticeWish, person: Person, moment: datetime) -> bool:
    """Whether `moment` lies in the quiet hours of a person, by their own clock.

    From 22:00 until 07:00 goes over midnight; the end is not quiet any more.
    """
    if wish.quiet_from is None or wish.quiet_until is None:
        return False
    local = hours_of_person(person).local(moment)
    minute = local.hour * 60 + local.minute
    if wish.quiet_from <= wish.quiet_until:
        return wish.quiet_from <= minute < wish.quiet_until
    return minute >= wish.quiet_from or minute < wish.quiet_until
