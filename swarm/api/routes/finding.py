"""Find things in rooms: what is pinned, what was tried, what was said, also when it is over."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.rooms.talk.pins import PinList, list_pins, pin_message, unpin_message
from swarm.rooms.talk.search import PAGE, FoundMessages, find_messages
from swarm.rooms.talk.transcript import Transcript, read_transcript
from swarm.rooms.talk.tried import add_tried

door = Door("finding")

ROOM = STAFF | GUEST


class MessagesQuery(Input):
    """Words to look for, perhaps in one room only."""

    q: Annotated[str, Field(min_length=1, max_length=200)]
    swarm: Id | None = None
    cursor: Annotated[str, Field(max_length=200)] | None = None
    limit: int = Field(PAGE, ge=1, le=PAGE)


class NewTried(Input):
    """One thing that was tried, with what came of it."""

    what: Annotated[str, Field(min_length=1, max_length=2_000)]


@door.get("/messages", who=ROOM, answers=FoundMessages, by_pass=True)
def find(ask: Ask, query: MessagesQuery) -> FoundMessages:
    """What was said with these words, in the rooms that I read."""
    return find_messages(
        ask.session,
        ask.actor,
        query.q,
        swarm_id=query.swarm,
        cursor=query.cursor,
        limit=query.limit,
    )


@door.get("/swarms/<int:swarm>/pins", who=ROOM, answers=PinList, by_pass=True)
def read_pins(ask: Ask, swarm: int) -> PinList:
    """What is pinned in a room."""
    return list_pins(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/messages/<int:message>/pin", who=ROOM, by_pass=True)
def pin(ask: Ask, swarm: int, message: int) -> None:
    """Pin a message, so that everybody finds it at once."""
    pin_message(ask.session, ask.actor, swarm, message)


@door.delete("/swarms/<int:swarm>/messages/<int:message>/pin", who=ROOM, by_pass=True)
def unpin(ask: Ask, swarm: int, message: int) -> None:
    """Take a pin off."""
    unpin_message(ask.session, ask.actor, swarm, message)


@door.post("/swarms/<int:swarm>/tried", who=ROOM, status=204)
def tried(ask: Ask, swarm: int, body: NewTried) -> None:
    """Add to what was tried."""
    add_tried(ask.session, ask.actor, swarm, body.what)


@door.get("/swarms/<int:swarm>/transcript", who=STAFF, answers=Transcript)
def transcript(ask: Ask, swarm: int) -> Transcript:
    """What was said in a swarm that is over, for colleagues who see its ticket."""
    return read_transcript(ask.session, ask.actor, swarm)
