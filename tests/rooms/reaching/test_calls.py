"""A call on its way: by which ways it goes, when, and what answers it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.rooms.answers.postponing import postpone_invitation, return_invitations
from swarm.rooms.invitations import answer_invitation
from swarm.rooms.mentions.wishes import Wishes, set_wishes
from swarm.rooms.queries import read_swarm
from swarm.rooms.reaching.calling import open_call
from swarm.rooms.reaching.hours import local_words
from swarm.rooms.reaching.wishes import Ways, choose_ways
from tests.rooms.reaching.conftest import SECRET, said

NIGHT = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)


@pytest.mark.both
def test_a_call_goes_by_push_and_mail_at_once_and_only_once(floor: Any, reach: Any) -> None:
    reach.browser(floor.expert)
    invitation = floor.invite(floor.swarm(), floor.expert, note="You know *printers*")
    reach.hear(floor.expert)
    reach.told.clear()
    reach.hear(floor.expert)
    (push,), (mail,) = reach.out(floor.expert, "push"), reach.out(floor.expert, "mail")
    assert push.until == mail.until == invitation.expires_at
    assert push.content["invitation"] == invitation.id
    assert "Olga Owner asks" in push.content["title"]
    text = said(reach.mail(floor.expert))
    assert "Who knows it?" in text
    assert "You know printers" in text
    assert "10:15 today (UTC)" in text


def test_its_links_lead_to_a_page_and_their_seal_opens_this_call_alone(
    floor: Any, reach: Any, session: Session
) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    other = floor.invite(swarm, floor.other)
    reach.hear(floor.expert)
    links = re.findall(r"/call/([^'?]+)\?say=(\w+)", said(reach.mail(floor.expert)))
    assert [say for _, say in links] == ["yes", "no"]
    sealed = links[0][0]
    assert open_call(session, SECRET, sealed) is invitation
    assert open_call(session, SECRET, sealed[:-1]) is None
    assert open_call(session, "another secret", sealed) is None
    assert invitation.answer is None
    assert other.answer is None
    floor.expert.left_at = clock.now()
    assert open_call(session, SECRET, sealed) is None


def test_what_is_answered_before_it_went_is_not_sent(
    floor: Any, reach: Any, session: Session
) -> None:
    reach.browser(floor.expert)
    invitation = floor.invite(floor.swarm(), floor.expert)
    reach.hear(floor.expert)
    answer_invitation(session, floor.expert, invitation.id, "accepted")
    assert [row.state for row in reach.out(floor.expert)] == ["void", "void"]
    assert [row.content for row in reach.out(floor.expert)] == [None, None]


def test_a_call_that_comes_back_is_told_again(floor: Any, reach: Any, session: Session) -> None:
    invitation = floor.invite(floor.swarm(), floor.expert)
    reach.hear(floor.expert)
    later = clock.now() + timedelta(hours=1)
    postpone_invitation(session, floor.expert, invitation.id, later)
    with clock.at(later):
        return_invitations(session, later)
        reach.hear(floor.expert)
    assert [row.state for row in reach.out(floor.expert, "mail")] == ["void", "waiting"]


def test_beyond_the_ask_budget_and_when_quiet_nothing_rings(floor: Any, reach: Any) -> None:
    reach.browser(floor.expert)
    reach.browser(floor.other)
    floor.expert.ask_budget = 1
    floor.other.reach = "quiet"
    for _ in range(2):
        floor.invite(floor.swarm(floor.ticket()), floor.expert)
    floor.invite(floor.swarm(floor.ticket()), floor.other)
    reach.hear(floor.expert)
    reach.hear(floor.other)
    # Both calls were there when the first was told: neither rings any more.
    assert len(reach.out(floor.expert, "mail")) == 2
    assert reach.out(floor.expert, "push") == []
    assert len(reach.out(floor.other, "mail")) == 1
    assert reach.out(floor.other, "push") == []


def test_in_quiet_hours_a_push_waits_for_their_end_and_the_mail_does_not(
    floor: Any, reach: Any, session: Session
) -> None:
    reach.browser(floor.expert)
    floor.expert.time_zone = "Europe/Berlin"
    set_wishes(session, floor.expert, Wishes(mentions="all", quiet_from=1320, quiet_until=420))
    with clock.at(NIGHT):  # half past ten in the evening in Berlin
        floor.invite(floor.swarm(), floor.expert)
        reach.hear(floor.expert)
    (push,), (mail,) = reach.out(floor.expert, "push"), reach.out(floor.expert, "mail")
    assert push.due_at == datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
    assert mail.due_at == NIGHT


def test_each_way_is_ones_own_choice(floor: Any, reach: Any, session: Session) -> None:
    reach.browser(floor.expert)
    none = Ways(kind="invitation", client=True, push=False, mail="off")
    choose_ways(session, floor.expert, [none])
    floor.invite(floor.swarm(), floor.expert)
    reach.hear(floor.expert)
    assert reach.out(floor.expert) == []


def test_members_see_by_which_ways_and_until_when_there(
    floor: Any, reach: Any, session: Session
) -> None:
    floor.expert.time_zone = "Asia/Tokyo"
    swarm = floor.swarm()
    floor.invite(swarm, floor.expert)
    reach.browser(floor.expert)
    reach.browser(floor.expert, "2")
    reach.hear(floor.expert)
    reach.out(floor.expert, "push")[1].state = "sent"
    session.flush()
    (card,) = read_swarm(session, floor.owner, swarm.id).invitations
    assert {way.way: way.state for way in card.ways} == {"push": "sent", "mail": "waiting"}
    assert card.expires_there == "19:15 today (Asia/Tokyo)"
    mine = read_swarm(session, floor.expert, swarm.id)
    assert mine.invitations == []
    assert mine.my_invitation is not None
    assert mine.my_invitation.ways == []


def test_a_moment_is_said_by_the_clock_of_who_is_asked(floor: Any, morning: datetime) -> None:
    floor.expert.time_zone = "America/New_York"
    words = [
        local_words(floor.expert, morning + timedelta(days=days), morning) for days in range(3)
    ]
    assert words == [
        "05:00 today (America/New_York)",
        "05:00 tomorrow (America/New_York)",
        "05:00 on Friday, 6 March (America/New_York)",
    ]
