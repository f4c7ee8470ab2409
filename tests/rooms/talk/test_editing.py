"""A message is worded anew, its earlier words can be read, and erasing takes all of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.closing import close_swarm
from swarm.rooms.messages import delete_message
from swarm.rooms.queries import read_activity
from swarm.rooms.talk import editing
from swarm.rooms.talk.editing import edit_message, list_editions
from swarm.rooms.talk.reactions import react
from swarm.rooms.talk.tables import Edition, Reaction


@pytest.mark.both
def test_an_edit_tells_the_new_words_and_keeps_the_old_ones(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    line = floor.post(swarm, floor.owner, "It is the cable").line
    message = line.data["message"]
    edit_message(floor.session, floor.owner, swarm.id, message, "It is the *port*")
    edit_message(floor.session, floor.owner, swarm.id, message, "It is the *port*")
    items = read_activity(floor.session, floor.expert, swarm.id).items
    posted, edited = items[line.seq - 1], items[-1]
    assert edited.kind == "message_edited"
    for one in (posted, edited):
        assert one.data["body"] == "It is the *port*"
        assert one.data["html"] == "<p>It is the <em>port</em></p>\n"
        assert one.data["edited_at"]
    assert floor.lines(f"swarms/{swarm.id}")[-1].data == {"message": message}
    assert [item.kind for item in items].count("message_edited") == 1
    editions = list_editions(floor.session, floor.expert, swarm.id, message).items
    assert [(one.number, one.body) for one in editions] == [(1, "It is the cable")]


def test_the_first_words_count_when_a_message_is_repeated(floor: Any) -> None:
    swarm = floor.swarm()
    line = floor.post(swarm, floor.owner, "First", "one").line
    edit_message(floor.session, floor.owner, swarm.id, line.data["message"], "Second")
    again = floor.post(swarm, floor.owner, "First", "one")
    assert (again.new, again.line.data["body"]) == (False, "Second")
    with pytest.raises(Conflict):
        floor.post(swarm, floor.owner, "Second", "one")


def test_erasing_takes_every_wording_and_every_sign(floor: Any) -> None:
    swarm = floor.swarm()
    message = floor.post(swarm, floor.owner, "hunter2").line.data["message"]
    edit_message(floor.session, floor.owner, swarm.id, message, "a secret")
    react(floor.session, floor.owner, swarm.id, message, "heart")
    delete_message(floor.session, floor.owner, swarm.id, message)
    for table in (Edition, Reaction):
        assert floor.session.scalar(select(func.count()).select_from(table)) == 0
    assert list_editions(floor.session, floor.owner, swarm.id, message).items == []
    assert "hunter2" not in read_activity(floor.session, floor.owner, swarm.id).model_dump_json()
    with pytest.raises(Conflict) as refused:
        edit_message(floor.session, floor.owner, swarm.id, message, "again")
    assert refused.value.code == "erased"


def test_only_the_author_changes_words_and_only_in_an_open_swarm(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    floor.join(swarm, floor.expert)
    message = floor.post(swarm, floor.expert, "Hello").line.data["message"]
    with pytest.raises(NotAllowed):
        edit_message(floor.session, floor.owner, swarm.id, message, "x")
    for actor, where in ((floor.other, swarm), (floor.owner, second)):
        with pytest.raises(NotFound):
            edit_message(floor.session, actor, where.id, message, "x")
        with pytest.raises(NotFound):
            list_editions(floor.session, actor, where.id, message)
    close_swarm(floor.session, floor.owner, swarm.id, summary="Given up", solved=False)
    with pytest.raises(Conflict) as refused:
        edit_message(floor.session, floor.expert, swarm.id, message, "x")
    assert refused.value.code == "swarm_closed"


def test_a_message_is_not_changed_without_end(floor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "MOST_EDITIONS", 2)
    swarm = floor.swarm()
    message = floor.post(swarm, floor.owner, "0").line.data["message"]
    for words in ("1", "2"):
        edit_message(floor.session, floor.owner, swarm.id, message, words)
    with pytest.raises(Invalid):
        edit_message(floor.session, floor.owner, swarm.id, message, "3")
    for words in (" \n", "x" * 20_001):
        with pytest.raises(Invalid):
            edit_message(floor.session, floor.owner, swarm.id, message, words)
