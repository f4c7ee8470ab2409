"""A reader from outside gets what is theirs, and a number for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.mentions.unread import unread_mentions, unread_rooms
from swarm.rooms.messages import delete_message
from swarm.rooms.offers import make_offer
from swarm.rooms.outside.sharing import share_message
from swarm.rooms.outside.showing import WITHHELD, line_for
from swarm.rooms.queries import read_swarm
from swarm.rooms.talk.editing import edit_message, list_editions
from swarm.rooms.talk.pins import list_pins, pin_message
from swarm.rooms.talk.reactions import react
from swarm.rooms.talk.search import find_messages
from swarm.rooms.talk.threads import read_message, read_thread
from swarm.rooms.talk.tried import add_tried
from swarm.rooms.waiting import list_swarms

if TYPE_CHECKING:
    from tests.rooms.outside.conftest import Visited


def test_only_what_was_said_since_is_heard_and_asides_never(visited: Visited) -> None:
    visited.say("open")
    visited.say("secret", aside=True)
    visited.say("later", visited.guest)
    assert visited.words() == ["regarding open", "regarding later"]
    text = "".join(line.model_dump_json() for line in visited.heard())
    assert "before" not in text
    assert "secret" not in text


def test_a_withheld_line_is_a_number_and_tells_not_even_when(visited: Visited) -> None:
    first = visited.heard()[0]
    assert (first.kind, first.actor, first.data) == (WITHHELD, None, {})
    joined = next(line for line in visited.heard() if line.kind == "member_joined")
    assert first.at == joined.at


def test_what_the_desk_does_in_a_room_is_not_told(visited: Visited) -> None:
    floor = visited.floor
    floor.invite(visited.swarm, floor.other)
    make_offer(floor.session, floor.manager, visited.swarm.id, "I know it")
    add_tried(floor.session, floor.owner, visited.swarm.id, "Off and on")
    told = {line.kind for line in visited.heard()}
    assert told == {WITHHELD, "member_joined"}


def test_an_earlier_message_is_shown_once_a_member_shares_it(visited: Visited) -> None:
    floor, before = visited.floor, visited.said["before"]
    with pytest.raises(NotFound):
        read_message(floor.session, visited.guest, visited.swarm.id, before)
    for _ in range(2):
        share_message(floor.session, floor.expert, visited.swarm.id, before, visited.guest.id)
    assert visited.words() == ["regarding before"]
    shared = [line for line in visited.heard() if line.kind == "message_shared"]
    assert [line.data["original"]["data"]["body"] for line in shared] == ["regarding before"]
    assert read_message(floor.session, visited.guest, visited.swarm.id, before).seq


def test_an_aside_is_not_shared_and_guests_share_nothing(visited: Visited) -> None:
    floor, swarm = visited.floor, visited.swarm.id
    aside = visited.say("secret", aside=True).data["message"]
    with pytest.raises(Conflict):
        share_message(floor.session, floor.owner, swarm, aside, visited.guest.id)
    mine = visited.say("mine", visited.guest).data["message"]
    with pytest.raises(NotAllowed):
        share_message(floor.session, visited.guest, swarm, mine, visited.guest.id)
    for who in (floor.expert.id, floor.other.id):
        with pytest.raises(Invalid):
            share_message(floor.session, floor.owner, swarm, mine, who)
    share_message(floor.session, floor.owner, swarm, mine, visited.guest.id)
    assert "message_shared" not in floor.kinds(f"swarms/{swarm}")


def test_answers_and_quotes_of_what_is_not_theirs_lose_it(visited: Visited) -> None:
    before = visited.said["before"]
    answer = visited.say("answer", thread=before, quote=before)
    shown = visited.heard()[answer.seq - 1]
    assert shown.data["body"] == "regarding answer"
    assert not {"thread", "quote", "quoted"} & set(shown.data)
    with pytest.raises(NotFound):
        read_thread(visited.floor.session, visited.guest, visited.swarm.id, before)
    root = visited.say("root").data["message"]
    visited.say("reply", thread=root, quote=root)
    visited.say("beside", thread=root, aside=True)
    thread = read_thread(visited.floor.session, visited.guest, visited.swarm.id, root).items
    assert [line.data["body"] for line in thread] == ["regarding root", "regarding reply"]
    assert thread[1].data["quoted"]["text"] == "regarding root"


def test_what_answers_an_aside_is_one(visited: Visited) -> None:
    aside = visited.say("secret", aside=True).data["message"]
    for bearing in ({"thread": aside}, {"quote": aside}):
        with pytest.raises(Invalid) as refused:
            visited.say("loud", **bearing)
        assert refused.value.fields == {"aside": "must be set"}
    visited.say("hushed", thread=aside, quote=aside, aside=True)
    assert visited.words() == []


@pytest.mark.parametrize("bearing", ["thread", "quote"])
def test_a_guest_cannot_refer_to_what_is_not_theirs(visited: Visited, bearing: str) -> None:
    visited.say("secret", aside=True)
    refusals = []
    for message in (visited.said["before"], visited.said["secret"], 999_999):
        with pytest.raises(Invalid) as refused:
            visited.say("probe", visited.guest, **{bearing: message})
        refusals.append(refused.value.fields)
    assert refusals == [{bearing: "not in this room"}] * 3
    with pytest.raises(Invalid):
        visited.say("probe", visited.guest, aside=True)


def test_nothing_else_finds_what_is_not_theirs(visited: Visited) -> None:
    floor, swarm = visited.floor, visited.swarm.id
    visited.say("secret", aside=True)
    visited.say("open")
    for name in ("before", "secret", "open"):
        pin_message(floor.session, floor.owner, swarm, visited.said[name])
        react(floor.session, floor.owner, swarm, visited.said[name], "yes")
    found = find_messages(floor.session, visited.guest, "regarding").items
    assert [one.message for one in found] == [visited.said["open"]]
    pins = list_pins(floor.session, visited.guest, swarm).items
    assert [one.message for one in pins] == [visited.said["open"]]
    assert unread_rooms(floor.session, visited.guest).messages == 1
    assert list_swarms(floor.session, visited.guest).items[0].unread == 1
    marks = [line for line in visited.heard() if line.kind in ("message_pinned", "reaction_added")]
    assert {line.data["message"] for line in marks} == {visited.said["open"]}
    for name in ("before", "secret"):
        for verb in (
            lambda message: react(floor.session, visited.guest, swarm, message, "yes"),
            lambda message: list_editions(floor.session, visited.guest, swarm, message),
            lambda message: edit_message(floor.session, visited.guest, swarm, message, "x"),
            lambda message: pin_message(floor.session, visited.guest, swarm, message),
        ):
            with pytest.raises(NotFound):
                verb(visited.said[name])


def test_a_mention_reaches_them_only_where_they_see_the_words(visited: Visited) -> None:
    floor, swarm = visited.floor, visited.swarm.id
    name = "@Vera of Lumen"
    visited.say("x", aside=True)
    edit_message(floor.session, floor.owner, swarm, visited.said["x"], f"hide from {name}")
    edit_message(
        floor.session, floor.expert, swarm, visited.said["before"], f"{name} and @everyone"
    )
    assert unread_mentions(floor.session, visited.guest) == []
    share_message(floor.session, floor.owner, swarm, visited.said["before"], visited.guest.id)
    edit_message(floor.session, floor.expert, swarm, visited.said["before"], f"{name}, look")
    assert [one.text for one in unread_mentions(floor.session, visited.guest)] == [f"{name}, look"]


def test_their_words_do_not_find_out_who_else_is_at_the_desk(visited: Visited) -> None:
    visited.floor.make.team("Network team")
    line = visited.floor.post(
        visited.swarm, visited.guest, "@Otto Other @Network team @Eva Expert", "probe"
    ).line
    assert line.data["mentions"] == [visited.floor.expert.id]
    assert "outside" not in line.data
    assert str(line.data["html"]).count("mention") == 1


def test_how_a_shared_message_was_worded_before_is_not_theirs(visited: Visited) -> None:
    floor, swarm, before = visited.floor, visited.swarm.id, visited.said["before"]
    edit_message(floor.session, floor.expert, swarm, before, "regarding now")
    share_message(floor.session, floor.owner, swarm, before, visited.guest.id)
    assert visited.words() == ["regarding now"]
    assert list_editions(floor.session, visited.guest, swarm, before).items == []
    delete_message(floor.session, floor.expert, swarm, before)
    assert visited.words() == ["None"]


def test_the_page_tells_a_guest_why_they_are_here_and_no_more(visited: Visited) -> None:
    page = read_swarm(visited.floor.session, visited.guest, visited.swarm.id)
    assert (page.help_needed, page.tried) == ("Is this fault known to you?", "")
    assert (page.invitations, page.offers, page.closure) == ([], [], None)
    assert {one.state for one in page.members} == {None}
    own = read_swarm(visited.floor.session, visited.floor.owner, visited.swarm.id)
    assert [one.id for one in own.outside] == [visited.guest.id]
    assert (own.can["aside"], page.can["aside"]) == (True, False)


def test_lines_of_other_streams_pass_as_they_are(visited: Visited) -> None:
    line = visited.floor.lines(f"people/{visited.guest.id}")[0]
    assert line_for(visited.floor.session, visited.guest.id, line) is line


STEPS = st.lists(
    st.sampled_from(["open", "aside", "answer", "edit", "erase", "react", "share", "guest"]),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_no_word_of_an_aside_reaches_them(
    visited: Visited, steps: list[str]
) -> None:
    floor, swarm = visited.floor, visited.swarm.id
    for place, step in enumerate(steps):
        name = f"{step} {len(visited.said)} {place} {clock.now().timestamp()}"
        hidden = visited.said.get("hidden")
        if step in ("open", "guest"):
            visited.say(name, visited.guest if step == "guest" else None)
        elif step == "aside" or hidden is None:
            visited.said["hidden"] = visited.say(f"hush {name}", aside=True).data["message"]
        elif step == "answer":
            visited.say(f"hush {name}", thread=hidden, quote=hidden, aside=True)
        elif step == "edit":
            edit_message(floor.session, floor.owner, swarm, hidden, f"hush anew {name}")
        elif step == "react":
            react(floor.session, floor.owner, swarm, hidden, "yes")
        elif step == "share":
            with pytest.raises(Conflict):
                share_message(floor.session, floor.owner, swarm, hidden, visited.guest.id)
        else:
            delete_message(floor.session, floor.owner, swarm, hidden)
            del visited.said["hidden"]
    shown = "".join(line.model_dump_json() for line in visited.heard())
    assert "hush" not in shown
