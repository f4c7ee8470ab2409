"""Who may see a call for help or an offer of it: the room's colleagues and who it is about."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stand
from swarm.rooms.tables import Invitation, Offer


def find_invitation(session: Session, actor: Person, invitation_id: int) -> Invitation:
    """The invitation with this id. Raises NotFound where `actor` may not see it."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or not _sees(session, actor, invitation):
        raise NotFound
    return invitation


def find_own_invitation(session: Session, actor: Person, invitation_id: int) -> Invitation:
    """The invitation of the actor. Raises NotFound, and NotAllowed for another's that they see."""
    invitation = find_invitation(session, actor, invitation_id)
    if invitation.person_id != actor.id:
        raise NotAllowed("Only the person who was asked can do this.")
    return invitation


def find_offer(session: Session, actor: Person, offer_id: int) -> Offer:
    """The offer with this id. Raises NotFound where `actor` may not see it."""
    offer = session.get(Offer, offer_id)
    if offer is None or not _sees(session, actor, offer):
        raise NotFound
    return offer


def _sees(session: Session, actor: Person, call: Invitation | Offer) -> bool:
    if actor.left_at is not None:
        return False
    if call.person_id == actor.id:
        return True
    return actor.staff and stand(session, actor, call.swarm_id).reads
