from __future__ import annotations

import numpy as np
import pytest

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.forms import features, fuse, ranks
from swarm.matching.signals import in_chunks, one_signal, signals

DAY = 86_400.0


def ticket(day: float, summary: str, **people: object) -> SolvedTicket:
    more = {"product": "mail", **people}
    moment = day * DAY
    return SolvedTicket(id=f"{day}", created_at=moment, summary=summary, **more)  # type: ignore[arg-type]  # any field


TICKETS = [
    ticket(0, "printer jam", resolver="old", components=("print",)),
    ticket(300, "vpn tunnel", resolver="ann", helpers=("bob",), components=("net",)),
    ticket(364, "vpn route", owner="own", helpers=("bob",), components=("net",)),
    ticket(365, "printer jam again", resolver="eve", components=("print",)),
]


def seen(query: Query, cut: int = 4) -> tuple[Corpus, dict[str, dict[str, float]]]:
    corpus = Corpus(TICKETS)
    votes = signals(corpus, [query], [cut]).votes
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
    found = signals(corpus, [Query(created_at=4 * DAY, summary="vpn tunnel")], [3]).votes
    walk = dict(zip(corpus.people, found["walk:any"][0].tolist(), strict=True))
    assert walk["ann"] > walk["zoe"] > walk["far"] == 0


def test_what_is_after_the_cut_is_not_seen() -> None:
    _, votes = seen(Query(created_at=366 * DAY, summary="printer jam"), cut=3)
    assert all(said["eve"] == 0 for said in votes.values())


def test_queries_asked_together_are_answered_as_if_alone(desk) -> None:
    history = desk(300)
    corpus = Corpus(history)
    queries = [
        Query(created_at=t.created_at, summary=t.summary, components=t.components, owner="ann")
        for t in history[40:]
    ]
    cuts = list(range(40, 300))
    together = list(in_chunks(corpus, queries, cuts))
    assert [part.start for part, _ in together] == [0, 128, 256]
    part, chunk = together[1]
    for place in (0, 57, 127):
        alone = signals(corpus, [queries[part][place]], [cuts[part][place]])
        for name, said in alone.votes.items():
            np.testing.assert_allclose(said[0], chunk.votes[name][place], atol=1e-5, err_msg=name)
        for name, age in alone.ages.items():
            np.testing.assert_allclose(age[0], chunk.ages[name][place], atol=1e-3)
        assert alone.lag[0] == pytest.approx(chunk.lag[place], abs=1e-3)


def test_ranks_keep_input_order_among_equals() -> None:
    assert ranks(np.array([[1.0, 3.0, 1.0, 2.0]], np.float32)).tolist() == [[2, 0, 3, 1]]


def test_fused_scores_lie_between_zero_and_one() -> None:
    corpus = Corpus(TICKETS)
    found = signals(corpus, [Query(created_at=366 * DAY, summary="vpn", owner="own")], [4])
    fused = fuse(found.votes)
    assert (fused >= 0).all()
    assert (fused <= 1).all()


def test_the_barred_come_last_and_are_marked() -> None:
    corpus = Corpus(TICKETS)
    query = Query(created_at=366 * DAY, summary="printer jam", excluded=frozenset({"eve"}))
    found = features(signals(corpus, [query], [4]), corpus.barred([query]), 10)
    order = [corpus.people[column] for column in found.people[0]]
    assert order[0] == "old"
    assert order[-1] == "eve"
    assert found.barred[0].tolist() == [False] * (len(order) - 1) + [True]


def test_one_signal_alone_says_what_it_says_among_all() -> None:
    corpus = Corpus(TICKETS)
    query = Query(created_at=366 * DAY, summary="vpn", components=("net",), owner="own")
    votes = signals(corpus, [query], [4]).votes
    for name in ("active 365:any", "alike 90:helped", "near:answered", "walk:any"):
        np.testing.assert_allclose(one_signal(corpus, query, name), votes[name][0], atol=1e-6)
