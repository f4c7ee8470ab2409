from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from swarm.activity.lines import Line, read_lines
from swarm.knowledge.tables import Article, ArticleUse
from swarm.people.tables import Person
from swarm.tickets.tables import Outcome, Ownership
from swarm.tiers import listener
from swarm.tiers.actions import fold_ticket, override_touch
from swarm.tiers.rules import Verdict
from swarm.tiers.tables import Touch, TouchOverride


def touches(work, **more):
    with work.database.read() as session:
        rows = session.scalars(select(Touch).filter_by(**more).order_by(Touch.started_at, Touch.id))
        return rows.all()


@pytest.mark.both
def test_acts_become_stretches_of_work(work):
    agent, number = work.person(), work.ticket()
    for minute in (0, 10, 25, 80):
        work.act(minute, f"tickets/{number}", "reply_posted", agent, reply=1, public=True)
    found = touches(work)
    assert [(t.first_seq, t.last_seq, t.minutes, t.measured) for t in found] == [
        (1, 3, 25, "activity"), (4, 4, 2, "activity"),
    ]  # fmt: skip
    assert {t.person_id for t in found} == {agent.id}


def test_requesters_and_the_desk_itself_do_no_work(work):
    number = work.ticket()
    work.act(0, f"tickets/{number}", "reply_posted", work.person("requester"), reply=1, public=True)
    work.act(1, f"tickets/{number}", "status_changed", None, **{"from": "open", "to": "waiting"})
    assert touches(work) == []


def test_work_in_a_swarm_is_work_on_its_ticket(work):
    owner, expert, number = work.person(), work.person(), work.ticket()
    room = work.swarm(0, number, 5, owner)
    work.act(10, room, "message_posted", expert, message=1, client_id="c")
    work.act(12, f"tickets/{number}", "needs_changed", expert, added=[1], removed=[])
    mine = touches(work, person_id=expert.id)
    assert [(t.ticket_number, t.stream, t.minutes) for t in mine] == [(number, room, 2)]


def test_a_stream_without_a_ticket_is_no_work(work):
    agent = work.person()
    work.act(0, "swarms/9", "message_posted", agent, message=1, client_id="c")
    with work.database.write() as session:
        line = Line(stream="people/1", seq=1, kind="reply_posted", actor=agent.id,
                    at=work.start, data={})  # fmt: skip
        listener.work(session, line)
    assert touches(work) == []


def test_a_line_that_comes_late_bridges_two_stretches(work):
    agent, number = work.person(), work.ticket()
    stream = f"tickets/{number}"
    lines = [work.act(m, stream, "reply_posted", agent, reply=1, public=False) for m in (0, 25, 50)]
    with work.database.write() as session:
        session.execute(delete(Touch))
        for line in (lines[0], lines[2]):
            listener.work(session, line)
    first, last = touches(work)
    with work.database.write() as session:
        manager = Person(name="M", role="manager", created_at=work.start)
        session.add(manager)
        session.flush()
        override_touch(session, manager, last.id, "L2", "Looked it up.")
        listener.work(session, lines[1])
    (whole,) = touches(work)
    assert (whole.id, whole.first_seq, whole.last_seq, whole.minutes) == (first.id, 1, 3, 50)
    with work.database.read() as session:
        assert session.scalars(select(TouchOverride.touch_id)).all() == [whole.id]


KINDS = ["reply_posted", "message_posted", "status_changed", "tag_removed"]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(KINDS), st.integers(0, 1)), max_size=12)
)
def test_touches_made_one_by_one_are_those_made_some_or_all_at_once(work, steps):
    people, number = [work.person(), work.person()], work.ticket()
    swarm = number + 1000
    room = work.swarm(0, number, swarm, people[0])
    minute = 0
    for pause, kind, who in steps:
        minute += pause
        stream = room if kind == "message_posted" else f"tickets/{number}"
        work.act(minute, stream, kind, people[who])
    one_by_one = sorted(facts(t) for t in touches(work, ticket_number=number))
    with work.database.write() as session:
        session.execute(delete(Touch).where(Touch.ticket_number == number))
        assert fold_ticket(session, number) == len(one_by_one)
    assert sorted(facts(t) for t in touches(work, ticket_number=number)) == one_by_one
    with work.database.write() as session:
        session.execute(delete(Touch).where(Touch.ticket_number == number))
        for stream in (f"tickets/{number}", room):
            for some in batched(read_lines(session, stream).items, 3):
                listener.work(session, *some)
    assert sorted(facts(t) for t in touches(work, ticket_number=number)) == one_by_one


def batched(lines, size):
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def facts(touch):
    return (touch.person_id, touch.stream, touch.first_seq, touch.last_seq, touch.started_at,
            touch.ended_at, touch.minutes, touch.tier_of_work)  # fmt: skip


