"""Cold start: a new organization, a new expert, words never read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from swarm.matching.evidence import Query, SolvedTicket, Statement, asked
from swarm.matching.model import Model

DAY = 86_400.0
START = 1_700_000_000.0
PRINTING = Query(
    created_at=START + 200 * DAY,
    summary="printer toner",
    description="paper jam in the duplex tray since morning",
    product="workplace",
)


@pytest.mark.parametrize(
    ("count", "kind"), [(0, "popularity"), (1, "popularity"), (60, "logistic")]
)
def test_the_ranker_fits_the_amount_of_data(count: int, kind: str, desk) -> None:
    history = desk(count)
    model = Model.fit(history, people=["new"], skills=["printing"], now=START + 300 * DAY)
    assert model.ranker == kind
    named = model.recommend(PRINTING, k=20)
    assert len(named) == len({p for ticket in history for p in ticket.people} | {"new"})
    assert all(one.reasons for one in named)


def test_without_any_history_claims_decide_and_say_so() -> None:
    claim = Statement(person="zoe", skill="printer toner", kind="claimed", at=START)
    model = Model.fit(
        [], statements=[claim], people=["new", "zoe"], skills=["printer toner"], now=START
    )
    assert model.needed_skills(PRINTING)[0].skill == "printer toner"  # its name is in the text
    named = model.recommend(PRINTING)
    assert [one.person for one in named] == ["zoe", "new"]
    assert named[0].reasons[0].kind == "skill_stated"
    assert model.nearest(PRINTING) == []


def test_an_empty_desk_names_nobody() -> None:
    assert Model.fit([], now=START).recommend(PRINTING) == []


def known_first(model: Model, tickets, k: int) -> float:
    """Share of tickets of which somebody who worked on it is among the first k."""
    hits = [
        bool({one.person for one in model.recommend(asked(ticket), k=k)} & set(ticket.people))
        for ticket in tickets
    ]
    return sum(hits) / len(hits)


def test_fifty_solved_tickets_are_enough_to_find_who_knows(desk) -> None:
    history = desk(110)
    model = Model.fit(history[:50], now=history[49].at)
    assert model.ranker == "popularity"  # the first few of them saw too little to teach
    assert known_first(model, history[50:], 3) >= 0.9
    model = Model.fit(history[:60], now=history[59].at)
    assert model.ranker == "logistic"
    assert known_first(model, history[60:], 3) >= 0.9


def test_a_new_expert_is_named_from_the_first_solved_ticket_on(desk) -> None:
    history = desk(300)
    model = Model.fit(history, people=["nia"], now=history[-1].at)
    query = replace(PRINTING, created_at=history[-1].at + DAY)
    before = next(one for one in model.recommend(query, k=20) if one.person == "nia")
    assert [reason.kind for reason in before.reasons] == ["available"]
    for number in range(3):
        model.add(
            SolvedTicket(
                id=f"n{number}",
                created_at=query.created_at,
                summary=PRINTING.summary,
                description=PRINTING.description,
                product="workplace",
                resolver="nia",
                skills=("printing",),
            )
        )
        now = next(one for one in model.recommend(query, k=20) if one.person == "nia")
        assert "similar_tickets" in {reason.kind for reason in now.reasons}
        assert now.covers == ("printing",)
        assert now.score > before.score
    assert "nia" in {one.person for one in model.recommend(query, k=4)}


def test_a_new_product_is_asked_about_by_words_until_somebody_solved_something_in_it(desk) -> None:
    history = desk(300)
    model = Model.fit(history, now=history[-1].at)
    query = replace(PRINTING, product="kiosk", components=("screen",), created_at=history[-1].at)
    assert {one.person for one in model.recommend(query, k=2)} == {"eve", "flo"}
    plain = replace(query, summary="it flickers", description="")
    assert all(one.reasons for one in model.recommend(plain, k=3))  # the active ones, and says so
    model.add(
        SolvedTicket(
            id="k1",
            created_at=history[-1].at,
            summary="flickers",
            product="kiosk",
            components=("screen",),
            resolver="kim",
        )
    )
    reasons = {one.person: one.reasons for one in model.recommend(plain, k=20)}
    assert "component" in {reason.kind for reason in reasons["kim"]}


def test_a_renamed_component_keeps_its_experts_by_words_and_product(desk) -> None:
    history = desk(300)
    model = Model.fit(history, now=history[-1].at)
    old = replace(PRINTING, components=("pr-desk",), created_at=history[-1].at)
    new = replace(old, components=("output management",))
    named = {one.person for one in model.recommend(new, k=2)}
    assert named == {one.person for one in model.recommend(old, k=2)} == {"eve", "flo"}
    before = next(one for one in model.recommend(new, k=5) if one.person == "eve")
    assert "component" not in {reason.kind for reason in before.reasons}  # not known by that name
    model.add(
        SolvedTicket(
            id="r1",
            created_at=history[-1].at,
            summary="toner",
            product="workplace",
            components=("output management",),
            resolver="eve",
        )
    )
    after = next(one for one in model.recommend(new, k=5) if one.person == "eve")
    assert "component" in {reason.kind for reason in after.reasons}
