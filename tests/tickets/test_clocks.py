"""Targets in working hours, paused while waiting, and the next word."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from swarm import clock
from swarm.people.tables import Team
from swarm.tickets.clocks import (
    TARGETS,
    announce_due_words,
    running_targets,
    seed_targets,
    target_of,
    was_kept,
)
from swarm.tickets.editing import change_ticket
from swarm.tickets.queries import read_page
from swarm.tickets.replies import post_reply, set_next_word
from swarm.tickets.solving import close_ticket, reopen_ticket, set_status, solve_ticket
from swarm.tickets.tables import Target


def test_targets_are_seeded_once_and_keep_what_was_set(floor: Any) -> None:
    floor.session.add(
        Target(priority="low", response_minutes=1, resolution_minutes=2, next_word_minutes=3)
    )
    seed_targets(floor.session)
    seed_targets(floor.session)
    rows = {row.priority: row for row in floor.session.query(Target)}
    assert set(rows) == {str(priority) for priority in TARGETS}
    assert rows["low"].response_minutes == 1
    assert (
        rows["urgent"].response_minutes,
        rows["urgent"].resolution_minutes,
        rows["urgent"].next_word_minutes,
    ) == (15, 240, 60)


def test_a_priority_without_a_target_has_the_default(floor: Any) -> None:
    assert target_of(floor.session, "high").resolution_minutes == 480


def test_targets_count_the_teams_working_hours(floor: Any) -> None:
    ticket = floor.ticket(team=floor.team)  # Wednesday noon, 9 to 17: 5 h are left today
    assert ticket.respond_by == datetime.fromisoformat("2026-03-04T16:00+00:00")
    assert ticket.resolve_by == datetime.fromisoformat("2026-03-11T12:00+00:00")


def test_a_team_elsewhere_counts_its_own_hours(floor: Any) -> None:
    team = Team(name="Tokyo", time_zone="Asia/Tokyo", hours={"thu": [["09:00", "17:00"]]})
    floor.session.add(team)
    floor.session.flush()
    ticket = floor.ticket(team=team, priority="high")
    assert ticket.respond_by == datetime.fromisoformat("2026-03-05T01:00+00:00")


def test_the_clocks_stand_while_the_requester_is_to_answer(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)
    due = ticket.resolve_by
    set_status(floor.session, floor.owner, ticket, "waiting")
    assert ticket.paused_at == clock.now()
    assert [kind for _, kind in running_targets(ticket)] == ["next_word"]
    with floor.later(days=1, hours=1):  # 5 h of Wednesday, 4 h of Thursday
        post_reply(floor.session, floor.requester, ticket, "Here you are")
        assert (ticket.paused_at, ticket.paused_seconds) == (None, 9 * 3600)
        assert ticket.resolve_by == due + timedelta(days=1, hours=1)
    with floor.later(days=2):
        set_status(floor.session, floor.owner, ticket, "waiting")
    with floor.later(days=2, minutes=30):
        set_status(floor.session, floor.owner, ticket, "open")
        assert ticket.paused_seconds == 9 * 3600 + 1800


def test_time_spent_solved_does_not_count(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)
    due = ticket.resolve_by
    with floor.later(hours=1):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        assert (ticket.due_at, ticket.next_word_by) == (None, None)
    with floor.later(days=1, hours=1):
        reopen_ticket(floor.session, floor.requester, ticket)
        assert ticket.resolve_by == due + timedelta(days=1)
        assert ticket.next_word_by is not None


def test_a_wait_that_ends_in_a_solution_is_one_pause(floor: Any) -> None:
    ticket = floor.waiting(team=floor.team)
    with floor.later(hours=2):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
    with floor.later(hours=3):
        reopen_ticket(floor.session, floor.owner, ticket)
        assert ticket.paused_seconds == 3 * 3600


def test_what_was_waited_before_a_solution_does_not_count(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)  # 40 working hours, and Wednesday has 5 left
    floor.answer(ticket)
    with floor.later(hours=1):
        set_status(floor.session, floor.owner, ticket, "waiting")
    with floor.later(days=14, hours=1) as now:
        due = ticket.resolve_by
        assert due < now
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        assert ticket.paused_seconds == 10 * 8 * 3600
        assert ticket.resolve_by == due + timedelta(days=14)
        page = read_page(floor.session, floor.owner, ticket)
        assert page.clock.resolution_kept is True


def test_a_target_that_was_missed_before_the_wait_stays_missed(floor: Any) -> None:
    ticket = floor.owned(team=floor.team, priority="urgent")
    with floor.later(days=7):
        set_status(floor.session, floor.owner, ticket, "waiting")
    with floor.later(days=8):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        page = read_page(floor.session, floor.owner, ticket)
        assert page.clock.resolution_kept is False


def test_a_first_response_in_a_pause_is_measured_without_it(floor: Any) -> None:
    ticket = floor.waiting(team=floor.team)
    with floor.later(days=7):
        floor.answer(ticket)
    with floor.later(days=14):
        set_status(floor.session, floor.owner, ticket, "open")
        page = read_page(floor.session, floor.owner, ticket)
        assert (page.clock.response_kept, ticket.paused_seconds) == (True, 10 * 8 * 3600)


def test_closing_ends_every_clock(floor: Any) -> None:
    ticket = floor.solved()
    close_ticket(floor.session, floor.owner, ticket)
    assert running_targets(ticket) == []
    assert ticket.closed_at == clock.now()


def test_closing_late_does_not_mend_a_missed_target(floor: Any) -> None:
    ticket = floor.owned(team=floor.team, priority="urgent")
    with floor.later(days=7):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        due = ticket.resolve_by
    with floor.later(days=28):
        close_ticket(floor.session, floor.owner, ticket)
        page = read_page(floor.session, floor.owner, ticket)
        assert (page.clock.resolution_kept, ticket.resolve_by) == (False, due)


def test_a_solution_without_a_word_is_a_missed_response_once_its_time_is_over(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)  # to be answered by 16:00
    with floor.later(hours=1):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        assert read_page(floor.session, floor.owner, ticket).clock.response_kept is None
    with floor.later(hours=5):
        assert read_page(floor.session, floor.owner, ticket).clock.response_kept is False
        close_ticket(floor.session, floor.owner, ticket)
        assert read_page(floor.session, floor.owner, ticket).clock.response_kept is False


def test_a_word_after_the_solution_and_in_time_keeps_the_response(floor: Any) -> None:
    ticket = floor.waiting(team=floor.team)
    with floor.later(hours=1):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
    with floor.later(hours=4, minutes=30):  # 17:00 is the end: an hour was waited
        floor.answer(ticket, "A cloth helped")
        assert read_page(floor.session, floor.owner, ticket).clock.response_kept is True


def test_reopening_does_not_mend_a_response_that_was_missed(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)
    due = ticket.respond_by
    with floor.later(hours=1):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
    with floor.later(days=7):
        reopen_ticket(floor.session, floor.requester, ticket)
        set_status(floor.session, floor.owner, ticket, "waiting")
    with floor.later(days=8):
        set_status(floor.session, floor.owner, ticket, "open")
        change_ticket(floor.session, floor.owner, ticket, {"team": None})
        change_ticket(floor.session, floor.owner, ticket, {"team": floor.team.id})
        assert ticket.respond_by == due + timedelta(days=1)
        assert read_page(floor.session, floor.owner, ticket).clock.response_kept is False


def test_nobody_is_owed_a_first_word_where_nobody_else_asked(floor: Any) -> None:
    for asker in (None, floor.owner):
        ticket = floor.owned(requester=asker, priority="urgent")
        with floor.later(minutes=10):
            solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        with floor.later(days=1):
            assert read_page(floor.session, floor.owner, ticket).clock.response_kept is None
            reopen_ticket(floor.session, floor.owner, ticket)
            assert ticket.respond_by is not None
        late = floor.owned(requester=asker, priority="urgent")
        with floor.later(days=1):
            solve_ticket(floor.session, floor.owner, late, "Dust", "A cloth")
            assert read_page(floor.session, floor.owner, late).clock.response_kept is False


def test_what_was_solved_keeps_its_target_whatever_is_changed_afterwards(floor: Any) -> None:
    ticket = floor.owned(team=floor.team, priority="urgent")
    with floor.later(days=7):
        solve_ticket(floor.session, floor.owner, ticket, "Dust", "A cloth")
        due = (ticket.respond_by, ticket.resolve_by)
        change_ticket(floor.session, floor.owner, ticket, {"priority": "low"})
        assert (ticket.respond_by, ticket.resolve_by) == due


def test_a_new_priority_sets_the_clocks_anew(floor: Any) -> None:
    ticket = floor.ticket(team=floor.team)
    change_ticket(floor.session, floor.owner, ticket, {"priority": "urgent"})
    assert ticket.respond_by == ticket.created_at + timedelta(minutes=15)
    assert ticket.due_at == ticket.respond_by


def test_a_response_that_was_given_keeps_its_target(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)
    with floor.later(minutes=30):
        floor.answer(ticket)
        due = ticket.respond_by
        change_ticket(floor.session, floor.owner, ticket, {"priority": "urgent"})
        assert ticket.respond_by == due
        assert ticket.resolve_by == ticket.created_at + timedelta(hours=4)
        assert "response" not in [kind for _, kind in running_targets(ticket)]


def test_the_earliest_running_target_is_what_is_due(floor: Any) -> None:
    ticket = floor.owned(team=floor.team, priority="urgent")
    assert ticket.due_at == ticket.respond_by
    floor.answer(ticket)
    assert ticket.due_at == ticket.next_word_by
    set_next_word(floor.session, floor.owner, ticket, clock.now() + timedelta(days=5))
    assert ticket.due_at == ticket.resolve_by


def test_the_same_promise_again_is_told_once(floor: Any) -> None:
    ticket = floor.owned(team=floor.team)
    by = clock.now() + timedelta(days=5)
    set_next_word(floor.session, floor.owner, ticket, by)
    told = floor.kinds(f"tickets/{ticket.number}")
    set_next_word(floor.session, floor.owner, ticket, by.astimezone(timezone(timedelta(hours=2))))
    assert ticket.next_word_by == by
    assert floor.kinds(f"tickets/{ticket.number}") == told
    set_next_word(floor.session, floor.owner, ticket, by + timedelta(hours=1))
    assert floor.kinds(f"tickets/{ticket.number}") == [*told, "next_word_set"]


@pytest.mark.parametrize(
    ("due", "done", "paused", "kept"),
    [
        (None, None, None, None),
        (0, -1, None, True),
        (0, 0, None, True),
        (0, 1, None, False),
        (1, None, None, None),
        (-1, None, None, False),
        (-1, None, -2, None),
        (-2, None, -1, False),
        (-1, None, -1, None),
    ],
)
def test_a_target_is_kept_missed_or_open(
    noon: datetime, due: int | None, done: int | None, paused: int | None, kept: bool | None
) -> None:
    def at(hours: int | None) -> datetime | None:
        return None if hours is None else noon + timedelta(hours=hours)

    assert was_kept(at(due), at(done), noon, paused_at=at(paused)) is kept


def test_an_owner_is_told_once_that_a_word_is_due(floor: Any) -> None:
    ticket = floor.owned(priority="urgent")
    assert announce_due_words(floor.session, clock.now()) == 0
    with floor.later(hours=1) as now:
        assert announce_due_words(floor.session, now) == 1
        assert announce_due_words(floor.session, now) == 0
        line = floor.lines(floor.owner)[-1]
        assert (line.kind, line.data, line.actor_id) == (
            "next_word_due",
            {"ticket": ticket.number},
            None,
        )
        floor.answer(ticket)
    with floor.later(hours=2) as now:
        assert announce_due_words(floor.session, now) == 1


def test_nobody_is_told_of_tickets_that_ended_or_that_nobody_owns(floor: Any) -> None:
    floor.ticket()
    floor.solved()
    with floor.later(days=30) as now:
        assert announce_due_words(floor.session, now) == 0
