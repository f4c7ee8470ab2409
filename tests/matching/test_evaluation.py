from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from swarm.matching.baselines import LinearSupport, baselines
from swarm.matching.evaluation import (
    Judged,
    figures,
    judged_frozen,
    judged_with_embargo,
    split,
)
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Settings
from swarm.matching.records import Record

DAY = 86_400.0


def records(tickets: Sequence[SolvedTicket], project: str = "p") -> list[Record]:
    return [Record(n, t.id, project, t) for n, t in enumerate(tickets, 1)]


class Watcher:
    """Notes what it is given; names everyone it has seen, newest first."""

    fits: list[tuple[int, Settings]]

    def __init__(self, history: Sequence[SolvedTicket], settings: Settings) -> None:
        self.seen = list(history)
        self.settings = settings
        Watcher.fits.append((len(self.seen), settings))

    def add(self, ticket: SolvedTicket) -> None:
        self.seen.append(ticket)

    def people(self, query: Query) -> list[str]:
        Watcher.asked.append((query, [t.created_at for t in self.seen]))
        named = [p for t in reversed(self.seen) for p in t.people]
        return [p for p in dict.fromkeys(named) if p != query.owner]

    asked: list[tuple[Query, list[float]]]


@pytest.fixture
def watcher() -> type[Watcher]:
    Watcher.fits, Watcher.asked = [], []
    return Watcher


def judged(people: str, wanted: str, resolver: str | None = None, seen: int = 0) -> Judged:
    ticket = SolvedTicket(id="1", created_at=0.0, resolver=resolver, helpers=tuple(wanted))
    return Judged(Record(1, 1, "", ticket), tuple(people), 0.001, seen)


def test_figures_are_what_they_say() -> None:
    found = figures(
        [
            judged("abcdefghij", "ab", "b", seen=2),
            judged("abcdefghij", "fz", "z", seen=1),
            judged("abc", "c", None),
        ]
    )
    values = {name: figure.value for name, figure in found.items()}
    assert values == {
        "resolver@1": 0.0,
        "resolver@5": 0.5,
        "R@5": pytest.approx(2 / 3, abs=1e-4),
        "R@5 multi": 0.5,
        "R@10": pytest.approx((1 + 0.5 + 1) / 3, abs=1e-4),
        "MRR": pytest.approx((1 + 1 / 6 + 1 / 3) / 3, abs=1e-4),
        "Hit@1": pytest.approx(1 / 3, abs=1e-4),
        "Hit@5": pytest.approx(2 / 3, abs=1e-4),
        "ceiling": pytest.approx((1 + 0.5 + 0) / 3, abs=1e-4),
        "seen before": pytest.approx((1 + 0.5 + 0) / 3, abs=1e-4),
    }
    assert (found["resolver@1"].n, found["R@5 multi"].n, found["R@5"].n) == (2, 2, 3)


def test_an_interval_holds_its_figure_and_is_the_same_again() -> None:
    many = [judged("ab", "a")] * 30 + [judged("ab", "z")] * 20
    figure = figures(many)["Hit@1"]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low < 0.6 < figure.high
    assert figures(many)["Hit@1"] == figure


def test_what_was_not_measured_is_none() -> None:
    figure = figures([judged("a", "a")])["resolver@1"]
    assert (figure.value, figure.low, figure.high, figure.n) == (None, None, None, 0)


def test_a_frozen_model_sees_the_history_of_its_project_alone(desk, watcher) -> None:
    tickets = desk(20)
    history = records(tickets[:5], "a") + records(tickets[5:8], "b")
    held_out = (
        records(tickets[8:12], "b") + records(tickets[12:14], "a") + records(tickets[14:], "c")
    )
    answers = list(judged_frozen(history, held_out, watcher))
    assert [fit[0] for fit in watcher.fits] == [3, 5, 0]
    assert all(settings.frozen for _, settings in watcher.fits)
    assert len(answers) == len(held_out)
    assert all(one.people == () for one in answers if one.record.project == "c")


def test_tickets_without_people_are_evidence_and_never_judged(watcher) -> None:
    nobody = SolvedTicket(id="1", created_at=DAY)
    somebody = SolvedTicket(id="2", created_at=2 * DAY, resolver="ann")
    answers = list(judged_frozen(records([nobody, somebody]), records([nobody, somebody]), watcher))
    assert [one.record.ticket.id for one in answers] == ["2"]
    assert watcher.fits[0][0] == 2


