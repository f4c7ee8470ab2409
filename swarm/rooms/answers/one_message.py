"""Help given in one message: whoever is asked answers without joining, and it counts as help."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.tables import Mark
from swarm.rooms.calls import find_own_invitation
from swarm.rooms.cards import AnswerCard
from swarm.rooms.invitations import (
    end_invitation,
    hold_invitation,
    require_waiting,
)
from swarm.rooms.messages import erase_words, say_once
from swarm.rooms.tables import Invitation, Member, Message

ANSWERED = "answered"


def answer_in_message(
    session: Session, actor: Person, invitation_id: int, body: str, *, secret: str
) -> Invitation:
    """Put `body` into the room as the answer to a call, marked as knowledge for the credits.

    The words are for members only while somebody from outside is in: who writes them does not see
    who reads. Repeating it changes nothing. Raises NotFound for anybody else's call, NotAllowed
    for guests, Conflict for other words and after the end, Invalid for none or too many.
    """
    invitation = find_own_invitation(session, actor, invitation_id)
    if not actor.staff:
        raise NotAllowed("Only colleagues answer in one message. Join the room instead.")
    hold_invitation(session, invitation)
    swarm_id, said = invitation.swarm_id, _client_id(invitation.id)
    if invitation.answer != ANSWERED:
        require_waiting(invitation, clock.now())
    visited = bool(
        session.scalar(
            select(
                exists().where(
                    Member.swarm_id == swarm_id, Member.left_at.is_(None), Member.role == "guest"
                )
            )
        )
    )
    line = say_once(
        session, actor, swarm_id, said, body,
        secret=secret, aside=visited, invitation=invitation.id,
    )  # fmt: skip
    if invitation.answer == ANSWERED:
        return invitation
    now, message = clock.now(), line.data["message"]
    invitation.seen_at = invitation.seen_at or now
    session.add(
        Mark(message_id=message, kind="knowledge", swarm_id=swarm_id, by_id=actor.id, at=now)
    )
    append(
        session, stream_of(swarm_id), "message_marked", actor.id, message=message, mark="knowledge"
    )
    end_invitation(session, invitation, ANSWERED, actor.id, "invitation_answered")
    return invitation


def erase_answer(session: Session, actor: Person, invitation_id: int) -> None:
    """Erase what one helped with in one message, also without being in the room, and later.

    The line stays. Twice changes nothing. Raises NotFound for anybody else's call, NotAllowed for
    another's that one sees, Conflict for one that was not answered so.
    """
    invitation = find_own_invitation(session, actor, invitation_id)
    hold_invitation(session, invitation)
    message = _message_of(session, invitation)
    if message is None:
        raise Conflict(
            "Nothing was said in answer to this call.",
            code="not_answered",
            current={"answer": invitation.answer},
        )
    erase_words(session, actor, message)


def answer_of(session: Session, actor: Person, swarm_id: int) -> AnswerCard | None:
    """What the actor last helped this swarm with in one message, as long as it stands."""
    answered = session.scalars(
        select(Invitation)
        .where(
            Invitation.swarm_id == swarm_id,
            Invitation.person_id == actor.id,
            Invitation.answer == ANSWERED,
        )
        .order_by(Invitation.id.desc())
    )
    for invitation in answered:
        message = _message_of(session, invitation)
        if message is not None and message.html is not None:
            return AnswerCard(invitation=invitation.id, html=message.html, at=message.at)
    return None


def _client_id(invitation_id: int) -> str:
    return f"invitation-{invitation_id}"


def _message_of(session: Session, invitation: Invitation) -> Message | None:
    if invitation.answer != ANSWERED:
        return None
    return session.scalar(
        select(Message).where(
            Message.swarm_id == invitation.swarm_id,
            Message.author_id == invitation.person_id,
            Message.client_id == _client_id(invitation.id),
        )
    )


def helpers_by_message(session: Session, swarm_id: int) -> set[int]:
    """The ids of those who helped a swarm in one message that still stands."""
    return set(
        session.scalars(
            select(Invitation.person_id)
            .join(Message, Message.author_id == Invitation.person_id)
            .where(
                Invitation.swarm_id == swarm_id,
                Invitation.answer == ANSWERED,
                Message.swarm_id == swarm_id,
                Message.deleted_at.is_(None),
            )
        )
    )
