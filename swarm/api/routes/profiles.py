"""What a person has shown, and a colleague's word for it."""

from __future__ import annotations

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.rooms.contributions import ProfilePage, read_profile
from swarm.skills.evidence import endorse_person

door = Door("profiles")


class NewEndorsement(Input):
    """The skill to vouch for, and the ticket on which it showed."""

    skill: Id
    ticket: Id | None = None


@door.get("/people/<int:person>/profile", who=STAFF, answers=ProfilePage)
def show_profile(ask: Ask, person: int) -> ProfilePage:
    """Show what somebody knows, calculated from evidence."""
    return read_profile(ask.session, ask.actor, person)


@door.post("/people/<int:person>/endorsements", who=STAFF, answers=ProfilePage, status=201)
def endorse(ask: Ask, person: int, body: NewEndorsement) -> tuple[ProfilePage, int]:
    """Vouch for a colleague's skill: 201, or 200 where it was said before."""
    new = endorse_person(ask.session, ask.actor, person, body.skill, body.ticket)
    return read_profile(ask.session, ask.actor, person), 201 if new else 200
