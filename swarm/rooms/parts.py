"""A swarm's parts as answers: invitations, offers, members, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from swarm.people.refs import PersonRef
from swarm.rooms.cards import InvitationCard, MemberCard, OfferCard, ReasonText
from swarm.rooms.tables import Closure, Contribution, Invitation, Member, Offer
from swarm.tickets.ends import ClosureCard, CreditCard

Names = dict[int, PersonRef]


def invitation_card(invitation: Invitation, names: Names, *, reason: bool) -> InvitationCard:
    """An invitation as an answer; `reason` says whether the words of the answer are told."""
    return InvitationCard(
        id=invitation.id,
        swarm=invitation.swarm_id,
        person=names[invitation.person_id],
        by=names[invitation.by_id],
        role=invitation.role,
        note=invitation.note,
        reasons=[ReasonText.model_validate(one) for one in invitation.reasons],
        sent_at=invitation.sent_at,
        seen_at=invitation.seen_at,
        expires_at=invitation.expires_at,
        later_at=invitation.later_at,
        postponed=invitation.postponed,
        answer=invitation.answer,
        answered_at=invitation.answered_at,
        reason=invitation.reason if reason else None,
    )


def offer_card(offer: Offer, names: Names) -> OfferCard:
    """An offer as an answer."""
    return OfferCard(
        id=offer.id,
        swarm=offer.swarm_id,
        person=names[offer.person_id],
        note=offer.note,
        made_at=offer.made_at,
        answer=offer.answer,
        answered_at=offer.answered_at,
    )


def member_card(member: Member, names: Names, state: str | None) -> MemberCard:
    """A member as an answer; `state` is where they are beside this swarm."""
    return MemberCard(
        person=names[member.person_id],
        role=member.role,
        came_by=member.came_by,
        joined_at=member.joined_at,
        state=state,
    )


def closure_card(closure: Closure, credited: Sequence[Contribution], names: Names) -> ClosureCard:
    """How a swarm ended and whose help counted, as an answer."""
    return ClosureCard(
        summary=closure.summary,
        solved=closure.solved,
        cancelled=closure.cancelled,
        ruled_out=closure.ruled_out,
        by=names[closure.by_id],
        at=closure.at,
        credits=[
            CreditCard(person=names[one.person_id], kind=one.kind, message=one.message_id)
            for one in credited
        ],
    )
