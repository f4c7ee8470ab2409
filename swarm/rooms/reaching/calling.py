"""A call for help on its way to who is asked: by push with yes and no, by mail with both links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from swarm import clock
from swarm.markdown import plain
from swarm.outbox.mails import Block, Entry, Listed, Mail, Quoted, Said, Way
from swarm.outbox.seals import open_seal, seal
from swarm.people.tables import Person
from swarm.rooms.outside.brief import brief_for
from swarm.rooms.reaching.hours import local_words
from swarm.rooms.subjects import subject_of
from swarm.rooms.tables import Invitation, Swarm

CALL = "call"
"""The purpose of the seal with which one call can be answered without signing in."""
SHOWN, REASONS = 300, 3


@dataclass(frozen=True, slots=True)
class Calling:
    """What a call says: who asks, where, what for and until when by the clock of who is asked."""

    invitation: Invitation
    person: Person
    by: str
    subject: str
    ask: str
    until: str


def read_calling(session: Session, invitation: Invitation) -> Calling:
    """The words of a call. A vendor's person learns only what was written for them."""
    person = session.get_one(Person, invitation.person_id)
    swarm = session.get_one(Swarm, invitation.swarm_id)
    return Calling(
        invitation=invitation,
        person=person,
        by=session.get_one(Person, invitation.by_id).name,
        subject=subject_of(session, swarm) if person.staff else f"Room {swarm.id}",
        ask=plain(brief_for(session, person, swarm), SHOWN),
        until=local_words(person, invitation.expires_at, clock.now()),
    )


def seal_call(secret: str, invitation: Invitation) -> str:
    """What answers this call in the name of who is asked, until the call is over."""
    return seal(secret, CALL, invitation.id, invitation.person_id)


def open_call(session: Session, secret: str, sealed: str) -> Invitation | None:
    """The call that a seal answers; None for what is no seal, or whose person has left."""
    match open_seal(secret, CALL, sealed):
        case [int(invitation_id), int(person_id)]:
            invitation = session.get(Invitation, invitation_id)
            person = session.get(Person, person_id)
        case _:
            return None
    if invitation is None or invitation.person_id != person_id:
        return None
    return invitation if person is not None and person.left_at is None else None


def mail_of(calling: Calling, sealed: str) -> Mail:
    """The call as a mail. Its links open a page that asks for one press: they answer nothing."""
    invitation = calling.invitation
    page = f"/call/{sealed}"
    blocks: list[Block] = [
        Said(text=f"{calling.by} asks for your help with {calling.subject}."),
        Quoted(text=calling.ask),
    ]
    if invitation.note:
        blocks += [Said(text=f"{calling.by} adds:"), Quoted(text=plain(invitation.note, SHOWN))]
    reasons = [Entry(text=one["text"]) for one in invitation.reasons[:REASONS]]
    if reasons and calling.person.staff:
        blocks += [Said(text="Why you:"), Listed(items=reasons)]
    blocks += [
        Said(text=f"Answer until {calling.until}; then somebody else is asked."),
        Way(label="Yes, I will help", path=f"{page}?say=yes", chief=True),
        Way(label="No, I cannot", path=f"{page}?say=no", chief=True),
        Way(label="Answer later, or in one message", path=f"/swarms/{invitation.swarm_id}"),
    ]
    return Mail(subject=f"{calling.by} asks for your help: {calling.subject}", blocks=blocks)


def push_of(calling: Calling) -> dict[str, Any]:
    """The call as a push; yes and no are answered by the browser that is signed in."""
    invitation = calling.invitation
    return {
        "kind": "invitation",
        "invitation": invitation.id,
        "title": f"{calling.by} asks for your help",
        "text": f"{calling.subject}\n{calling.ask}\nUntil {calling.until}",
        "path": f"/swarms/{invitation.swarm_id}",
    }
