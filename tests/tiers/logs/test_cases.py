from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from swarm.tiers.folding import IDLE
from swarm.tiers.logs.cases import digest, fold_case
from swarm.tiers.logs.rows import Event

START = 1_700_000_000.0


def fold(*events, **known):
    return fold_case(
        [Event(at=START + 60 * minute, **facts) for minute, facts in events],
        **{"resolved_known": False, "closed_known": False, **known},
    )


def test_a_reopened_case_is_solved_when_it_is_solved_again():
    case = fold(
        (0, {"status": "open", "owner": "ann"}),
        (10, {"status": "closed"}),
        (20, {"status": "open"}),
        (30, {"status": "solved"}),
    )
    assert case.reopened == 1
    assert case.solved is not None
    assert case.solved.timestamp() == START + 1800
    assert [(stay.who, stay.end is None) for stay in case.owners] == [("ann", False), ("ann", True)]
    assert [d.kind for d in case.lines].count("ticket_reopened") == 1


def test_where_the_log_has_a_moment_of_solution_only_that_counts():
    events = [(0, {"status": "open"}), (10, {"status": "solved"})]
    assert fold(*events, resolved_known=True).solved is None
    assert fold(*events).solved is not None


def test_a_closed_case_has_nobody_who_still_owns_it():
    case = fold(
        (0, {"status": "open", "owner": "ann", "group": "g"}),
        (10, {"status": "closed"}),
        (20, {"owner": "bob", "group": "h"}),
    )
    assert all(stay.end is not None for stay in (*case.owners, *case.queues))


def test_an_update_that_changes_nothing_is_still_work():
    case = fold(
        (0, {"actor": "ann", "group": "g"}), (5, {"actor": "ann", "group": "g", "tier": "L2"})
    )
    assert case.lines[-1].kind == "work_recorded"
    assert case.lines[-1].data["tier"] == "L2"


def test_a_pause_or_another_group_begins_a_new_touch():
    idle = IDLE.total_seconds() / 60
    case = fold(
        (0, {"actor": "ann", "group": "g"}),
        (idle, {"actor": "ann", "group": "g"}),
        (2 * idle + 1, {"actor": "ann", "group": "g"}),
        (2 * idle + 2, {"actor": "ann", "group": "h"}),
        (2 * idle + 3, {"actor": "bob", "group": "h"}),
        (2 * idle + 4, {"actor": "ann", "group": "h"}),
    )
    assert [(w.actor, w.group) for w in case.touches] == [
        ("ann", "g"), ("ann", "g"), ("ann", "h"), ("bob", "h"),
    ]  # fmt: skip


def test_work_by_nobody_in_no_group_is_no_touch():
    assert fold((0, {"status": "open"})).touches == []


def test_a_case_opened_after_its_first_event_keeps_its_lines_in_order():
    case = fold((0, {"opened": START + 600}))
    assert case.opened.timestamp() == START + 600
    assert case.lines[0].at.timestamp() == START


names = st.none() | st.sampled_from(["a", "b", "c"])
facts = st.fixed_dictionaries(
    {
        "actor": names,
        "owner": names,
        "group": names,
        "status": st.none() | st.sampled_from(["new", "open", "waiting", "solved", "closed"]),
    }
)


@given(st.lists(st.tuples(st.integers(0, 90), facts), min_size=1, max_size=25))
def test_every_history_holds_together(steps):
    minute, events = 0, []
    for pause, fact in steps:
        minute += pause
        events.append((minute, fact))
    case = fold(*events)
    for stays in (case.owners, case.queues):
        assert sum(stay.end is None for stay in stays) <= 1
        for one, two in pairwise(stays):
            assert one.end is not None
            assert one.end <= two.start
    if case.status == "closed":
        assert all(stay.end is not None for stay in (*case.owners, *case.queues))
    assert [d.at for d in case.lines] == sorted(d.at for d in case.lines)
    assert {d.event for d in case.lines} == set(range(len(events)))
    assert (case.solved is None) == (case.status not in ("solved", "closed"))
    firsts = [work.first_line for work in case.touches]
    assert len(set(firsts)) == len(firsts)


@given(st.lists(st.tuples(st.integers(0, 90), facts), min_size=2, max_size=25), st.data())
def test_what_was_written_for_the_first_events_never_changes(steps, data):
    minute, events = 0, []
    for pause, fact in steps:
        minute += pause
        events.append((minute, fact))
    cut = data.draw(st.integers(1, len(events)))
    whole, part = fold(*events), fold(*events[:cut])
    same = [(d.at, d.kind, d.actor, d.owner) for d in whole.lines[: len(part.lines)]]
    assert same == [(d.at, d.kind, d.actor, d.owner) for d in part.lines]
    assert [w.first_line for w in whole.touches][: len(part.touches)] == [
        w.first_line for w in part.touches
    ]


def test_the_fingerprint_tells_order_and_content():
    one, two = Event(at=1.0, actor="a"), Event(at=1.0, actor="b")
    assert digest([one, two]) != digest([two, one])
    assert digest([one, two]) == digest([Event(at=1.0, actor="a"), two])
