"""When somebody may be disturbed, and a moment in the words of their own clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from swarm.people.calendars import hours_of_person
from swarm.people.tables import Person
from swarm.rooms.mentions.telling import in_quiet_hours
from swarm.rooms.talk.tables import NoticeWish


def quiet_until(session: Session, person: Person, moment: datetime) -> datetime | None:
    """When the person's quiet hours end in which `moment` lies; None outside of them."""
    wish = session.get(NoticeWish, person.id)
    if wish is None or wish.quiet_until is None or not in_quiet_hours(wish, person, moment):
        return None
    local = hours_of_person(person).local(moment)
    end = local.replace(
        hour=wish.quiet_until // 60, minute=wish.quiet_until % 60, second=0, microsecond=0
    )
    return (end if end > local else end + timedelta(days=1)).astimezone(moment.tzinfo)


def local_words(person: Person, moment: datetime, now: datetime) -> str:
    """A moment by the person's own clock: `17:40 today (Europe/Berlin)`."""
    hours = hours_of_person(person)
    there, today = hours.local(moment), hours.local(now)
    days = (there.date() - today.date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"on {there:%A}, {there.day} {there:%B}")
    return f"{there:%H:%M} {day} ({hours.zone})"
