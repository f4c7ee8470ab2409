"""The files of a ticket as screens show them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.tickets.restricted.grants import is_granted
from swarm.tickets.restricted.restricting import restricted_attachments
from swarm.tickets.tables import Attachment, Ticket


class AttachmentCard(BaseModel):
    """A file on a ticket; its content is downloaded from `/api/attachments/{id}`.

    Of one that is `restricted`, without a grant: neither name, type nor size.
    """

    id: int
    name: str
    media_type: str
    size: int
    public: bool
    restricted: bool
    added_by: PersonRef | None
    added_at: datetime


def attachment_card(
    session: Session, attachment: Attachment, *, restricted: bool = False, granted: bool = False
) -> AttachmentCard:
    """A file as screens show it."""
    hidden = restricted and not granted
    by = attachment.added_by
    return AttachmentCard(
        id=attachment.id,
        name="Restricted file" if hidden else attachment.name,
        media_type="application/octet-stream" if hidden else attachment.media_type,
        size=0 if hidden else attachment.size,
        public=attachment.public,
        restricted=restricted,
        added_by=refs(session, [by]).get(by) if by is not None else None,
        added_at=attachment.added_at,
    )


def attachments_of(session: Session, actor: Person, ticket: Ticket) -> list[AttachmentCard]:
    """Every file of a ticket that the actor may see; requesters see the public ones."""
    mine = Attachment.ticket_number == ticket.number
    seen = mine if actor.staff else mine & Attachment.public.is_(True)
    rows = session.scalars(select(Attachment).where(seen).order_by(Attachment.id)).all()
    kept = restricted_attachments(session, ticket.number) if rows else set()
    granted = bool(kept) and is_granted(session, actor, ticket.number)
    return [
        attachment_card(session, row, restricted=row.id in kept, granted=granted) for row in rows
    ]
