"""The board of one swarm, as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.board.access import find_board
from swarm.rooms.board.cards import (
    Board,
    DecisionCard,
    HypothesisCard,
    MarkCard,
    SaidRef,
    TaskCard,
    VerdictCard,
)
from swarm.rooms.board.decisions import standing_decision
from swarm.rooms.board.states import MOVES, State
from swarm.rooms.board.tables import Decision, Hypothesis, Mark, Support, Task, Verdict
from swarm.rooms.tables import Message
from swarm.rooms.talk.bearing import QUOTED_SIGNS, stretch_of

Names = dict[int, PersonRef]

OUTCOME = 2_000
"""Signs of a marked message that are told: an outcome may be made of them."""


def read_board(session: Session, actor: Person, swarm_id: int) -> Board:
    """The board of a swarm. Raises NotFound for who is not in it, and for guests."""
    find_board(session, actor, swarm_id)
    return board_of(session, swarm_id)


def board_of(session: Session, swarm_id: int) -> Board:
    """The board of a swarm, whoever asks."""
    tasks = session.scalars(
        select(Task).where(Task.swarm_id == swarm_id, Task.text.is_not(None)).order_by(Task.id)
    ).all()
    decision = standing_decision(session, swarm_id)
    marks = session.execute(
        select(Mark, Message)
        .join(Message, Message.id == Mark.message_id)
        .where(Mark.swarm_id == swarm_id)
        .order_by(Message.seq, Mark.kind)
    ).all()
    hypotheses = hypotheses_of(session, swarm_id)
    people = [one for task in tasks for one in (task.author_id, task.assignee_id, task.done_by)]
    people += [one for mark, said in marks for one in (mark.by_id, said.author_id)]
    names = refs(session, [*people, decision.by_id if decision else None])
    states = [one.state for one in hypotheses]
    return Board(
        hypotheses=hypotheses,
        counts={state: states.count(state) for state in MOVES},
        tasks=[_task_card(task, names) for task in tasks],
        decision=_decision_card(decision, names) if decision else None,
        marks=[
            MarkCard(kind=mark.kind, said=_said(said, names, OUTCOME), by=names[mark.by_id])
            for mark, said in marks
        ],
    )


def hypotheses_of(session: Session, swarm_id: int) -> list[HypothesisCard]:
    """Every hypothesis of a swarm that was not erased, oldest first."""
    rows = session.scalars(
        select(Hypothesis)
        .where(Hypothesis.swarm_id == swarm_id, Hypothesis.text.is_not(None))
        .order_by(Hypothesis.id)
    ).all()
    ids = [row.id for row in rows]
    verdicts = session.scalars(
        select(Verdict).where(Verdict.hypothesis_id.in_(ids)).order_by(Verdict.id)
    ).all()
    said = session.execute(
        select(Support.hypothesis_id, Message)
        .join(Message, Message.id == Support.message_id)
        .where(Support.hypothesis_id.in_(ids))
        .order_by(Message.seq)
    ).all()
    people = [row.author_id for row in rows] + [one.by_id for one in verdicts]
    names = refs(session, people + [row.Message.author_id for row in said])
    judged, spoken = _verdicts_of(verdicts, names), _messages_of(said, names)
    return [
        HypothesisCard(
            id=row.id,
            text=row.text or "",
            author=names[row.author_id],
            at=row.at,
            state=judged[row.id][-1].state if row.id in judged else "open",
            verdicts=judged.get(row.id, []),
            messages=spoken.get(row.id, []),
        )
        for row in rows
    ]


def _verdicts_of(verdicts: Sequence[Verdict], names: Names) -> dict[int, list[VerdictCard]]:
    found: dict[int, list[VerdictCard]] = defaultdict(list)
    for one in verdicts:
        card = VerdictCard(
            state=_state(one.state), reason=one.reason, by=names[one.by_id], at=one.at
        )
        found[one.hypothesis_id].append(card)
    return found


def _state(state: str) -> State:
    return next(one for one in MOVES if one == state)


def _messages_of(rows: Sequence[Row[int, Message]], names: Names) -> dict[int, list[SaidRef]]:
    found: dict[int, list[SaidRef]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_said(row[1], names))
    return found


def _said(message: Message, names: Names, signs: int = QUOTED_SIGNS) -> SaidRef:
    return SaidRef(
        message=message.id,
        seq=message.seq,
        author=names[message.author_id],
        at=message.at,
        text=stretch_of(message.body, signs),
    )


def _task_card(task: Task, names: Names) -> TaskCard:
    return TaskCard(
        id=task.id,
        text=task.text or "",
        author=names[task.author_id],
        at=task.at,
        assignee=names.get(task.assignee_id or 0),
        due=task.due_at,
        done_at=task.done_at,
        done_by=names.get(task.done_by or 0),
    )


def _decision_card(decision: Decision, names: Names) -> DecisionCard:
    return DecisionCard(
        id=decision.id, text=decision.text, by=names[decision.by_id], at=decision.at
    )
