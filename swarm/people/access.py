"""Who may see and change what is known of people."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person, Role, Team


def may_see(actor: Person, person: Person) -> bool:
    """Colleagues see everybody; requesters and guests see themselves only."""
    return actor.staff or actor.id == person.id


def may_administer(actor: Person) -> bool:
    """Whether this person keeps people, teams and targets."""
    return actor.role == Role.ADMINISTRATOR


def may_plan(actor: Person, person: Person) -> bool:
    """Whether `actor` may write down absences of `person`: one's own, or as a manager."""
    return person.staff and (actor.manages or (actor.staff and actor.id == person.id))


def find_person(session: Session, actor: Person, person_id: int) -> Person:
    """The person with this id. Raises NotFound where `actor` may not see them."""
    person = session.get(Person, person_id)
    if person is None or not may_see(actor, person):
        raise NotFound
    return person


def find_team(session: Session, team_id: int) -> Team:
    """The team with this id, or NotFound."""
    team = session.get(Team, team_id)
    if team is None:
        raise NotFound
    return team


def check_administers(actor: Person | None) -> None:
    """Raise NotAllowed unless `actor` is an administrator, or None: the command line."""
    if actor is not None and not may_administer(actor):
        raise NotAllowed("Only administrators change this.")
