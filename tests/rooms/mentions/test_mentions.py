"""Whom a message names, and how they are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from swarm.markdown import render, spoken
from swarm.rooms.members import remove_member
from swarm.rooms.mentions.names import NOBODY, find_mentions
from swarm.rooms.mentions.telling import in_quiet_hours
from swarm.rooms.mentions.unread import unread_mentions, unread_rooms
from swarm.rooms.mentions.wishes import (
    Wishes,
    mute_room,
    read_wishes,
    set_wishes,
    unmute_room,
)
from swarm.rooms.messages import delete_message
from swarm.rooms.queries import read_swarm
from swarm.rooms.talk.editing import edit_message
from swarm.rooms.talk.positions import mark_read
from swarm.rooms.talk.tables import Mention, NoticeWish
from swarm.rooms.waiting import list_swarms


@pytest.fixture
def room(floor: Any) -> Any:
    """A room with the owner, the expert and somebody of a team."""
    floor.team = floor.make.team("Network Team")
    floor.teammate = floor.make.person(name="Tina Team", team_id=floor.team.id)
    swarm = floor.swarm()
    for person in (floor.expert, floor.teammate):
        floor.join(swarm, person)
    return swarm


def told(floor: Any, person: Any) -> list[dict[str, Any]]:
    return [one.data for one in floor.lines(f"people/{person.id}") if one.kind == "mentioned"]


@pytest.mark.both
def test_a_member_who_is_named_is_told_once(floor: Any, room: Any) -> None:
    line = floor.post(room, floor.owner, "Ask @eva expert, or @Eva.").line
    assert line.data["mentions"] == [floor.expert.id]
    assert line.data["html"].count('<span class="mention">') == 2
    message = line.data["message"]
    assert told(floor, floor.expert) == [
        {"swarm": room.id, "ticket": room.ticket_number, "message": message, "seq": line.seq}
    ]
    assert told(floor, floor.owner) == []
    (card,) = unread_mentions(floor.session, floor.expert)
    assert (card.message, card.by.id, card.text) == (
        message, floor.owner.id, "Ask @eva expert, or @Eva.",
    )  # fmt: skip
    assert list_swarms(floor.session, floor.expert, mine=True).items[0].mentions == 1
    mark_read(floor.session, floor.expert, room.id, line.seq)
    assert unread_mentions(floor.session, floor.expert) == []


@pytest.mark.both
def test_teams_and_everyone_are_told_their_authors_left_out(floor: Any, room: Any) -> None:
    line = floor.post(room, floor.owner, "@Network Team, look").line
    assert line.data["mentions"] == [floor.teammate.id]
    line = floor.post(room, floor.expert, "@everyone here: it is fixed").line
    assert (line.data["everyone"], "mentions" in line.data) == (True, False)
    assert len(told(floor, floor.owner)) == 1
    assert len(told(floor, floor.teammate)) == 2
    assert told(floor, floor.expert) == []
    assert told(floor, floor.other) == []


def test_who_is_not_in_the_room_is_not_told(floor: Any, room: Any) -> None:
    line = floor.post(room, floor.owner, "@Otto Other may know").line
    assert line.data["outside"] == [floor.other.id]
    assert "mentions" not in line.data
    assert told(floor, floor.other) == []
    line = floor.post(room, floor.owner, "@Rita Requester and @Nobody At All").line
    assert not {"outside", "mentions"} & set(line.data)


def test_code_links_and_addresses_name_nobody(floor: Any, room: Any) -> None:
    for words in (
        "`@Eva Expert`",
        "```\n@Eva Expert\n```",
        "[@Eva Expert](https://example.org)",
        "mail me@Eva Expert",
        "https://example.org/@Eva",
        "@Evaluate this",
    ):
        line = floor.post(room, floor.owner, words).line
        assert "mentions" not in line.data, words
        assert "mention" not in line.data["html"], words


def test_a_first_name_alone_must_be_the_only_one(floor: Any, room: Any) -> None:
    second = floor.make.person(name="Eva Else")
    floor.join(room, second)
    assert "mentions" not in floor.post(room, floor.owner, "@Eva?").line.data
    line = floor.post(room, floor.owner, "@Eva Else?").line
    assert line.data["mentions"] == [second.id]


def test_an_edit_tells_only_those_who_are_new(floor: Any, room: Any) -> None:
    message = floor.post(room, floor.owner, "@Eva Expert").line.data["message"]
    edit_message(floor.session, floor.owner, room.id, message, "@Eva Expert @Tina Team")
    assert len(told(floor, floor.expert)) == len(told(floor, floor.teammate)) == 1
    assert floor.lines(f"swarms/{room.id}")[-1].data["mentions"] == sorted(
        [floor.expert.id, floor.teammate.id]
    )
    edit_message(floor.session, floor.owner, room.id, message, "Nobody")
    assert unread_mentions(floor.session, floor.expert) == []
    delete_message(floor.session, floor.owner, room.id, message)
    assert floor.session.scalar(select(func.count()).select_from(Mention)) == 0


def test_who_left_hears_nothing_and_sees_nothing(floor: Any, room: Any) -> None:
    floor.post(room, floor.owner, "@Eva Expert")
    remove_member(floor.session, floor.owner, room.id, floor.expert.id)
    assert unread_mentions(floor.session, floor.expert) == []
    line = floor.post(room, floor.owner, "@Eva Expert").line
    assert line.data["outside"] == [floor.expert.id]


@pytest.mark.both
def test_a_muted_room_is_quiet_and_its_mentions_wait(floor: Any, room: Any) -> None:
    mute_room(floor.session, floor.expert, room.id)
    mute_room(floor.session, floor.expert, room.id)
    floor.post(room, floor.owner, "@Eva Expert")
    assert told(floor, floor.expert)[0]["quiet"] is True
    assert len(unread_mentions(floor.session, floor.expert)) == 1
    assert unread_rooms(floor.session, floor.expert).rooms == 0
    assert unread_rooms(floor.session, floor.teammate).model_dump() == {"rooms": 1, "messages": 1}
    assert read_swarm(floor.session, floor.expert, room.id).muted
    assert list_swarms(floor.session, floor.expert, mine=True).items[0].muted
    unmute_room(floor.session, floor.expert, room.id)
    unmute_room(floor.session, floor.expert, room.id)
    assert unread_rooms(floor.session, floor.expert).messages == 1


@pytest.mark.parametrize(
    ("wishes", "words", "quiet"),
    [
        (Wishes(mentions="all", quiet_from=None, quiet_until=None), "@everyone", False),
        (Wishes(mentions="named", quiet_from=None, quiet_until=None), "@everyone", True),
        (Wishes(mentions="named", quiet_from=None, quiet_until=None), "@Eva Expert", False),
        (Wishes(mentions="none", quiet_from=None, quiet_until=None), "@Eva Expert", True),
        (Wishes(mentions="all", quiet_from=600, quiet_until=660), "@Eva Expert", True),
    ],
)
def test_wishes_are_kept(floor: Any, room: Any, wishes: Wishes, words: str, quiet: bool) -> None:
    assert read_wishes(floor.session, floor.expert).mentions == "all"
    set_wishes(floor.session, floor.expert, wishes)
    floor.session.flush()
    assert read_wishes(floor.session, floor.expert) == wishes
    floor.post(room, floor.owner, words)
    assert ("quiet" in told(floor, floor.expert)[-1]) == quiet


def test_who_is_reached_quietly_is_told_quietly(floor: Any, room: Any) -> None:
    floor.expert.reach = "quiet"
    floor.session.flush()
    floor.post(room, floor.owner, "@Eva Expert")
    assert told(floor, floor.expert)[0]["quiet"] is True


def test_quiet_hours_go_over_midnight_by_ones_own_clock(floor: Any) -> None:
    floor.expert.time_zone = "Europe/Berlin"
    night = NoticeWish(person_id=floor.expert.id, quiet_from=1320, quiet_until=420)
    day = NoticeWish(person_id=floor.expert.id, quiet_from=720, quiet_until=780)

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 3, 4, hour, minute, tzinfo=UTC)

    quiet = [in_quiet_hours(night, floor.expert, at(*one)) for one in
             ((20, 59), (21,), (5, 59), (6,))]  # fmt: skip
    assert quiet == [False, True, True, False]
    quiet = [in_quiet_hours(day, floor.expert, at(*one)) for one in ((10, 59), (11,), (12,))]
    assert quiet == [False, True, False]


def test_many_signs_are_looked_up_a_few_times_only(floor: Any, room: Any) -> None:
    found = find_mentions(floor.session, room.id, "@x " * 5_000 + "@Eva Expert")
    assert found == NOBODY
    assert find_mentions(floor.session, room.id, "[" * 3_000 + "@Eva Expert") == NOBODY
    assert find_mentions(floor.session, room.id, "a@b") == NOBODY


@given(st.text(alphabet="@#Eva 1`[]()<>&*_\n", max_size=80))
def test_marking_names_never_lets_html_through(words: str) -> None:
    html = render(words, ("@Eva", "@<b>"), numbers=True)
    inside = html.replace('<span class="mention">', "").replace("</span>", "")
    assert "<b" not in inside.replace("<blockquote", "").replace("<br", "")
    assert all("\n" not in stretch or stretch for stretch in spoken(words))


def test_numbers_of_tickets_lead_to_them_outside_of_code() -> None:
    html = render("See #2004, `#1`, a#3 and http://x.example/#4", numbers=True)
    assert html.count("<a ") == 2
    assert '<a href="/tickets/2004"' in html
    assert "/tickets/" not in render("See #2004")
