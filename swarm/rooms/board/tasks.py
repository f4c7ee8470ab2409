"""Who does what until when, in a swarm."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.access import check_text, hold_board
from swarm.rooms.board.tables import Task
from swarm.rooms.members import open_stay

MOST = 200


class Changes(TypedDict, total=False):
    """What of a task becomes different; what is left out stays. None is nobody, and no time."""

    text: str
    assignee: int | None
    due: datetime | None
    done: bool


def add_task(
    session: Session,
    actor: Person,
    swarm_id: int,
    text: str,
    *,
    assignee: int | None = None,
    due: datetime | None = None,
) -> Task:
    """Write down what has to be done, perhaps by a member of the swarm and until a moment.

    Raises NotFound for who does not see the board, NotAllowed for observers, Conflict when the
    swarm is closed, Invalid for no text, 200 tasks, or an assignee who is not in the swarm.
    """
    hold_board(session, actor, swarm_id)
    text = check_text(text)
    there = select(func.count()).where(Task.swarm_id == swarm_id, Task.text.is_not(None))
    if (session.scalar(there) or 0) >= MOST:
        raise Invalid("There are too many tasks here.", fields={"text": "one too many"})
    _check_assignee(session, swarm_id, assignee)
    task = Task(
        swarm_id=swarm_id, author_id=actor.id, text=text, at=clock.now(),
        assignee_id=assignee, due_at=due,
    )  # fmt: skip
    session.add(task)
    session.flush()
    append(session, stream_of(swarm_id), "task_added", actor.id, **_facts(task))
    return task


def change_task(
    session: Session, actor: Person, swarm_id: int, task_id: int, **changes: Unpack[Changes]
) -> Task:
    """Word it anew, give it to somebody, set its time, tick it off or on again.

    One line tells of all of it; what is as it was tells nothing. Raises as `add_task` does.
    """
    hold_board(session, actor, swarm_id)
    task = _find(session, swarm_id, task_id)
    before = (task.text, task.assignee_id, task.due_at)
    if "text" in changes:
        task.text = check_text(changes["text"])
    if "assignee" in changes and changes["assignee"] != task.assignee_id:
        _check_assignee(session, swarm_id, changes["assignee"])
        task.assignee_id = changes["assignee"]
    if "due" in changes:
        task.due_at = changes["due"]
    if before != (task.text, task.assignee_id, task.due_at):
        append(session, stream_of(swarm_id), "task_changed", actor.id, **_facts(task))
    if "done" in changes and changes["done"] != (task.done_at is not None):
        _tick(session, actor, task, done=changes["done"])
    return task


def _tick(session: Session, actor: Person, task: Task, *, done: bool) -> None:
    task.done_at, task.done_by = (clock.now(), actor.id) if done else (None, None)
    kind = "task_done" if done else "task_reopened"
    append(session, stream_of(task.swarm_id), kind, actor.id, task=task.id)


def erase_task(session: Session, actor: Person, swarm_id: int, task_id: int) -> None:
    """Take a task away with its words; its lines stay.

    Raises NotAllowed for anybody but its author and the owner of the swarm.
    """
    standing = hold_board(session, actor, swarm_id)
    task = _find(session, swarm_id, task_id)
    if actor.id != task.author_id and not standing.leads:
        raise NotAllowed("Only its author or the owner of the swarm can take it away.")
    task.text = None
    append(session, stream_of(swarm_id), "task_erased", actor.id, task=task_id)


def _find(session: Session, swarm_id: int, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.swarm_id != swarm_id or task.text is None:
        raise NotFound
    return task


def _check_assignee(session: Session, swarm_id: int, person_id: int | None) -> None:
    if person_id is None:
        return
    stay = open_stay(session, swarm_id, person_id)
    if stay is None or stay.role == "observer":
        raise Invalid(
            "A task is done by somebody in the swarm.", fields={"assignee": "is not in the swarm"}
        )


def _facts(task: Task) -> dict[str, Any]:
    assigned = {} if task.assignee_id is None else {"person": task.assignee_id}
    due = {} if task.due_at is None else {"due": task.due_at.isoformat()}
    return {"task": task.id, **assigned, **due}
