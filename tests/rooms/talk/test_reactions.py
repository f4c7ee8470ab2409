"""One sign a person and kind on a message, and a line for each change."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.rooms.members import observe_swarm
from swarm.rooms.messages import delete_message
from swarm.rooms.talk.reactions import react, take_back


@pytest.mark.both
def test_a_sign_is_put_once_and_taken_back_once(floor: Any) -> None:
    swarm = floor.swarm()
    message = floor.post(swarm, floor.owner, "Hello").line.data["message"]
    for _ in range(2):
        react(floor.session, floor.owner, swarm.id, message, "thanks")
    for _ in range(2):
        take_back(floor.session, floor.owner, swarm.id, message, "thanks")
    lines = floor.lines(f"swarms/{swarm.id}")[-2:]
    assert [line.kind for line in lines] == ["reaction_added", "reaction_removed"]
    assert all(line.data == {"message": message, "emoji": "thanks"} for line in lines)
    assert floor.kinds(f"swarms/{swarm.id}").count("reaction_added") == 1


def test_who_may_not_speak_puts_no_sign(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    message = floor.post(swarm, floor.owner, "Hello").line.data["message"]
    observe_swarm(floor.session, floor.manager, swarm.id)
    with pytest.raises(NotAllowed):
        react(floor.session, floor.manager, swarm.id, message, "thanks")
    for actor, where, emoji in (
        (floor.other, swarm, "thanks"),
        (floor.owner, second, "thanks"),
        (floor.owner, swarm, "not-a-sign"),
    ):
        with pytest.raises(NotFound):
            react(floor.session, actor, where.id, message, emoji)
    delete_message(floor.session, floor.owner, swarm.id, message)
    with pytest.raises(Conflict):
        react(floor.session, floor.owner, swarm.id, message, "thanks")