def test_with_an_embargo_all_older_tickets_of_both_files_are_evidence(desk, watcher) -> None:
    tickets = desk(60)
    history = records(tickets[::2], "a")  # the files interleave in time
    held_out = records(list(reversed(tickets[1::2])), "b")
    answers = list(judged_with_embargo(history, held_out, 3, watcher))
    assert len(answers) == len(watcher.asked) == 30
    for query, times in watcher.asked:
        moment = query.created_at - 3 * DAY
        assert sorted(times) == [t.created_at for t in tickets if t.created_at < moment]
    assert {settings.embargo_days for _, settings in watcher.fits} == {3}


def test_the_learner_is_fitted_anew_as_evidence_grows(desk, watcher) -> None:
    tickets = desk(1_300)
    list(judged_with_embargo(records(tickets[:100]), records(tickets[100:]), 0, watcher))
    sizes = [size for size, _ in watcher.fits]
    assert sizes == [0, 100, 600, 1_100]


def test_the_ceiling_counts_those_whom_the_evidence_had_named(watcher) -> None:
    tickets = [
        SolvedTicket(id=str(day), created_at=day * DAY, helpers=people)
        for day, people in enumerate([("ann",), ("ann", "bob"), ("bob", "cy", "dee", "eve")])
    ]
    frozen = list(judged_frozen(records(tickets[:1]), records(tickets[1:]), watcher))
    assert [one.seen for one in frozen] == [1, 0]
    moving = list(judged_with_embargo([], records(tickets), 0.5, watcher))
    assert [one.seen for one in moving] == [0, 1, 1]
    found = figures(moving)
    assert (found["ceiling"].value, found["seen before"].value) == (0.25, 0.25)


def test_a_project_stands_for_a_missing_product_when_all_are_judged_together(watcher) -> None:
    tickets = [SolvedTicket(id=str(n), created_at=n * DAY, resolver="ann") for n in range(3)]
    list(judged_with_embargo([], records(tickets, "proj"), 0, watcher))
    assert {query.product for query, _ in watcher.asked} == {"proj"}


def test_the_model_that_serves_beats_the_baselines_on_a_planted_desk(desk) -> None:
    tickets = [replace(ticket, components=()) for ticket in desk(260, skills=False)]
    history, held_out = records(tickets[:200]), records(tickets[200:])
    served = figures(list(judged_frozen(history, held_out)))
    assert served["R@5"].value is not None
    assert served["R@5"].value >= 0.95
    values = {
        name: figures(list(judged_frozen(history, held_out, learn)))["R@5"].value
        for name, learn in baselines().items()
    }
    assert values["popularity with age"] < 0.8 < values["text neighbours"] <= 1
    assert values["TF-IDF + LinearSVC"] > 0.8
    assert served["R@5"].value >= max(values.values()) - 0.02


def test_the_model_that_serves_learns_under_an_embargo(desk) -> None:
    tickets = desk(220, owned=True)
    answers = list(judged_with_embargo(records(tickets[:150]), records(tickets[150:]), 2))
    found = figures(answers)
    assert found["Hit@5"].value is not None
    assert found["Hit@5"].value >= 0.95
    assert found["resolver@1"].n == 0
    assert all(one.record.ticket.owner not in one.people for one in answers)


def test_baselines_without_evidence_name_nobody() -> None:
    for learn in baselines().values():
        assert learn([], Settings()).people(Query(created_at=0.0, summary="vpn")) == []


def test_baselines_take_in_new_evidence(desk) -> None:
    learner = baselines()["popularity with age"](desk(5), Settings())
    learner.add(SolvedTicket(id="new", created_at=9e9, resolver="zoe"))
    assert learner.people(Query(created_at=9e9))[0] == "zoe"


def test_two_classes_are_enough_for_the_published_recipe() -> None:
    history = [
        SolvedTicket(id=str(n), created_at=n, summary=("vpn", "mail")[n % 2], resolver="ab"[n % 2])
        for n in range(8)
    ]
    learner = LinearSupport(history, Settings())
    learner.add(history[0])
    assert learner.people(Query(created_at=9.0, summary="vpn")) == ["a", "b"]
    assert learner.people(Query(created_at=9.0, summary="mail", owner="b")) == ["a"]


def test_a_split_takes_the_newest_of_each_project() -> None:
    def record(line: int, project: str, day: int) -> Record:
        return Record(line, line, project, SolvedTicket(id=str(line), created_at=day * DAY))

    some = [record(n, "a", 10 - n) for n in range(10)] + [record(10 + n, "b", n) for n in range(5)]
    older, newer = split(some, 0.2)
    assert newer == [0, 1, 14]
    assert sorted(older + newer) == list(range(15))
    assert older == sorted(older)
