"""Past fixes beside a ticket: the nearest three, and which of them are distant."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.matching.evidence import Query
from swarm.rooms.advice.similar import LEAST, PastFix, find_similar
from swarm.rooms.adviser import Adviser

CHARGED = "Double charge on the order, money taken twice from the card"


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


@pytest.fixture
def desk(floor: Any, adviser: Adviser) -> Any:
    floor.solve_some(floor.expert, CHARGED, 1)
    floor.solve_some(floor.expert, "The scanner in the store room reads no order of today", 1)
    floor.solve_some(floor.other, "A colleague lost the card of the car park on holiday", 1)
    floor.solve_some(floor.other, "VPN drops", 2)
    return floor


def fixes(desk: Any, adviser: Adviser, summary: str, *, fill: bool) -> list[PastFix]:
    query = Query(created_at=clock.now().timestamp(), summary=summary, description="")
    fitted, library = adviser.current(desk.session), adviser.library(desk.session)
    return find_similar(desk.session, fitted, library, query, staff=True, fill=fill).fixes


def test_distant_fixes_fill_up_to_three_and_are_marked(desk: Any, adviser: Adviser) -> None:
    found = fixes(desk, adviser, CHARGED, fill=True)
    assert len(found) == 3
    assert found[0].summary.startswith(CHARGED)
    assert [one.distant for one in found] == [False, True, True]
    assert all(one.distant == (one.similarity < LEAST) for one in found)
    assert fixes(desk, adviser, CHARGED, fill=False) == found[:1]


def test_a_question_about_nothing_known_finds_only_what_is_marked(
    desk: Any, adviser: Adviser
) -> None:
    assert all(one.distant for one in fixes(desk, adviser, "Bicycle", fill=True))
    assert fixes(desk, adviser, "Bicycle", fill=False) == []
