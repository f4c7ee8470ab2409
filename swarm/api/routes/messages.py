"""Words in a room, and how far one has read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from swarm.activity.lines import Line
from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import LARGEST_ID
from swarm.rooms.messages import LONGEST, delete_message, mark_read, post_message

door = Door("messages")

ROOM = STAFF | GUEST


class NewMessage(Input):
    """A message in Markdown. The same `client_id` again gives the same line."""

    client_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    # Not stripped: spaces at the beginning of code mean something.
    body: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=False)
    ]


class ReadInput(Input):
    """The number of the last line that I have read."""

    seq: int = Field(ge=0, le=LARGEST_ID)


class ReadAnswer(BaseModel):
    """How far I have read; never less than before."""

    seq: int


@door.post("/swarms/<int:swarm>/messages", who=ROOM, answers=Line, status=201)
def post(ask: Ask, swarm: int, body: NewMessage) -> tuple[Line, int]:
    """Post a message: 201 with its line, or 200 where it was posted before."""
    posted = post_message(
        ask.session,
        ask.actor,
        swarm,
        body.client_id,
        body.body,
        secret=ask.settings.secret_key,
    )
    return posted.line, 201 if posted.new else 200


@door.delete("/swarms/<int:swarm>/messages/<int:message>", who=ROOM)
def erase(ask: Ask, swarm: int, message: int) -> None:
    """Erase my own words; the line stays."""
    delete_message(ask.session, ask.actor, swarm, message)


@door.put("/swarms/<int:swarm>/read", who=ROOM, answers=ReadAnswer)
def note_read(ask: Ask, swarm: int, body: ReadInput) -> ReadAnswer:
    """Remember how far I have read."""
    return ReadAnswer(seq=mark_read(ask.session, ask.actor, swarm, body.seq))