def test_folding_again_changes_nothing(work):
    agent, number = work.person(), work.ticket()
    for minute in (0, 5, 90):
        work.act(minute, f"tickets/{number}", "next_word_set", agent, by="x")
    before = [(t.id, facts(t)) for t in touches(work)]
    with work.database.write() as session:
        assert fold_ticket(session, number) == 2
    assert [(t.id, facts(t)) for t in touches(work)] == before


def test_a_corrected_touch_without_lines_is_kept(work):
    agent, number = work.person(), work.ticket()
    work.act(0, f"tickets/{number}", "tag_added", agent, tag="a")
    with work.database.write() as session:
        stray = Touch(
            ticket_number=number, person_id=agent.id, stream=f"tickets/{number}", first_seq=99,
            last_seq=99, started_at=work.start + timedelta(days=1),
            ended_at=work.start + timedelta(days=1), minutes=2, measured="activity",
        )  # fmt: skip
        session.add(stray)
        session.flush()
        session.add(TouchOverride(touch_id=stray.id, tier_of_work="L1", by_id=agent.id,
                                  reason="r", at=work.start))  # fmt: skip
    with work.database.write() as session:
        assert fold_ticket(session, number) == 2


def test_a_guests_work_is_the_vendors(work):
    guest, number = work.person("guest"), work.ticket()
    work.act(0, work.swarm(0, number, 3, work.person()), "message_posted", guest)
    (touch,) = touches(work, person_id=guest.id)
    assert (touch.tier_of_work, touch.tier_of_person, touch.confidence) == ("L4", "L4", 1.0)
    assert touch.reason == "Done by somebody from a vendor."


def test_help_called_into_a_swarm_is_a_specialists_and_the_owners_is_not_known(work):
    owner, expert, number = work.person(), work.person(), work.ticket()
    with work.database.write() as session:
        session.add(Ownership(ticket_number=number, owner_id=owner.id, how="taken",
                              started_at=work.start))  # fmt: skip
    room = work.swarm(0, number, 3, owner)
    for person in (owner, expert):
        work.join(1, room, person)
    assert [(t.person_id, t.tier_of_work) for t in touches(work)] == [
        (owner.id, "unknown"), (expert.id, "L2"),
    ]  # fmt: skip


def solve(work, number, owner, how="solved"):
    with work.database.write() as session:
        session.add(Outcome(ticket_number=number, how=how, cause="c", fix="f", by_id=owner.id,
                            at=work.start))  # fmt: skip
    work.act(5, f"tickets/{number}", "ticket_solved", owner, outcome=1, how=how)


def test_every_touch_is_judged_anew_when_the_solution_is_known(work):
    owner, number = work.person(), work.ticket()
    work.act(0, f"tickets/{number}", "reply_posted", owner, reply=1, public=True)
    assert [t.tier_of_work for t in touches(work)] == ["unknown"]
    with work.database.write() as session:
        article = Article(title="t", created_at=work.start, updated_at=work.start)
        session.add(article)
        session.flush()
        session.add(ArticleUse(article_id=article.id, ticket_number=number, kind="solved",
                               at=work.start))  # fmt: skip
    solve(work, number, owner)
    (touch,) = touches(work)
    assert (touch.tier_of_work, touch.reason) == ("L1", "A fix that was known already.")


def test_a_duplicate_was_known_already(work):
    owner, number = work.person(), work.ticket()
    solve(work, number, owner, how="duplicate")
    assert [t.tier_of_work for t in touches(work)] == ["L1"]


def test_what_nothing_tells_stays_unknown(work):
    owner, number = work.person(), work.ticket()
    solve(work, number, owner)
    (touch,) = touches(work)
    assert (touch.tier_of_work, touch.confidence) == ("unknown", None)


def test_a_classifier_can_be_handed_in(silent):
    owner, number = silent.person(), silent.ticket(summary="Printer")
    seen = []

    def classify(_session, work):
        seen.append(work)
        return Verdict("L1", 0.8, "Like 4 others.")

    line = silent.act(0, f"tickets/{number}", "reply_posted", owner, reply=1, public=True)
    with silent.database.write() as session:
        listener.with_classifier(classify)(session, [line])
    (touch,) = touches(silent)
    assert (touch.tier_of_work, touch.confidence, touch.reason) == ("L1", 0.8, "Like 4 others.")
    assert (seen[0].ticket, seen[0].summary) == (number, "Printer")


def test_requesters_stay_out_when_a_ticket_is_folded_whole(silent):
    number = silent.ticket()
    silent.act(0, f"tickets/{number}", "reply_posted", silent.person("requester"))
    with silent.database.write() as session:
        assert fold_ticket(session, number) == 0
