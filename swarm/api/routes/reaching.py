"""Being reached elsewhere: pushes to this browser, and what a mail's links open."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from swarm import clock
from swarm.api.door import EVERYONE, PUBLIC, Ask, Door, Input
from swarm.errors import Conflict, Invalid, NotSignedIn
from swarm.markdown import plain
from swarm.outbox.mails import STOP_FIELD, STOP_WORD
from swarm.outbox.seals import LONGEST, STOP, open_seal
from swarm.people.tables import Person
from swarm.rooms.invitations import answer_invitation
from swarm.rooms.reaching.browsers import add_browser, drop_browser
from swarm.rooms.reaching.calling import Calling, open_call, read_calling
from swarm.rooms.reaching.kinds import KINDS, KindName
from swarm.rooms.reaching.wishes import stop_mails, ways_for
from swarm.rooms.tables import Invitation

door = Door("reaching")


class PushBrowser(Input):
    """What the browser says of its push service: an address and two keys in base64url."""

    endpoint: Annotated[str, Field(min_length=10, max_length=1000)]
    p256dh: Annotated[str, Field(min_length=80, max_length=120, repr=False)]
    auth: Annotated[str, Field(min_length=16, max_length=40, repr=False)]


class Seal(Input):
    """The sealed part of a link in a mail."""

    model_config = ConfigDict(str_strip_whitespace=False)

    seal: Annotated[str, Field(min_length=1, max_length=LONGEST, repr=False)]


class SealedAnswer(Seal):
    """Yes or no to the call that a seal stands for, and why in words."""

    answer: Literal["accepted", "declined"]
    reason: Annotated[str, Field(max_length=2_000)] = ""


class Call(BaseModel):
    """A call as its mail tells it; `until` is in the words of the clock of who is asked."""

    invitation: int
    swarm: int
    person: str
    by: str
    subject: str
    ask: str
    note: str
    until: str
    expires_at: datetime
    answer: str | None


class Stop(BaseModel):
    """Whose mails of which kind a link ends, and whether they have ended."""

    person: str
    kind: KindName
    stopped: bool


@door.put("/me/browser", who=EVERYONE)
def take_pushes(ask: Ask, body: PushBrowser) -> None:
    """Have this browser take pushes until it is signed out; it replaces what it sent before."""
    add_browser(
        ask.session, ask.actor, _sign_in(ask), **body.model_dump(),
        anywhere=ask.settings.push_anywhere,
    )  # fmt: skip


@door.delete("/me/browser", who=EVERYONE)
def take_none(ask: Ask) -> None:
    """Have this browser take no pushes any more."""
    drop_browser(ask.session, _sign_in(ask))


@door.post("/calls", who=PUBLIC, answers=Call, limited="sign_in", in_transaction=False)
def read_call(ask: Ask, body: Seal) -> Call:
    """Read the call that a mail's link stands for. It answers nothing, and nobody has seen it."""
    with ask.desk.database.read() as session:
        return _card(read_calling(session, _open(ask, session, body.seal)))


@door.put("/calls", who=PUBLIC, answers=Call, limited="sign_in", in_transaction=False)
def answer_call(ask: Ask, body: SealedAnswer) -> Call:
    """Answer the call that a mail's link stands for, in the name of who was asked."""
    with ask.desk.database.write() as session:
        invitation = _open(ask, session, body.seal)
        person = session.get_one(Person, invitation.person_id)
        answered = answer_invitation(session, person, invitation.id, body.answer, body.reason)
        return _card(read_calling(session, answered))


@door.post("/stops", who=PUBLIC, answers=Stop, limited="sign_in", in_transaction=False)
def read_stop(ask: Ask, body: Seal) -> Stop:
    """Read which mails the link at a mail's end is about. It ends nothing."""
    with ask.desk.database.read() as session:
        person, kind = _mails(ask, session, body.seal)
        stopped = ways_for(session, person.id, kind).mail == "off"
        return Stop(person=person.name, kind=kind, stopped=stopped)


@door.put("/stops", who=PUBLIC, answers=Stop, limited="sign_in", in_transaction=False)
def stop(ask: Ask, body: Seal) -> Stop:
    """End the mails that the link at a mail's end is about; the account says so from then on."""
    with ask.desk.database.write() as session:
        person, kind = _mails(ask, session, body.seal)
        stop_mails(session, person, kind)
        return Stop(person=person.name, kind=kind, stopped=True)


@door.get("/stops/<seal>", who=PUBLIC, in_transaction=False)
def open_stop(_ask: Ask, seal: str) -> Response:
    """Lead a reader whose mail program opens the address of `List-Unsubscribe` to its page."""
    return Response(status=303, headers={"Location": f"/stop/{quote(seal, safe='')}"})


@door.post("/stops/<seal>", who=PUBLIC, limited="sign_in", in_transaction=False)
def stop_at_once(ask: Ask, seal: str) -> None:
    """End the mails of a kind for a mail program that was told to (one click, RFC 8058).

    The body is the form that the RFC names: `List-Unsubscribe=One-Click`.
    """
    with ask.desk.database.write() as session:
        person, kind = _mails(ask, session, seal)
        if request.form.get(STOP_FIELD) != STOP_WORD:
            told = f"must be {STOP_WORD}"
            raise Invalid(f"Send the form {STOP_FIELD}={STOP_WORD}.", fields={STOP_FIELD: told})
        stop_mails(session, person, kind)


def _sign_in(ask: Ask) -> int:
    sign_in = ask.identity.sign_in if ask.identity else None
    if sign_in is None:
        raise Conflict("Only a browser takes pushes.", code="no_browser", current={"sign_in": None})
    return sign_in


def _open(ask: Ask, session: Session, sealed: str) -> Invitation:
    invitation = open_call(session, ask.settings.secret_key, sealed)
    if invitation is None:
        raise NotSignedIn("This link is none of ours, or no longer one.", code="link_void")
    return invitation


def _mails(ask: Ask, session: Session, sealed: str) -> tuple[Person, KindName]:
    match open_seal(ask.settings.secret_key, STOP, sealed):
        case [int(person_id), str(kind)] if kind in KINDS:
            person = session.get(Person, person_id)
            if person is not None and person.left_at is None:
                return person, KINDS[kind].name
    raise NotSignedIn("This link is none of ours, or no longer one.", code="link_void")


def _card(calling: Calling) -> Call:
    invitation = calling.invitation
    over = invitation.answer is None and invitation.expires_at <= clock.now()
    return Call(
        invitation=invitation.id,
        swarm=invitation.swarm_id,
        person=calling.person.name,
        by=calling.by,
        subject=calling.subject,
        ask=calling.ask,
        note=plain(invitation.note),
        until=calling.until,
        expires_at=invitation.expires_at,
        answer="expired" if over else invitation.answer,
    )
