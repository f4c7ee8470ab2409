"""Answers in threads, quotes of what was said, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotFound
from swarm.rooms.messages import delete_message, hash_body, post_message
from swarm.rooms.queries import read_activity
from swarm.rooms.talk.bearing import Bearing
from swarm.rooms.talk.editing import edit_message
from swarm.rooms.talk.reactions import react
from swarm.rooms.talk.threads import read_message, read_thread
from tests.rooms.conftest import SECRET


def say(floor: Any, swarm: Any, body: str, client_id: str = "", **bearing: Any) -> Any:
    floor.posted += 1
    client_id = client_id or f"t{floor.posted}"
    return post_message(
        floor.session, floor.owner, swarm.id, client_id, body, secret=SECRET,
        bearing=Bearing(**bearing),
    ).line  # fmt: skip


@pytest.mark.both
def test_a_thread_is_its_message_its_answers_and_what_became_of_them(floor: Any) -> None:
    swarm = floor.swarm()
    root = say(floor, swarm, "Which driver?")
    say(floor, swarm, "Elsewhere")
    first = say(floor, swarm, "4.2", thread=root.data["message"])
    second = say(floor, swarm, "4.3 now", thread=root.data["message"], also=True)
    react(floor.session, floor.owner, swarm.id, first.data["message"], "thanks")
    edit_message(floor.session, floor.owner, swarm.id, second.data["message"], "4.4 now")
    found = read_thread(floor.session, floor.owner, swarm.id, root.data["message"])
    assert [line.kind for line in found.items] == [
        *["message_posted"] * 3, "reaction_added", "message_edited",
    ]  # fmt: skip
    assert [line.data.get("body") for line in found.items[:3]] == [
        "Which driver?", "4.2", "4.4 now",
    ]  # fmt: skip
    assert (first.data["thread"], "also" in first.data) == (root.data["message"], False)
    assert second.data["also"] is True
    assert found.head == found.items[-1].seq
    assert read_message(floor.session, floor.owner, swarm.id, first.data["message"]) == first


@pytest.mark.both
def test_a_quote_shows_what_is_said_there_now(floor: Any) -> None:
    swarm = floor.swarm()
    said = say(floor, swarm, "It is the **cable**")
    line = say(floor, swarm, "I think so too", quote=said.data["message"])
    quoted = line.data["quoted"]
    assert quoted == {
        "message": said.data["message"],
        "seq": said.seq,
        "author": floor.owner.id,
        "text": "It is the cable",
    }
    edit_message(floor.session, floor.owner, swarm.id, said.data["message"], "No")
    items = read_activity(floor.session, floor.owner, swarm.id).items
    assert items[line.seq - 1].data["quoted"]["text"] == "No"
    delete_message(floor.session, floor.owner, swarm.id, said.data["message"])
    items = read_activity(floor.session, floor.owner, swarm.id).items
    assert items[line.seq - 1].data["quoted"]["text"] is None
    with pytest.raises(Invalid) as refused:
        say(floor, swarm, "Again", quote=said.data["message"])
    assert refused.value.fields == {"quote": "was erased"}


def test_threads_stay_flat_and_in_their_room(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    root = say(floor, swarm, "Hello").data["message"]
    answer = say(floor, swarm, "Hi", thread=root).data["message"]
    with pytest.raises(Invalid) as refused:
        say(floor, swarm, "Deeper", thread=answer)
    assert refused.value.fields == {"thread": "is an answer itself"}
    for field in ("thread", "quote"):
        with pytest.raises(Invalid) as refused:
            say(floor, second, "Over there", **{field: root})
        assert refused.value.fields == {field: "not in this room"}
    with pytest.raises(Invalid):
        say(floor, swarm, "Twice", also=True)
    for message, where, who in (
        (answer, swarm, floor.owner),
        (root, second, floor.owner),
        (root, swarm, floor.other),
    ):
        with pytest.raises(NotFound):
            read_thread(floor.session, who, where.id, message)


def test_the_same_words_in_another_thread_are_another_message(floor: Any) -> None:
    swarm = floor.swarm()
    root = say(floor, swarm, "Hello").data["message"]
    first = say(floor, swarm, "Yes", "one", thread=root)
    assert say(floor, swarm, "Yes", "one", thread=root) == first
    with pytest.raises(Conflict):
        say(floor, swarm, "Yes", "one")
    assert hash_body("k", 1, 2, "b") != hash_body("k", 1, 2, "b", Bearing(thread=3))
