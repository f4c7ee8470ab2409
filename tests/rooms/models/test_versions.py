"""Models on record: what each saw and reached."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.errors import NotFound
from swarm.rooms.advice.fitting import fit, read_record
from swarm.rooms.models.facts import facts_of
from swarm.rooms.models.versions import (
    find_version,
    list_models,
    read_model,
    record_model,
)


def facts(version: str, **more: Any) -> dict[str, Any]:
    return {
        "version": version,
        "code": "0.1.0 (1)",
        "made_at": clock.now(),
        "seconds": 1.5,
        "tickets": 10,
        "people": 3,
        "skills": 2,
        "newest_at": None,
        "ranker": "popularity",
        "half_life": None,
        "cut": {},
        "card": None,
        **more,
    }


@pytest.mark.both
def test_a_fit_is_put_on_record_with_its_cut_and_its_card(floor: Any) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 60)
    fitted = fit(*read_record(floor.session), judge=True)
    record_model(floor.session, facts_of(fitted, 1.25))
    model = list_models(floor.session)[0]
    assert fitted.version == f"{model.version}+0"
    assert (model.tickets, model.ranker, model.seconds) == (60, "logistic", 1.25)
    assert (model.serving, model.pinned, model.kept) == (True, False, True)
    assert model.code.startswith("0.1.0")
    assert model.card is not None
    assert model.card.methods[0].name == "swarm"
    assert model.card.judged >= 10


def test_the_same_model_made_again_is_one_row(floor: Any) -> None:
    record_model(floor.session, facts("aa11"))
    record_model(floor.session, facts("aa11", seconds=9.0))
    models = list_models(floor.session)
    assert [(one.version, one.seconds, one.kept) for one in models] == [("aa11", 9.0, True)]


def test_a_model_is_named_by_its_beginning_when_that_is_clear(floor: Any) -> None:
    record_model(floor.session, facts("aa11"))
    record_model(floor.session, facts("aa22"))
    assert read_model(floor.session, "aa2").version == "aa22"
    with pytest.raises(NotFound, match="Several"):
        find_version(floor.session, "aa")
    with pytest.raises(NotFound, match="No model"):
        find_version(floor.session, "%")
