"""Everybody but a few: the same answers as a list that was written out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from swarm.matching.available import AllBut
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Model
from tests.matching.conftest import Desk

PRINTING = Query(
    created_at=1_720_000_000.0,
    summary="printer toner",
    description="paper jam in the duplex tray since morning",
    product="workplace",
)
EVERYBODY = ("eve", "new", "flo", "gil", "newer", "hal", "ida")


def test_everybody_but_a_few_is_a_collection_in_the_order_of_the_list() -> None:
    open_ = AllBut(EVERYBODY, {"flo", "nobody"}).without({"ida"})
    assert list(open_) == ["eve", "new", "gil", "newer", "hal"]
    assert len(open_) == 5
    assert {one for one in (*EVERYBODY, "nobody") if one in open_} == set(open_)


@pytest.mark.parametrize("but", [(), ("flo",), ("eve", "new", "nobody"), EVERYBODY])
def test_a_model_names_the_same_people_as_from_a_list(model: Model, but: Any) -> None:
    query = replace(PRINTING, owner="gil", excluded=frozenset({"newer"}))
    written = [one for one in EVERYBODY if one not in but]
    for _ in range(2):  # looked up, and kept from the last question
        named = model.recommend(query, k=20, available=AllBut(EVERYBODY, but))
        assert named == model.recommend(query, k=20, available=written)


def test_whoever_is_first_seen_after_a_question_is_known_at_the_next(desk: Desk) -> None:
    model, open_ = Model.fit(desk(120), now=PRINTING.created_at), AllBut(EVERYBODY)
    assert model.recommend(PRINTING, k=20, available=open_)[-1].person == "newer"
    model.add(SolvedTicket(id="later", created_at=1_719_000_000.0, owner="newer"))
    assert model.recommend(PRINTING, k=20, available=open_) == model.recommend(
        PRINTING, k=20, available=list(EVERYBODY)
    )


def test_somebody_who_left_is_not_named_from_what_was_kept(model: Model) -> None:
    assert "eve" in {one.person for one in model.recommend(PRINTING, available=AllBut(EVERYBODY))}
    rest = AllBut(tuple(one for one in EVERYBODY if one != "eve"))
    assert "eve" not in {one.person for one in model.recommend(PRINTING, available=rest)}
