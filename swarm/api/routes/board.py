"""A swarm's board: hypotheses, tasks, the next decision, marked help, and its key moments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.weeks import When
from swarm.rooms.board.access import LONGEST
from swarm.rooms.board.cards import Board, Moments
from swarm.rooms.board.decisions import end_decision, set_decision
from swarm.rooms.board.hypotheses import (
    LONGEST_REASON,
    add_hypothesis,
    erase_hypothesis,
    judge_hypothesis,
    support_hypothesis,
    unsupport_hypothesis,
)
from swarm.rooms.board.marks import mark_message, unmark_message
from swarm.rooms.board.moments import read_moments
from swarm.rooms.board.reading import read_board
from swarm.rooms.board.states import State
from swarm.rooms.board.tasks import Changes, add_task, change_task, erase_task

door = Door("board")

Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class NewHypothesis(Input):
    """What might be behind it, and perhaps the message that speaks for it."""

    text: Text
    message: Id | None = None


class NewVerdict(Input):
    """What became of it; `reason` is needed to open it again."""

    state: State
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


class NewTask(Input):
    """What has to be done, perhaps by a member, perhaps until a moment."""

    text: Text
    assignee: Id | None = None
    due: When | None = None


class TaskChanges(Input):
    """What becomes different; null takes the assignee or the time away."""

    text: Text = ""
    assignee: Id | None = None
    due: When | None = None
    done: bool = False


class NewDecision(Input):
    """What has to be decided next."""

    text: Text


@door.get("/swarms/<int:swarm>/board", who=STAFF, answers=Board)
def show(ask: Ask, swarm: int) -> Board:
    """What the swarm knows and still has to do; members only, guests not."""
    return read_board(ask.session, ask.actor, swarm)


@door.get("/swarms/<int:swarm>/moments", who=STAFF, answers=Moments)
def moments(ask: Ask, swarm: int) -> Moments:
    """The moments that changed where the swarm stood; members only, guests not."""
    return read_moments(ask.session, ask.actor, swarm)


@door.post("/swarms/<int:swarm>/hypotheses", who=STAFF, answers=Board, status=201)
def suppose(ask: Ask, swarm: int, body: NewHypothesis) -> Board:
    """Put a hypothesis on the board; it is open."""
    add_hypothesis(ask.session, ask.actor, swarm, body.text, body.message)
    return read_board(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/hypotheses/<int:hypothesis>/verdict", who=STAFF, answers=Board)
def judge(ask: Ask, swarm: int, hypothesis: int, body: NewVerdict) -> Board:
    """Rule it out, confirm it, or open it again with a reason."""
    judge_hypothesis(ask.session, ask.actor, swarm, hypothesis, body.state, body.reason)
    return read_board(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/hypotheses/<int:hypothesis>", who=STAFF)
def erase(ask: Ask, swarm: int, hypothesis: int) -> None:
    """Take it off the board, words and reasons; for its author and the owner."""
    erase_hypothesis(ask.session, ask.actor, swarm, hypothesis)


@door.put("/swarms/<int:swarm>/hypotheses/<int:hypothesis>/messages/<int:message>", who=STAFF)
def support(ask: Ask, swarm: int, hypothesis: int, message: int) -> None:
    """A message speaks for it."""
    support_hypothesis(ask.session, ask.actor, swarm, hypothesis, message)


@door.delete("/swarms/<int:swarm>/hypotheses/<int:hypothesis>/messages/<int:message>", who=STAFF)
def unsupport(ask: Ask, swarm: int, hypothesis: int, message: int) -> None:
    """A message does not speak for it."""
    unsupport_hypothesis(ask.session, ask.actor, swarm, hypothesis, message)


@door.post("/swarms/<int:swarm>/tasks", who=STAFF, answers=Board, status=201)
def create_task(ask: Ask, swarm: int, body: NewTask) -> Board:
    """Write down what has to be done."""
    add_task(ask.session, ask.actor, swarm, body.text, assignee=body.assignee, due=body.due)
    return read_board(ask.session, ask.actor, swarm)


@door.patch("/swarms/<int:swarm>/tasks/<int:task>", who=STAFF, answers=Board)
def alter_task(ask: Ask, swarm: int, task: int, body: TaskChanges) -> Board:
    """Word a task anew, give it to a member, set its time, tick it off."""
    changes: Changes = body.model_dump(exclude_unset=True)  # type: ignore[assignment]  # same fields
    change_task(ask.session, ask.actor, swarm, task, **changes)
    return read_board(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/tasks/<int:task>", who=STAFF)
def remove_task(ask: Ask, swarm: int, task: int) -> None:
    """Take a task away; for its author and the owner."""
    erase_task(ask.session, ask.actor, swarm, task)


@door.put("/swarms/<int:swarm>/decision", who=STAFF, answers=Board)
def decide_next(ask: Ask, swarm: int, body: NewDecision) -> Board:
    """Say what has to be decided next."""
    set_decision(ask.session, ask.actor, swarm, body.text)
    return read_board(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/decision", who=STAFF)
def decided(ask: Ask, swarm: int) -> None:
    """It is decided, or need not be."""
    end_decision(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/messages/<int:message>/marks/<kind>", who=STAFF)
def mark(ask: Ask, swarm: int, message: int, kind: str) -> None:
    """Mark how a message helped."""
    mark_message(ask.session, ask.actor, swarm, message, kind)


@door.delete("/swarms/<int:swarm>/messages/<int:message>/marks/<kind>", who=STAFF)
def unmark(ask: Ask, swarm: int, message: int, kind: str) -> None:
    """Take a mark off."""
    unmark_message(ask.session, ask.actor, swarm, message, kind)
