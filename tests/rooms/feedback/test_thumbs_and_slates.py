"""An owner's word on a suggestion, and the log of what was shown."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.db import Database
from swarm.errors import NotAllowed, NotFound
from swarm.matching.exploration import Draw
from swarm.matching.replay import Shown, replay
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.feedback.slates import read_shown, record_slate
from swarm.rooms.feedback.thumbs import set_thumb, thumbs_by
from swarm.skills.needs import state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.tables import Ticket


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def needing(floor: Any, skill: int) -> Any:
    swarm = floor.swarm(help_needed="Printer blank labels")
    state_need(floor.session, floor.owner, floor.session.get(Ticket, swarm.ticket_number), skill)
    return swarm


@pytest.mark.both
def test_a_thumb_counts_at_once_for_the_like_and_is_undone_by_another_click(
    floor: Any, adviser: Adviser
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 2)
    skill = add_skill(floor.session, None, "Rollers").id
    rated, alike = needing(floor, skill), needing(floor, skill)
    model = floor.suggest(adviser, alike).model

    def score() -> float:
        return float(
            next(
                one.score
                for one in floor.suggest(adviser, alike).items
                if one.person.id == floor.expert.id
            )
        )

    before = score()
    set_thumb(floor.session, floor.owner, rated.id, floor.expert.id, False)
    down = score()
    set_thumb(floor.session, floor.owner, rated.id, floor.expert.id, True)
    up = score()
    shown = floor.suggest(adviser, rated, viewer=floor.owner).items
    assert [one.thumb for one in shown if one.person.id == floor.expert.id] == [True]
    assert [one.thumb for one in floor.suggest(adviser, rated).items if one.thumb is not None] == []
    set_thumb(floor.session, floor.owner, rated.id, floor.expert.id, None)
    assert down < before < up
    assert score() == before
    assert floor.suggest(adviser, alike).model == model
    assert thumbs_by(floor.session, floor.owner.id, rated.id) == {}


def test_a_thumb_is_told_to_nobody_but_its_owner_and_only_once(floor: Any) -> None:
    swarm = floor.swarm()
    for _ in range(2):
        set_thumb(floor.session, floor.owner, swarm.id, floor.expert.id, False)
    assert floor.kinds(f"people/{floor.owner.id}").count("suggestion_rated") == 1
    for stream in (f"people/{floor.expert.id}", f"swarms/{swarm.id}"):
        assert "suggestion_rated" not in floor.kinds(stream)


def test_only_the_owner_says_it_and_only_of_colleagues(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    with pytest.raises(NotAllowed):
        set_thumb(floor.session, floor.expert, swarm.id, floor.other.id, True)
    with pytest.raises(NotFound):
        set_thumb(floor.session, floor.owner, swarm.id, floor.requester.id, True)
    with pytest.raises(NotFound):
        set_thumb(floor.session, floor.owner, swarm.id, 999_999, True)


@pytest.mark.both
def test_a_list_that_was_looked_at_is_logged_once_and_can_be_replayed(
    floor: Any, adviser: Adviser
) -> None:
    people = [floor.make.person(name=f"P {number}") for number in range(5)]
    ids = [one.id for one in people]
    for number, explored in enumerate((str(ids[4]), None)):
        swarm = floor.swarm()
        draw = Draw(explored, {str(ids[4]): 0.1}, 0.9)
        facts: dict[str, Any] = {"model": "m", "seed": "s", "people": ids, "draw": draw}
        assert record_slate(floor.session, floor.owner, swarm, version=str(number), **facts)
        assert not record_slate(floor.session, floor.owner, swarm, version=str(number), **facts)
        floor.join(swarm, people[4])
        close_swarm(
            floor.session,
            floor.owner,
            swarm.id,
            summary="Roller",
            solved=True,
            credits=[Credit(ids[4], "fix")] if explored else [],
        )
    empty: dict[str, Any] = {
        "model": "m",
        "seed": "s",
        "people": ids[:2],
        "draw": Draw(None, {}, 1.0),
    }
    record_slate(floor.session, floor.owner, floor.swarm(), version="2", **empty)
    shown = read_shown(floor.session)
    choices = (str(ids[4]), "usual")
    assert shown == [
        Shown(choices, str(ids[4]), 0.1, 1.0),
        Shown(choices, "usual", 0.9, 0.0),
    ]
    assert replay(shown, lambda one: float(one.chosen != "usual")).normalised == 1.0
