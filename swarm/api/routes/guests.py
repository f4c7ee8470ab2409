"""One person from outside, let into one room by a link; and what members show them."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import request
from pydantic import BaseModel, Field

from swarm.api.door import PUBLIC, STAFF, Ask, Door, Input
from swarm.api.identity import csrf_of
from swarm.api.inputs import Short
from swarm.api.routes.sign_in import LinkSecret
from swarm.api.whoami import Me, read_me
from swarm.people.refs import refs
from swarm.people.tables import Person
from swarm.rooms.outside.passes import (
    LONGEST_HOURS,
    PassCard,
    PassList,
    card_of,
    list_passes,
    make_pass,
    revoke_pass,
    use_pass,
)
from swarm.rooms.outside.sharing import share_message

door = Door("guests")


class NewGuest(Input):
    """Who is let in, for how many hours, and what they are told at the door."""

    verbatim = frozenset({"name"})

    name: Short
    kind: Literal["vendor", "requester"] = "vendor"
    hours: int = Field(24, ge=1, le=LONGEST_HOURS)
    brief: Annotated[str, Field(max_length=2_000)] = ""


class NewPass(BaseModel):
    """A pass and the secret of its link, which is told here and nowhere else."""

    guest: PassCard
    secret: str


@door.post("/swarms/<int:swarm>/guests", who=STAFF, answers=NewPass, status=201)
def let_in(ask: Ask, swarm: int, body: NewGuest) -> NewPass:
    """Make a link that lets one person from outside into this room, once; as its owner."""
    found, secret = make_pass(
        ask.session,
        ask.actor,
        swarm,
        name=body.name,
        kind=body.kind,
        hours=body.hours,
        brief=body.brief,
    )
    names = refs(ask.session, [found.person_id, found.made_by])
    return NewPass(guest=card_of(found, names), secret=secret)


@door.get("/swarms/<int:swarm>/guests", who=STAFF, answers=PassList)
def read(ask: Ask, swarm: int) -> PassList:
    """Who was let into this room from outside."""
    return list_passes(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/guests/<int:guest>", who=STAFF)
def take_back(ask: Ask, swarm: int, guest: int) -> None:
    """End a guest's pass: they are out within a second."""
    revoke_pass(ask.session, ask.actor, swarm, guest)


@door.put("/swarms/<int:swarm>/messages/<int:message>/shares/<int:person>", who=STAFF)
def share(ask: Ask, swarm: int, message: int, person: int) -> None:
    """Show a guest what was said before they came."""
    share_message(ask.session, ask.actor, swarm, message, person)


@door.post("/sign-in/guest", who=PUBLIC, answers=Me, limited="sign_in", in_transaction=False)
def come_in(ask: Ask, body: LinkSecret) -> Me:
    """Come into a room by a guest's link; the answer sets a session cookie for that room alone."""
    with ask.desk.database.write() as session:
        found, issued = use_pass(
            session,
            body.secret,
            agent=request.user_agent.string,
            address=request.remote_addr or "",
        )
        ask.let_in(issued.secret)
        person = session.get_one(Person, found.person_id)
        return read_me(session, person, csrf_of(ask.settings, issued.secret))
