from __future__ import annotations

from dataclasses import replace

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import SolvedTicket
from swarm.matching.lessons import schedule

DAY = 86_400.0


def test_a_lesson_sees_only_what_came_before_it(desk) -> None:
    corpus = Corpus(desk(60))
    lessons = schedule(corpus, frozen=False, embargo_days=0, enough=10, most=100)
    assert len(lessons) == 55  # the first five teach nothing
    times = corpus.times()
    for lesson in lessons:
        assert (times[: lesson.cut] < lesson.query.created_at).all()


def test_an_embargo_hides_what_is_younger(desk) -> None:
    corpus = Corpus(desk(60))
    for lesson in schedule(corpus, frozen=False, embargo_days=3, enough=10, most=100):
        assert corpus.times()[lesson.cut - 1] < lesson.query.created_at - 3 * DAY


def test_a_ticket_solved_late_is_not_evidence_for_itself() -> None:
    tickets = [
        SolvedTicket(id=str(n), created_at=n * DAY, solved_at=n * DAY + 40 * DAY, resolver="ann")
        for n in range(60)
    ]
    for lesson in schedule(Corpus(tickets), frozen=False, embargo_days=0, enough=1, most=100):
        assert all(t.at < lesson.query.created_at for t in tickets[: lesson.cut])


def test_frozen_lessons_see_only_what_came_before_their_stretch(desk) -> None:
    corpus = Corpus(desk(100))
    lessons = schedule(corpus, frozen=True, embargo_days=0, enough=10, most=1_000)
    assert {lesson.cut for lesson in lessons} == {20, 35, 50, 65, 80, 95}
    lags = [(lesson.query.created_at - corpus.times()[lesson.cut - 1]) / DAY for lesson in lessons]
    assert max(lags) > 4.5  # a fifth of 25 days
    assert min(lags) > 0


def test_too_many_frozen_lessons_are_thinned_over_all_stretches(desk) -> None:
    corpus = Corpus(desk(100))
    lessons = schedule(corpus, frozen=True, embargo_days=0, enough=10, most=30)
    assert 25 <= len(lessons) <= 30
    assert {lesson.cut for lesson in lessons} == {20, 35, 50, 65, 80, 95}


def test_the_newest_lessons_are_kept(desk) -> None:
    corpus = Corpus(desk(100))
    lessons = schedule(corpus, frozen=False, embargo_days=0, enough=10, most=30)
    assert [lesson.cut for lesson in lessons] == list(range(70, 100))


def test_tickets_with_help_are_enough_by_themselves_when_there_are_many(desk) -> None:
    helped = desk(40, owned=True)
    alone = [
        replace(ticket, id=f"alone {ticket.id}", helpers=()) for ticket in desk(40, owned=True)
    ]
    corpus = Corpus(helped + alone)
    few = schedule(corpus, frozen=False, embargo_days=0, enough=41, most=200)
    many = schedule(corpus, frozen=False, embargo_days=0, enough=40, most=200)
    assert {lesson.query.owner is None for lesson in few} == {True, False}
    assert all(lesson.query.owner for lesson in many)
    alone_taught = [lesson for lesson in few if lesson.query.owner is None]
    assert all(lesson.wanted == lesson.carried for lesson in alone_taught)


def test_who_was_credited_carried_the_ticket_as_who_resolved_it_did(desk) -> None:
    helped = [replace(one, helpers=("ann", "bob")) for one in desk(40, owned=True)]
    told = [replace(one, credited=("bob", "stranger", one.owner)) for one in helped]
    passed_on = [replace(one, resolver="ann", credited=("bob",)) for one in helped]

    def carried(tickets: list[SolvedTicket]) -> set[tuple[str, ...]]:
        lessons = schedule(Corpus(tickets), frozen=False, embargo_days=0, enough=1, most=100)
        assert all(lesson.wanted == ("ann", "bob") for lesson in lessons)
        return {lesson.carried for lesson in lessons}

    assert carried(helped) == {()}
    assert carried(told) == {("bob",)}
    assert carried(passed_on) == {("ann", "bob")}
