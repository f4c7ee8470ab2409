"""Cold start: a new organization, a new expert, words never read."""

from __future__ import annotations

import pytest

from swarm.matching.evidence import Query, Statement
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
