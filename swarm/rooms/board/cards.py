"""The shapes in which a board is answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef
from swarm.rooms.board.states import State


class SaidRef(BaseModel):
    """A message in short: `text` is a plain stretch of its words of now, 240 signs at most.

    Of a message that is marked as help it is 2,000.
    """

    message: int
    seq: int
    author: PersonRef
    at: datetime
    text: str | None


class VerdictCard(BaseModel):
    """What became of a hypothesis at one moment."""

    state: State
    reason: str
    by: PersonRef
    at: datetime


class HypothesisCard(BaseModel):
    """A hypothesis as it stands, every verdict on it (oldest first), and what speaks for it."""

    id: int
    text: str
    author: PersonRef
    at: datetime
    state: State
    verdicts: list[VerdictCard]
    messages: list[SaidRef]


class TaskCard(BaseModel):
    """Something to do; `assignee` is None where nobody has it yet."""

    id: int
    text: str
    author: PersonRef
    at: datetime
    assignee: PersonRef | None
    due: datetime | None
    done_at: datetime | None
    done_by: PersonRef | None


class DecisionCard(BaseModel):
    """What has to be decided next, and who said so."""

    id: int
    text: str
    by: PersonRef
    at: datetime


class MarkCard(BaseModel):
    """A message that helped: how, and who marked it."""

    kind: str
    said: SaidRef
    by: PersonRef


class Board(BaseModel):
    """What a swarm knows and still has to do. `counts` are its hypotheses by state."""

    hypotheses: list[HypothesisCard]
    counts: dict[State, int]
    tasks: list[TaskCard]
    decision: DecisionCard | None
    marks: list[MarkCard]


class Moment(BaseModel):
    """Something that changed where a swarm stood.

    `person` is whom it is about, `text` the words of now (None once erased), `line` the number
    of the message's line to go to.
    """

    seq: int
    kind: str
    at: datetime
    actor: PersonRef | None
    person: PersonRef | None
    text: str | None
    line: int | None


class Moments(BaseModel):
    """The key moments of a swarm, oldest first, the newest 200."""

    items: list[Moment]
