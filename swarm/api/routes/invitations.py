"""Calls into a swarm and offers of help, and their answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.routes.messages import Body
from swarm.api.weeks import When
from swarm.rooms.access import find_card
from swarm.rooms.advice.suggestions import basis_of
from swarm.rooms.answers.one_message import answer_in_message, erase_answer
from swarm.rooms.answers.postponing import postpone_invitation
from swarm.rooms.cards import InvitationCard, OfferCard
from swarm.rooms.feedback.declines import Why, record_decline
from swarm.rooms.invitations import (
    answer_invitation,
    invite_person,
    see_invitation,
    withdraw_invitation,
)
from swarm.rooms.offers import answer_offer, make_offer
from swarm.rooms.queries import read_invitation, read_offer
from swarm.rooms.severity.access import may_invite
from swarm.rooms.waiting import InvitationList, OfferList, invitations_of, offers_to

door = Door("invitations")

ROOM = STAFF | GUEST
Answer = Literal["accepted", "declined"]
Note = Annotated[str, Field(max_length=2_000)]


class NewInvitation(Input):
    """Whom to call, as what, and what to tell them."""

    person: Id
    note: Note = ""
    role: Literal["collaborator", "learner"] = "collaborator"


class InvitationAnswer(Input):
    """Yes or no, and why in words.

    `why` is what a no says of the next request: not my subject, no time (`until` when), ask
    somebody else (`instead`).
    """

    answer: Answer
    reason: Note = ""
    why: Why | None = None
    until: When | None = None
    instead: Id | None = None


class Later(Input):
    """When to ask again."""

    until: When


class OneMessage(Input):
    """What one knows, in Markdown."""

    body: Body


class NewOffer(Input):
    """What one can do."""

    note: Note = ""


class OfferAnswer(Input):
    """Yes or no."""

    answer: Answer


@door.post("/swarms/<int:swarm>/invitations", who=STAFF, answers=InvitationCard, status=201)
def invite(ask: Ask, swarm: int, body: NewInvitation) -> InvitationCard:
    """Call somebody into a swarm; the reasons they were suggested for go with it."""
    standing = find_card(ask.session, ask.actor, swarm)
    basis = None
    if standing.about is not None and may_invite(ask.session, standing):
        fitted = ask.desk.adviser.current(ask.session)
        basis = basis_of(ask.session, fitted, standing.about, standing.swarm, body.person)
    invitation = invite_person(
        ask.session,
        ask.actor,
        swarm,
        body.person,
        note=body.note,
        role=body.role,
        minutes=ask.settings.invitation_minutes,
        basis=basis,
    )
    return read_invitation(ask.session, ask.actor, invitation)


@door.get("/invitations", who=ROOM, answers=InvitationList)
def find_invitations(ask: Ask) -> InvitationList:
    """List the calls that wait for my answer."""
    return invitations_of(ask.session, ask.actor)


@door.put("/invitations/<int:invitation>/seen", who=ROOM, answers=InvitationCard)
def mark_seen(ask: Ask, invitation: int) -> InvitationCard:
    """Note that I have seen a call."""
    return read_invitation(
        ask.session, ask.actor, see_invitation(ask.session, ask.actor, invitation)
    )


@door.put("/invitations/<int:invitation>/answer", who=ROOM, answers=InvitationCard)
def answer(ask: Ask, invitation: int, body: InvitationAnswer) -> InvitationCard:
    """Say yes, and be a member at once, or no."""
    answered = answer_invitation(ask.session, ask.actor, invitation, body.answer, body.reason)
    if body.why is not None:
        record_decline(
            ask.session,
            ask.actor,
            answered,
            body.why,
            until=body.until,
            instead=body.instead,
        )
    return read_invitation(ask.session, ask.actor, answered)


@door.put("/invitations/<int:invitation>/later", who=ROOM, answers=InvitationCard)
def put_off(ask: Ask, invitation: int, body: Later) -> InvitationCard:
    """Neither yes nor no: ask me again at a moment within a week."""
    minutes = ask.settings.invitation_minutes
    later = postpone_invitation(ask.session, ask.actor, invitation, body.until, minutes=minutes)
    return read_invitation(ask.session, ask.actor, later)


@door.put("/invitations/<int:invitation>/message", who=STAFF, answers=InvitationCard)
def answer_at_once(ask: Ask, invitation: int, body: OneMessage) -> InvitationCard:
    """Help in one message, without joining; it is marked so that it is credited."""
    answered = answer_in_message(
        ask.session, ask.actor, invitation, body.body, secret=ask.settings.secret_key
    )
    return read_invitation(ask.session, ask.actor, answered)


@door.delete("/invitations/<int:invitation>/message", who=STAFF)
def erase_own_answer(ask: Ask, invitation: int) -> None:
    """Erase what one helped with in one message."""
    erase_answer(ask.session, ask.actor, invitation)


@door.delete("/invitations/<int:invitation>", who=STAFF)
def withdraw(ask: Ask, invitation: int) -> None:
    """Take a call back, as the owner of the swarm."""
    withdraw_invitation(ask.session, ask.actor, invitation)


@door.post("/swarms/<int:swarm>/offers", who=ROOM, answers=OfferCard, status=201)
def offer_help(ask: Ask, swarm: int, body: NewOffer) -> OfferCard:
    """Offer to help, unasked."""
    return read_offer(ask.session, make_offer(ask.session, ask.actor, swarm, body.note))


@door.get("/offers", who=STAFF, answers=OfferList)
def find_offers(ask: Ask) -> OfferList:
    """List the offers that wait for my answer as an owner."""
    return offers_to(ask.session, ask.actor)


@door.put("/offers/<int:offer>/answer", who=STAFF, answers=OfferCard)
def settle_offer(ask: Ask, offer: int, body: OfferAnswer) -> OfferCard:
    """Accept or decline an offer, as the owner of the swarm."""
    return read_offer(ask.session, answer_offer(ask.session, ask.actor, offer, body.answer))
