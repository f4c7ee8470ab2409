"""Put a hypothesis on the board, say what became of it, and what speaks for it."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.access import check_text, hold_board
from swarm.rooms.board.states import State, may_move, needs_reason
from swarm.rooms.board.tables import Hypothesis, Support, Verdict
from swarm.rooms.tables import Message

MOST = 100
LONGEST_REASON = 1_000
TOLD: dict[State, str] = {
    "open": "hypothesis_reopened",
    "ruled_out": "hypothesis_ruled_out",
    "confirmed": "hypothesis_confirmed",
}
"""The kind of the line that tells of a verdict."""


def add_hypothesis(
    session: Session, actor: Person, swarm_id: int, text: str, message_id: int | None = None
) -> Hypothesis:
    """Put what might be behind it on the board; `message_id` already speaks for it.

    Raises NotFound for who does not see the board, NotAllowed for observers, Conflict when the
    swarm is closed, Invalid for no text, too much of it, 100 hypotheses or no such message.
    """
    hold_board(session, actor, swarm_id)
    text = check_text(text)
    standing = select(func.count()).where(
        Hypothesis.swarm_id == swarm_id, Hypothesis.text.is_not(None)
    )
    if (session.scalar(standing) or 0) >= MOST:
        raise Invalid("There are too many hypotheses here.", fields={"text": "one too many"})
    added = Hypothesis(swarm_id=swarm_id, author_id=actor.id, text=text, at=clock.now())
    session.add(added)
    session.flush()
    facts = {} if message_id is None else {"message": message_id}
    if message_id is not None:
        _check_message(session, swarm_id, message_id)
        session.add(_support(added.id, message_id, actor.id))
    stream = stream_of(swarm_id)
    append(session, stream, "hypothesis_added", actor.id, hypothesis=added.id, **facts)
    return added


def judge_hypothesis(
    session: Session,
    actor: Person,
    swarm_id: int,
    hypothesis_id: int,
    state: State,
    reason: str = "",
) -> None:
    """Rule out or confirm what is open, or open it again with a reason; the same twice is once.

    Raises as `find_hypothesis` does, Conflict with the state of now where there is no way from
    there, Invalid where a reason is missing or too long.
    """
    hypothesis = find_hypothesis(session, actor, swarm_id, hypothesis_id)
    now = state_of(session, hypothesis.id)
    if now == state:
        return
    if not may_move(now, state):
        raise Conflict(
            "Open this hypothesis again first, and say why.",
            code="already_judged",
            current={"hypothesis": hypothesis_id, "state": now},
        )
    reason = reason.strip()
    if needs_reason(state) and not reason:
        raise Invalid("Say why it is open again.", fields={"reason": "is empty"})
    if len(reason) > LONGEST_REASON:
        raise Invalid("This reason is too long.", fields={"reason": "at most 1,000 characters"})
    verdict = Verdict(
        hypothesis_id=hypothesis_id, state=state, reason=reason, by_id=actor.id, at=clock.now()
    )
    session.add(verdict)
    session.flush()
    facts = {"hypothesis": hypothesis_id, "verdict": verdict.id}
    append(session, stream_of(swarm_id), TOLD[state], actor.id, **facts)


def support_hypothesis(
    session: Session, actor: Person, swarm_id: int, hypothesis_id: int, message_id: int
) -> None:
    """Say that a message speaks for a hypothesis; twice is once. Raises as `add_hypothesis`."""
    find_hypothesis(session, actor, swarm_id, hypothesis_id)
    _check_message(session, swarm_id, message_id)
    if session.get(Support, (hypothesis_id, message_id)) is None:
        session.add(_support(hypothesis_id, message_id, actor.id))
        facts = {"hypothesis": hypothesis_id, "message": message_id}
        append(session, stream_of(swarm_id), "hypothesis_supported", actor.id, **facts)


def unsupport_hypothesis(
    session: Session, actor: Person, swarm_id: int, hypothesis_id: int, message_id: int
) -> None:
    """Take that back, whoever said it. What is not there, is gone."""
    find_hypothesis(session, actor, swarm_id, hypothesis_id)
    support = session.get(Support, (hypothesis_id, message_id))
    if support is not None:
        session.delete(support)
        facts = {"hypothesis": hypothesis_id, "message": message_id}
        append(session, stream_of(swarm_id), "hypothesis_unsupported", actor.id, **facts)


def erase_hypothesis(session: Session, actor: Person, swarm_id: int, hypothesis_id: int) -> None:
    """Take a hypothesis off the board with its words and reasons; its lines stay.

    Raises NotAllowed for anybody but its author and the owner of the swarm.
    """
    standing = hold_board(session, actor, swarm_id)
    hypothesis = _in_swarm(session, swarm_id, hypothesis_id)
    if actor.id != hypothesis.author_id and not standing.leads:
        raise NotAllowed("Only its author or the owner of the swarm can take it off.")
    hypothesis.text = None
    session.execute(delete(Support).where(Support.hypothesis_id == hypothesis_id))
    session.execute(update(Verdict).where(Verdict.hypothesis_id == hypothesis_id).values(reason=""))
    append(session, stream_of(swarm_id), "hypothesis_erased", actor.id, hypothesis=hypothesis_id)


def find_hypothesis(
    session: Session, actor: Person, swarm_id: int, hypothesis_id: int
) -> Hypothesis:
    """A hypothesis for who may write on the board, under its lock.

    Raises NotFound, also once it was erased, NotAllowed for observers, Conflict when closed.
    """
    hold_board(session, actor, swarm_id)
    return _in_swarm(session, swarm_id, hypothesis_id)


def state_of(session: Session, hypothesis_id: int) -> State:
    """How a hypothesis stands: as its newest verdict says."""
    newest = select(Verdict.state).where(Verdict.hypothesis_id == hypothesis_id)
    found: State | None = session.scalar(newest.order_by(Verdict.id.desc()).limit(1))
    return found or "open"


def _in_swarm(session: Session, swarm_id: int, hypothesis_id: int) -> Hypothesis:
    hypothesis = session.get(Hypothesis, hypothesis_id)
    if hypothesis is None or hypothesis.swarm_id != swarm_id or hypothesis.text is None:
        raise NotFound
    return hypothesis


def _support(hypothesis_id: int, message_id: int, by_id: int) -> Support:
    return Support(hypothesis_id=hypothesis_id, message_id=message_id, by_id=by_id, at=clock.now())


def _check_message(session: Session, swarm_id: int, message_id: int) -> None:
    message = session.get(Message, message_id)
    if message is None or message.swarm_id != swarm_id or message.deleted_at is not None:
        raise Invalid("There is no such message here.", fields={"message": "not in this room"})
