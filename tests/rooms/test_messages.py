"""Posting once, in order; erasing; reading up to here."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.closing import close_swarm
from swarm.rooms.messages import delete_message, hash_body, post_message
from swarm.rooms.queries import read_activity, read_swarm
from swarm.rooms.tables import Message
from swarm.rooms.talk.positions import mark_read
from swarm.rooms.waiting import count_unread


def test_a_message_is_a_line_with_its_words(floor: Any) -> None:
    swarm = floor.swarm()
    posted = floor.post(swarm, floor.owner, "It is the **driver**", "one")
    assert posted.new
    assert posted.line.kind == "message_posted"
    assert posted.line.actor == floor.owner.id
    message = floor.session.get(Message, posted.line.data["message"])
    assert message.seq == posted.line.seq
    assert posted.line.data == {
        "message": message.id,
        "client_id": "one",
        "body": "It is the **driver**",
        "html": "<p>It is the <strong>driver</strong></p>\n",
    }
    assert "body" not in floor.lines(f"swarms/{swarm.id}")[-1].data
    assert read_activity(floor.session, floor.owner, swarm.id).items[-1] == posted.line


def test_the_same_client_id_gives_the_same_line(floor: Any) -> None:
    swarm = floor.swarm()
    first = floor.post(swarm, floor.owner, "Hello", "one")
    again = floor.post(swarm, floor.owner, "Hello", "one")
    assert not again.new
    assert again.line == first.line
    assert floor.kinds(f"swarms/{swarm.id}").count("message_posted") == 1


def test_another_body_under_the_same_client_id_is_a_conflict(floor: Any) -> None:
    swarm = floor.swarm()
    first = floor.post(swarm, floor.owner, "Hello", "one")
    with pytest.raises(Conflict) as refused:
        floor.post(swarm, floor.owner, "Hallo", "one")
    assert refused.value.current == {"stream": f"swarms/{swarm.id}", "seq": first.line.seq}


def test_client_ids_belong_to_one_author_in_one_swarm(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    floor.join(swarm, floor.expert)
    floor.post(swarm, floor.owner, "Mine", "one")
    assert floor.post(swarm, floor.expert, "Also mine", "one").new
    assert floor.post(second, floor.owner, "Elsewhere", "one").new


def test_erased_words_are_gone_and_the_line_stays(floor: Any) -> None:
    swarm = floor.swarm()
    line = floor.post(swarm, floor.owner, "My password is hunter2", "one").line
    delete_message(floor.session, floor.owner, swarm.id, line.data["message"])
    delete_message(floor.session, floor.owner, swarm.id, line.data["message"])
    floor.session.expire_all()
    message = floor.session.get(Message, line.data["message"])
    assert (message.body, message.html) == (None, None)
    assert "hunter2" not in repr(vars(message))
    items = read_activity(floor.session, floor.owner, swarm.id).items
    assert items[line.seq - 1].data["body"] is None
    assert items[line.seq - 1].data["html"] is None
    assert items[-1].kind == "message_deleted"
    assert items[-1].data == {"message": line.data["message"]}
    assert [item.kind for item in items].count("message_deleted") == 1


def test_repeating_an_erased_message_does_not_bring_it_back(floor: Any) -> None:
    swarm = floor.swarm()
    line = floor.post(swarm, floor.owner, "Hello", "one").line
    delete_message(floor.session, floor.owner, swarm.id, line.data["message"])
    again = floor.post(swarm, floor.owner, "Hello", "one")
    assert (again.new, again.line.seq, again.line.data["body"]) == (False, line.seq, None)
    with pytest.raises(Conflict):
        floor.post(swarm, floor.owner, "Other", "one")


def test_only_the_author_erases(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    floor.join(swarm, floor.expert)
    message = floor.post(swarm, floor.expert, "Hello").line.data["message"]
    with pytest.raises(NotAllowed):
        delete_message(floor.session, floor.owner, swarm.id, message)
    with pytest.raises(NotFound):
        delete_message(floor.session, floor.other, swarm.id, message)
    with pytest.raises(NotFound):
        delete_message(floor.session, floor.owner, second.id, message)


@pytest.mark.parametrize("who", ["other", "manager", "guest", "requester"])
def test_who_is_not_a_member_cannot_post(floor: Any, who: str) -> None:
    swarm = floor.swarm()
    with pytest.raises(NotFound):
        floor.post(swarm, getattr(floor, who), "Hello")


def test_bodies_and_client_ids_have_limits(floor: Any) -> None:
    swarm = floor.swarm()
    assert floor.post(swarm, floor.owner, "x" * 20_000).new
    for body, client_id, field in (
        ("x" * 20_001, "a", "body"),
        (" \n", "a", "body"),
        ("x", "", "client_id"),
        ("x", "c" * 65, "client_id"),
    ):
        with pytest.raises(Invalid) as refused:
            post_message(floor.session, floor.owner, swarm.id, client_id, body, secret="s")
        assert set(refused.value.fields or ()) == {field}


def test_a_closed_swarm_takes_no_message_but_remembers_its_own(floor: Any) -> None:
    swarm = floor.swarm()
    line = floor.post(swarm, floor.owner, "Hello", "one").line
    close_swarm(floor.session, floor.owner, swarm.id, summary="Given up", solved=False)
    with pytest.raises(Conflict) as refused:
        floor.post(swarm, floor.owner, "More", "two")
    assert refused.value.code == "swarm_closed"
    assert floor.post(swarm, floor.owner, "Hello", "one").line == line


def test_the_hash_is_keyed_and_scoped() -> None:
    first = hash_body("key", 1, 2, "body")
    others = [("other", 1, 2, "body"), ("key", 2, 2, "body"), ("key", 1, 1, "body")]
    assert len({first, *(hash_body(*one) for one in others), hash_body("key", 1, 2, "b")}) == 5
    assert len(first) == 64


@pytest.mark.both
def test_reading_moves_forward_only_and_never_past_the_head(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    floor.post(swarm, floor.owner, "One")
    last = floor.post(swarm, floor.owner, "Two").line.seq
    assert count_unread(floor.session, floor.expert, [swarm.id]) == {swarm.id: 2}
    assert mark_read(floor.session, floor.expert, swarm.id, last - 1) == last - 1
    assert mark_read(floor.session, floor.expert, swarm.id, 1) == last - 1
    assert count_unread(floor.session, floor.expert, [swarm.id]) == {swarm.id: 1}
    assert mark_read(floor.session, floor.expert, swarm.id, 10_000) == last
    assert count_unread(floor.session, floor.expert, [swarm.id]) == {}
    assert count_unread(floor.session, floor.owner, [swarm.id]) == {}
    assert read_swarm(floor.session, floor.expert, swarm.id).read == last
    with pytest.raises(NotFound):
        mark_read(floor.session, floor.other, swarm.id, 1)
