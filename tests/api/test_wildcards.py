"""Signs that a database reads as wildcards are only signs, in every list that can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm.api.site import all_doors

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World

SEARCHED = sorted(
    route.rule
    for door in all_doors()
    for route in door.routes
    if route.query is not None and "q" in route.query.model_fields
)


def test_there_are_lists_to_search() -> None:
    assert {"/tickets", "/articles", "/people", "/skills", "/aliases"} <= {*SEARCHED}


@pytest.mark.parametrize("rule", SEARCHED)
def test_a_wildcard_finds_only_itself(world: tuple[Running, World], rule: str) -> None:
    running, made = world
    client = running.site.test_client()
    headers = {"Authorization": f"Bearer {made.tokens['administrator']}"}

    def found(q: str) -> list[Any]:
        answer = client.get(f"/api{rule}", query_string={"q": q}, headers=headers)
        if not q and answer.status_code == 422:  # a search that wants to be asked something
            return []
        assert answer.status_code == 200, answer.text
        return list(answer.get_json()["items"])

    for signs in ("%", "%%", "*", "?", "\\", "$", "[]"):
        assert found(signs) == [], signs
    assert len(found("_")) < max(1, len(found("")))
