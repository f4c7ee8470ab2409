"""People come, change and go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.access import check_administers, may_administer, may_see
from swarm.people.checks import checked_hours, checked_name, checked_zone
from swarm.people.emails import checked_email
from swarm.people.queries import find_by_email
from swarm.people.tables import Person, Role, Team

OWN_FIELDS = frozenset({"name", "time_zone", "hours", "reach", "ask_budget"})
REACHES = ("live", "quiet")
MOST_ASKS = 50


def add_person(
    session: Session,
    actor: Person | None,
    *,
    name: str,
    email: str,
    role: str,
    team: Team | None = None,
    time_zone: str | None = None,
    hours: Mapping[str, Any] | None = None,
    ask_budget: int = 4,
) -> Person:
    """Somebody new, who still needs a password or a sign-in link.

    `actor` is an administrator, None the command line. Raises NotAllowed, Invalid, and
    Conflict naming the person who has the mail address.
    """
    check_administers(actor)
    email = checked_email(email)
    _check_email_is_free(session, email)
    person = Person(
        name=checked_name(name),
        email=email,
        role=Role(role),
        team=team,
        time_zone=checked_zone(time_zone) if time_zone else None,
        hours=checked_hours(hours) if hours is not None else None,
        ask_budget=ask_budget,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    append(session, f"people/{person.id}", "person_added", _id(actor), role=person.role)
    return person


def change_person(
    session: Session, actor: Person | None, person: Person, changes: Mapping[str, Any]
) -> list[str]:
    """Set fields of a person; returns those that really changed.

    Administrators set everything (`email`, `role`, `team_id`, and what follows); everybody
    sets their own name, time_zone, hours, reach and ask_budget. Raises NotFound, NotAllowed,
    Invalid, and Conflict for a mail address in use or the last administrator's role.
    """
    _check_may_change(actor, person, set(changes))
    wanted = _checked(session, person, changes)
    fields = sorted(name for name, value in wanted.items() if getattr(person, name) != value)
    if "role" in fields and person.role == Role.ADMINISTRATOR:
        _check_another_administrator(session, person)
    for name in fields:
        setattr(person, name, wanted[name])
    if fields:
        append(session, f"people/{person.id}", "profile_changed", _id(actor), fields=fields)
        session.refresh(person)
    return fields


def mark_left(session: Session, actor: Person | None, person: Person) -> bool:
    """The person has left: never suggested, no way in; everything they did stays.

    False when they had left already. Raises NotAllowed, and Conflict for the last administrator.
    """
    check_administers(actor)
    if person.left_at is not None:
        return False
    if person.role == Role.ADMINISTRATOR:
        _check_another_administrator(session, person)
    person.left_at = clock.now()
    append(session, f"people/{person.id}", "person_left", _id(actor))
    return True


def mark_back(session: Session, actor: Person | None, person: Person) -> bool:
    """The person is here again; they need a new link or password. False when they never left."""
    check_administers(actor)
    if person.left_at is None:
        return False
    if person.email is None:
        raise Conflict(
            "This person is known by an old name only. Match the name to an account instead.",
            code="no_account",
            current={"email": None},
        )
    person.left_at = None
    append(session, f"people/{person.id}", "person_back", _id(actor))
    return True


def _check_may_change(actor: Person | None, person: Person, fields: set[str]) -> None:
    if actor is None or may_administer(actor):
        return
    if not may_see(actor, person):
        raise NotFound
    if actor.id != person.id or not fields <= OWN_FIELDS:
        raise NotAllowed("Only administrators change this.")


def _checked(session: Session, person: Person, changes: Mapping[str, Any]) -> dict[str, Any]:
    wanted = dict(changes)
    if "name" in wanted:
        wanted["name"] = checked_name(wanted["name"])
    if wanted.get("time_zone"):
        wanted["time_zone"] = checked_zone(wanted["time_zone"])
    if wanted.get("hours") is not None:
        wanted["hours"] = checked_hours(wanted["hours"])
    if "email" in wanted:
        wanted["email"] = checked_email(wanted["email"])
        if wanted["email"] != person.email:
            _check_email_is_free(session, wanted["email"])
    if wanted.get("team_id") is not None and session.get(Team, wanted["team_id"]) is None:
        raise Invalid("There is no such team.", fields={"team": "no such team"})
    if "reach" in wanted and wanted["reach"] not in REACHES:
        raise Invalid("This is no way to be reached.", fields={"reach": "live or quiet"})
    if "role" in wanted:
        wanted["role"] = Role(wanted["role"])
    return wanted


def _check_email_is_free(session: Session, email: str) -> None:
    other = find_by_email(session, email)
    if other is not None:
        raise Conflict(
            f"{other.name} has this mail address already.",
            code="email_in_use",
            current={"id": other.id, "name": other.name},
        )


def _check_another_administrator(session: Session, person: Person) -> None:
    # Both of the last two, each removing the other, must meet here: PostgreSQL locks the rows.
    others = session.scalars(
        select(Person.id)
        .where(Person.role == Role.ADMINISTRATOR, Person.left_at.is_(None))
        .order_by(Person.id)
        .with_for_update(of=Person)
    ).all()
    if not [one for one in others if one != person.id]:
        raise Conflict(
            "The desk needs an administrator.",
            code="last_administrator",
            current={"administrators": [person.id]},
        )


def _id(actor: Person | None) -> int | None:
    return actor.id if actor else None
