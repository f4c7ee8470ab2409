from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.forms import features, fuse, places
from swarm.matching.index import nearest, past, question, terms
from swarm.matching.index.past import Past
from swarm.matching.index.votes import Signals
from swarm.matching.signals import one_signal, replay, signals

sys.path.insert(0, str(Path(__file__).parent))
from plain import signals as plain

DAY = 86_400.0


def ticket(day: float, summary: str, **people: object) -> SolvedTicket:
    more = {"product": "mail", **people}
    moment = day * DAY
    return SolvedTicket(id=f"{day}", created_at=moment, summary=summary, **more)  # type: ignore[arg-type]  # any field


GATHERED = ("near", "owner's, near", "walk", "skilled")  # what rests on the nearest texts
TICKETS = [
    ticket(0, "printer jam", resolver="old", components=("print",)),
    ticket(300, "vpn tunnel", resolver="ann", helpers=("bob",), components=("net",)),
    ticket(364, "vpn route", owner="own", helpers=("bob",), components=("net",)),
    ticket(365, "printer jam again", resolver="eve", components=("print",)),
]


def seen(query: Query, cut: int = 4) -> tuple[Corpus, dict[str, dict[str, float]]]:
    corpus = Corpus(TICKETS)
    votes = signals(corpus, query, cut).votes
    return corpus, {
        name: dict(zip(corpus.people, said[0].tolist(), strict=True))
        for name, said in votes.items()
    }


def test_activity_halves_with_its_half_life() -> None:
    _, votes = seen(Query(created_at=366 * DAY))
    assert votes["active 365:answered"]["old"] == pytest.approx(0.5)
    assert votes["active 365:answered"]["eve"] == pytest.approx(1.0)
    assert votes["active 30:any"]["old"] < 0.001


def test_parts_are_told_apart() -> None:
    _, votes = seen(Query(created_at=366 * DAY))
    assert votes["active 90:answered"]["bob"] == 0
    assert votes["active 90:helped"]["bob"] > 0
    assert votes["active 90:any"]["own"] == votes["active 90:answered"]["own"] > 0


def test_the_same_component_counts_for_those_who_worked_there() -> None:
    _, votes = seen(Query(created_at=366 * DAY, product="mail", components=("net",)))
    alike = votes["alike 365:any"]
    assert alike["bob"] > alike["ann"] > alike["eve"] > 0


def test_near_text_counts_for_those_who_worked_on_it() -> None:
    _, votes = seen(Query(created_at=366 * DAY, summary="printer jam"))
    near = votes["near:any"]
    assert near["eve"] > near["old"] > 0
    assert near["ann"] == near["bob"] == 0


def test_one_near_ticket_counts_as_much_as_many() -> None:
    many = [ticket(day, "printer jam", resolver="ann") for day in range(5)]
    corpus = Corpus([*many, ticket(6, "printer jam", resolver="bob")])
    found = signals(corpus, Query(created_at=7 * DAY, summary="printer jam"), 6).votes
    nearest_of = dict(zip(corpus.people, found["nearest:any"][0].tolist(), strict=True))
    assert nearest_of["ann"] == pytest.approx(nearest_of["bob"])
    assert nearest_of["bob"] > 0


def test_the_latest_about_the_same_count_however_long_ago_they_are(monkeypatch) -> None:
    monkeypatch.setattr(question, "STRETCH", 2)
    monkeypatch.setattr(question, "MOST_LATEST", 3)
    tickets = [
        ticket(0, "a", resolver="first", components=("net",)),
        *(ticket(day, "b", resolver="ann", components=("net",)) for day in (1, 2)),
        ticket(3, "c", resolver="bob", helpers=("cy",), components=("net",)),
        *(ticket(900 + day, "d", resolver="eve", components=("print",)) for day in range(9)),
    ]
    corpus = Corpus(tickets)
    asked_now = Query(created_at=1_000 * DAY, product="mail", components=("net",))
    found = signals(corpus, asked_now, len(tickets)).votes
    latest = dict(zip(corpus.people, found["latest 5:any"][0].tolist(), strict=True))
    assert latest["bob"] == latest["cy"] > latest["ann"] / 2 > 0
    assert latest["eve"] == latest["first"] == 0  # another subject; more than three ago
    assert found["latest 20:answered"][0][corpus.column["cy"]] == 0


def test_the_owners_helpers_are_known() -> None:
    _, votes = seen(Query(created_at=366 * DAY, owner="own"))
    assert votes["owner's:helped"]["bob"] > 0
    assert votes["with owner:any"]["ann"] == 0
    _, votes = seen(Query(created_at=366 * DAY, owner="stranger"))
    assert votes["with owner:any"]["bob"] == 0


def test_a_walk_reaches_those_who_work_with_the_near() -> None:
    tickets = [
        ticket(1, "vpn tunnel", resolver="ann"),
        ticket(2, "budget plan", resolver="ann", helpers=("zoe",)),
        ticket(3, "canteen menu", resolver="far"),
    ]
    corpus = Corpus(tickets)
    found = signals(corpus, Query(created_at=4 * DAY, summary="vpn tunnel"), 3).votes
    walk = dict(zip(corpus.people, found["walk:any"][0].tolist(), strict=True))
    assert walk["ann"] > walk["zoe"] > walk["far"] == 0


