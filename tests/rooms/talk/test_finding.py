"""Pins, what was tried, and finding what was said in the rooms that one reads."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.messages import delete_message
from swarm.rooms.talk import pins
from swarm.rooms.talk.editing import edit_message
from swarm.rooms.talk.pins import list_pins, pin_message, unpin_message
from swarm.rooms.talk.search import find_messages, is_search_object
from swarm.rooms.talk.tried import add_tried


def found(floor: Any, who: Any, words: str, **more: Any) -> list[str]:
    return [one.snippet for one in find_messages(floor.session, who, words, **more).items]


@pytest.mark.both
def test_what_was_said_is_found_by_who_reads_it_and_by_nobody_else(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    floor.join(swarm, floor.expert)
    floor.post(swarm, floor.owner, "The certificate has expired")
    floor.post(second, floor.owner, "Another certificate")
    floor.post(swarm, floor.owner, "Nothing of that")
    assert found(floor, floor.owner, "certif") == [
        "Another certificate", "The certificate has expired",
    ]  # fmt: skip
    assert found(floor, floor.expert, "certificate") == ["The certificate has expired"]
    assert found(floor, floor.owner, "certificate expired") == ["The certificate has expired"]
    assert found(floor, floor.owner, "certificate", swarm_id=second.id) == ["Another certificate"]
    assert found(floor, floor.other, "certificate") == []
    with pytest.raises(NotFound):
        find_messages(floor.session, floor.expert, "certificate", swarm_id=second.id)
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    assert found(floor, floor.expert, "certificate") == []
    floor.owner.role = "requester"
    assert found(floor, floor.owner, "certificate") == []


@pytest.mark.both
def test_changed_and_erased_words_leave_the_index(floor: Any) -> None:
    swarm = floor.swarm()
    message = floor.post(swarm, floor.owner, "hunter2 is the password").line.data["message"]
    edit_message(floor.session, floor.owner, swarm.id, message, "swordfish it is")
    floor.session.flush()
    assert found(floor, floor.owner, "hunter2") == []
    assert found(floor, floor.owner, "swordfish") == ["swordfish it is"]
    delete_message(floor.session, floor.owner, swarm.id, message)
    assert found(floor, floor.owner, "swordfish") == []
    if floor.session.get_bind().dialect.name == "sqlite":
        hits = text("SELECT count(*) FROM message_fts WHERE message_fts MATCH 'swordfish'")
        assert floor.session.execute(hits).scalar() == 0


def test_a_long_list_comes_in_pages_newest_first(floor: Any) -> None:
    swarm = floor.swarm()
    for number in range(5):
        floor.post(swarm, floor.owner, f"word {number}")
    first = find_messages(floor.session, floor.owner, "word", limit=3)
    assert [one.snippet for one in first.items] == ["word 4", "word 3", "word 2"]
    rest = find_messages(floor.session, floor.owner, "word", limit=3, cursor=first.next)
    assert [one.snippet for one in rest.items] == ["word 1", "word 0"]
    assert rest.next is None
    assert find_messages(floor.session, floor.owner, "?!").items == []
    with pytest.raises(Invalid):
        find_messages(floor.session, floor.owner, "word", cursor="no-cursor")


def test_only_its_own_objects_belong_to_the_index() -> None:
    assert is_search_object("message_fts_data", "table")
    assert is_search_object("ix_message_search", "index")
    assert not is_search_object("message", "table")
    assert not is_search_object(None, "index")


@pytest.mark.both
def test_a_message_is_pinned_once_and_taken_off_once(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    line = floor.post(swarm, floor.owner, "Read *this* first").line
    message = line.data["message"]
    for _ in range(2):
        pin_message(floor.session, floor.expert, swarm.id, message)
    (card,) = list_pins(floor.session, floor.owner, swarm.id).items
    assert (card.message, card.seq, card.text) == (message, line.seq, "Read this first")
    assert (card.author.id, card.by.id) == (floor.owner.id, floor.expert.id)
    for _ in range(2):
        unpin_message(floor.session, floor.owner, swarm.id, message)
    assert list_pins(floor.session, floor.owner, swarm.id).items == []
    assert floor.kinds(f"swarms/{swarm.id}")[-2:] == ["message_pinned", "message_unpinned"]
    pin_message(floor.session, floor.owner, swarm.id, message)
    delete_message(floor.session, floor.owner, swarm.id, message)
    assert list_pins(floor.session, floor.owner, swarm.id).items == []
    with pytest.raises(Conflict):
        pin_message(floor.session, floor.owner, swarm.id, message)


def test_pins_have_an_end(floor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "MOST", 1)
    swarm = floor.swarm()
    first, second = (floor.post(swarm, floor.owner, one).line.data["message"] for one in "ab")
    pin_message(floor.session, floor.owner, swarm.id, first)
    with pytest.raises(Invalid):
        pin_message(floor.session, floor.owner, swarm.id, second)
    with pytest.raises(NotFound):
        list_pins(floor.session, floor.other, swarm.id)


def test_what_was_tried_grows_by_a_line(floor: Any) -> None:
    swarm = floor.swarm(tried="Off and on")
    floor.join(swarm, floor.expert)
    add_tried(floor.session, floor.expert, swarm.id, " Another cable ")
    assert swarm.tried == "Off and on\nAnother cable"
    assert floor.lines(f"swarms/{swarm.id}")[-1].kind == "tried_added"
    assert floor.lines(f"swarms/{swarm.id}")[-1].data == {}
    for what in (" ", "x" * 20_000):
        with pytest.raises(Invalid):
            add_tried(floor.session, floor.expert, swarm.id, what)
    with pytest.raises(NotFound):
        add_tried(floor.session, floor.other, swarm.id, "x")
    observe_swarm(floor.session, floor.manager, swarm.id)
    with pytest.raises(NotAllowed):
        add_tried(floor.session, floor.manager, swarm.id, "x")
    close_swarm(floor.session, floor.owner, swarm.id, summary="Given up", solved=False)
    with pytest.raises(Conflict):
        add_tried(floor.session, floor.expert, swarm.id, "x")
