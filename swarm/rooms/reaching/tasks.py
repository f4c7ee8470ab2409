"""Tell whoever a task is given to, and what of that waits behind their bell."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, append
from swarm.activity.tables import ActivityLine
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.board.tables import Task
from swarm.rooms.tables import Closure, Member, Swarm

KINDS: tuple[str, ...] = ("task_added", "task_changed")
MOST = 20


class TaskNotice(BaseModel):
    """Something that somebody gave me to do in an open swarm, and that is not done."""

    id: int
    swarm: int
    ticket: int | None
    text: str
    by: PersonRef
    at: datetime
    due: datetime | None


def work(session: Session, line: Line) -> None:
    """Listener: a task that somebody gave to another is told to that person, once for each."""
    person = line.data.get("person")
    task = session.get(Task, line.data["task"])
    if person is None or task is None or person == line.actor or task.assignee_id != person:
        return
    stream = f"people/{person}"
    lines = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream == stream, ActivityLine.kind == "task_given"
        )
    )
    if any(data["task"] == task.id for data in lines):
        return
    number = session.get_one(Swarm, task.swarm_id).ticket_number
    append(
        session, stream, "task_given", line.actor,
        task=task.id, swarm=task.swarm_id, ticket=number,
    )  # fmt: skip


def waiting_tasks(session: Session, actor: Person) -> list[TaskNotice]:
    """What others gave the actor to do in open swarms they are in, the newest first."""
    stay = and_(
        Member.swarm_id == Task.swarm_id, Member.person_id == actor.id, Member.left_at.is_(None)
    )
    rows = session.execute(
        select(Task, Swarm.ticket_number)
        .join(Swarm, Swarm.id == Task.swarm_id)
        .join(Member, stay)
        .where(
            Task.assignee_id == actor.id,
            Task.author_id != actor.id,
            Task.text.is_not(None),
            Task.done_at.is_(None),
            ~exists().where(Closure.swarm_id == Task.swarm_id),
        )
        .order_by(Task.id.desc())
        .limit(MOST)
    ).all()
    names = refs(session, [row.Task.author_id for row in rows])
    return [
        TaskNotice(
            id=row.Task.id,
            swarm=row.Task.swarm_id,
            ticket=row.ticket_number,
            text=row.Task.text or "",
            by=names[row.Task.author_id],
            at=row.Task.at,
            due=row.Task.due_at,
        )
        for row in rows
    ]
