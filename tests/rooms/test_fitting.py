"""A model that is asked the same again while nothing is solved need not look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.matching.model import Model
from swarm.rooms.advice.asking import asked_at
from swarm.rooms.advice.fitting import catch_up, fit, read_record
from swarm.rooms.advice.suggestions import suggest_people
from swarm.tickets.solving import solve_ticket


def test_a_list_is_worked_out_anew_when_something_was_solved_or_a_minute_went_by(
    floor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    look = Model.look

    def watched(model: Model, *query: Any, **how: Any) -> Any:
        asked.append(query)
        return look(model, *query, **how)

    monkeypatch.setattr(Model, "look", watched)
    ticket = floor.ticket()
    fitted = fit(*read_record(floor.session))

    def looks() -> int:
        asked.clear()
        catch_up(floor.session, fitted)
        suggest_people(floor.session, fitted, ticket, None)
        return len(asked)

    moment = datetime.fromtimestamp(asked_at(ticket) + 5, UTC)
    with clock.at(moment):
        assert looks() == 1
        assert looks() == 0
    with clock.at(moment + timedelta(seconds=20)):
        assert looks() == 0
    with clock.at(moment + timedelta(minutes=1)):
        assert looks() == 1
        assert looks() == 0
        solve_ticket(floor.session, floor.owner, floor.ticket(), "Wear", "Changed")
        assert looks() == 1
        assert looks() == 0
