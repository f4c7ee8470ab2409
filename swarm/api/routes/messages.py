"""Words in a room, what became of them, and how far one has read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from swarm.activity.lines import Line, Lines
from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import LARGEST_ID, Id
from swarm.rooms.files.sharing import MOST
from swarm.rooms.mentions.wishes import mute_room, unmute_room
from swarm.rooms.messages import (
    LONGEST,
    delete_message,
    post_message,
    post_usual,
)
from swarm.rooms.talk.bearing import PLAIN, Bearing
from swarm.rooms.talk.editing import EditionList, edit_message, list_editions
from swarm.rooms.talk.positions import mark_read
from swarm.rooms.talk.reactions import react, take_back
from swarm.rooms.talk.threads import read_message, read_thread

door = Door("messages")

ROOM = STAFF | GUEST


# Not stripped: spaces at the beginning of code mean something.
Body = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=False)]


class NewMessage(Input):
    """A message in Markdown. The same `client_id` again gives the same line.

    `thread` is the message that is answered, `also` shows the answer to the whole room too,
    `quote` is a message that is quoted, `files` were sent for this message. With files the body
    may be empty. An `aside` is for members of the desk only: guests never get it.
    """

    client_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    body: Annotated[str, StringConstraints(max_length=LONGEST, strip_whitespace=False)]
    thread: Id | None = None
    also: bool = False
    quote: Id | None = None
    files: list[Id] = Field(default_factory=list, max_length=MOST)
    aside: bool = False


class NewWording(Input):
    """The whole message, worded anew."""

    body: Body


class ReadInput(Input):
    """The number of the last line that I have read."""

    seq: int = Field(ge=0, le=LARGEST_ID)


class ReadAnswer(BaseModel):
    """How far I have read; never less than before."""

    seq: int


@door.post(
    "/swarms/<int:swarm>/messages", who=ROOM, answers=Line, status=201, together=True, by_pass=True
)
def post(ask: Ask, swarm: int, body: NewMessage) -> tuple[Line, int]:
    """Post a message: 201 with its line, or 200 where it was posted before."""
    files = tuple(body.files)
    bearing = Bearing(body.thread, body.also, body.quote, files, body.aside)
    said = (swarm, body.client_id, body.body)
    secret, posted = ask.settings.secret_key, None
    if bearing == PLAIN:
        posted = post_usual(ask.session, ask.actor_id, *said, secret=secret)
    if posted is None:
        posted = post_message(ask.session, ask.actor, *said, secret=secret, bearing=bearing)
    return posted.line, 201 if posted.new else 200


@door.put("/swarms/<int:swarm>/messages/<int:message>", who=ROOM, answers=Line, by_pass=True)
def word_anew(ask: Ask, swarm: int, message: int, body: NewWording) -> Line:
    """Word my message anew; its line, with the words of now."""
    edit_message(ask.session, ask.actor, swarm, message, body.body)
    return read_message(ask.session, ask.actor, swarm, message)


@door.get(
    "/swarms/<int:swarm>/messages/<int:message>/editions",
    who=ROOM,
    answers=EditionList,
    by_pass=True,
)
def read_editions(ask: Ask, swarm: int, message: int) -> EditionList:
    """How a message was worded before."""
    return list_editions(ask.session, ask.actor, swarm, message)


@door.get(
    "/swarms/<int:swarm>/messages/<int:message>/thread", who=ROOM, answers=Lines, by_pass=True
)
def read_answers(ask: Ask, swarm: int, message: int) -> Lines:
    """A message, its answers, and what was done to them since, as lines."""
    return read_thread(ask.session, ask.actor, swarm, message)


@door.put("/swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>", who=ROOM, by_pass=True)
def add_reaction(ask: Ask, swarm: int, message: int, emoji: str) -> None:
    """Put one of the few signs on a message."""
    react(ask.session, ask.actor, swarm, message, emoji)


@door.delete("/swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>", who=ROOM, by_pass=True)
def remove_reaction(ask: Ask, swarm: int, message: int, emoji: str) -> None:
    """Take my sign off a message."""
    take_back(ask.session, ask.actor, swarm, message, emoji)


@door.delete("/swarms/<int:swarm>/messages/<int:message>", who=ROOM, by_pass=True)
def erase(ask: Ask, swarm: int, message: int) -> None:
    """Erase my own words; the line stays."""
    delete_message(ask.session, ask.actor, swarm, message)


@door.put("/swarms/<int:swarm>/read", who=ROOM, answers=ReadAnswer, by_pass=True)
def note_read(ask: Ask, swarm: int, body: ReadInput) -> ReadAnswer:
    """Remember how far I have read."""
    return ReadAnswer(seq=mark_read(ask.session, ask.actor, swarm, body.seq))


@door.put("/swarms/<int:swarm>/mute", who=ROOM, by_pass=True)
def mute(ask: Ask, swarm: int) -> None:
    """Hear no more of this room in passing; mentions still wait for me."""
    mute_room(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/mute", who=ROOM, by_pass=True)
def unmute(ask: Ask, swarm: int) -> None:
    """Hear of this room again."""
    unmute_room(ask.session, ask.actor, swarm)