def test_what_is_after_the_cut_is_not_seen() -> None:
    _, votes = seen(Query(created_at=366 * DAY, summary="printer jam"), cut=3)
    assert all(said["eve"] == 0 for said in votes.values())


def test_what_was_summed_before_says_what_every_ticket_says(desk) -> None:
    history = desk(420, owned=True)
    corpus = Corpus(history, ["new"])
    queries = [replace(asked(ticket), created_at=ticket.created_at + DAY) for ticket in history]
    rows = [40, 41, 180, 330, 400]  # the first sees almost nothing, the others more and more
    cuts = [40, 41, 180, 325, 390]
    seen = dict(replay(corpus, [queries[row] for row in rows], cuts, rows))
    for number, (row, cut) in enumerate(zip(rows, cuts, strict=True)):
        wanted, found = plain(corpus, [queries[row]], [cut]), seen[number]
        assert list(found.votes) == list(wanted.votes)
        for name, said in wanted.votes.items():
            np.testing.assert_allclose(found.votes[name], said, atol=1e-4, err_msg=name)
        for name, age in wanted.ages.items():
            np.testing.assert_allclose(found.ages[name], age, atol=1e-2, err_msg=name)
        assert found.lag[0] == pytest.approx(wanted.lag[0], abs=1e-3)


@pytest.mark.parametrize("whole", [True, False])
def test_news_counts_as_if_it_had_been_there_from_the_start(desk, whole, monkeypatch) -> None:
    monkeypatch.setattr(past, "SMALL", 20)
    monkeypatch.setattr(past, "LEAST_MIDDLE", 60)
    monkeypatch.setattr(nearest, "TAIL", 30)
    if not whole:
        monkeypatch.setattr(terms, "BUDGET", 300)
    history = desk(330, owned=True)
    corpus = Corpus(history[:150])
    past_of = Past(corpus, 150)
    for ticket in history[150:]:
        corpus.add(ticket)
        past_of.advance(len(corpus))
        if len(corpus) % 37 == 0 or len(corpus) == 330:
            query = replace(asked(ticket), created_at=ticket.created_at + DAY)
            found = past_of.signals(query)
            wanted = plain(corpus, [query], [len(corpus)])
            for name, said in wanted.votes.items():
                off = 1e-4 if whole or not name.startswith(GATHERED) else 0.5
                np.testing.assert_allclose(found.votes[name], said, atol=off, err_msg=name)


def voted(said: Iterable[float]) -> Signals:
    votes = {"a": np.array([list(said)], np.float32)}
    return Signals(votes, {}, np.zeros(1, np.float32))


def test_places_keep_input_order_among_equals() -> None:
    found = voted([1.0, 3.0, 1.0, 2.0, 0.0, 0.0])
    assert places(found.order("a", 0, 50), np.arange(6), 6).tolist() == [2, 0, 3, 1, 4, 5]


def test_places_far_behind_are_all_the_same() -> None:
    order = voted(range(1, 201)).order("a", 0, 50)
    chosen = np.array([199, 150, 149, 0])
    assert places(order, chosen, 200).tolist() == [0, 49, 50, 50]


def test_fused_scores_lie_between_zero_and_one() -> None:
    corpus = Corpus(TICKETS)
    found = signals(corpus, Query(created_at=366 * DAY, summary="vpn", owner="own"), 4)
    fused = fuse(found)
    assert (fused >= 0).all()
    assert (fused <= 1).all()


@pytest.mark.parametrize("owner", ["own", "bob", "nobody", None])
def test_the_same_question_for_another_owner_is_answered_as_if_it_had_been_the_first(
    owner: str | None,
) -> None:
    corpus = Corpus(TICKETS)
    query = Query(created_at=366 * DAY, summary="vpn route", components=("net",), owner="ann")
    other = replace(query, owner=owner, excluded=frozenset({"eve"}))
    known, anew = Past(corpus, 4), Past(corpus, 4)
    features(known.signals(query), corpus.barred([query]), 10)
    found, wanted = known.signals(other), anew.signals(other)
    assert list(found.votes) == list(wanted.votes)
    for name, said in wanted.votes.items():
        np.testing.assert_array_equal(found.votes[name], said, err_msg=name)
    barred = corpus.barred([other])
    shown, right = features(found, barred, 10), features(wanted, barred, 10)
    np.testing.assert_array_equal(shown.values, right.values)
    np.testing.assert_array_equal(shown.people, right.people)


def test_the_barred_come_last_and_are_marked() -> None:
    corpus = Corpus(TICKETS)
    query = Query(created_at=366 * DAY, summary="printer jam", excluded=frozenset({"eve"}))
    found = features(signals(corpus, query, 4), corpus.barred([query]), 10)
    order = [corpus.people[column] for column in found.people[0]]
    assert order[0] == "old"
    assert order[-1] == "eve"
    assert found.barred[0].tolist() == [False] * (len(order) - 1) + [True]


def test_one_signal_alone_says_what_it_says_among_all() -> None:
    corpus = Corpus(TICKETS)
    query = Query(created_at=366 * DAY, summary="vpn", components=("net",), owner="own")
    votes = signals(corpus, query, 4).votes
    for name in ("active 365:any", "alike 90:helped", "near:answered", "walk:any"):
        np.testing.assert_allclose(one_signal(corpus, query, name), votes[name][0], atol=1e-6)
