"""The skills that words show, and words that show none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from swarm.matching.evidence import Query
from swarm.matching.memory import Memory
from swarm.matching.skills import NeededSkill
from swarm.rooms.advice.needed import find_in_words
from swarm.rooms.advice.similar import LEAST

AN_OPINION = [NeededSkill("Label printing", 0.6)]


class Opinionated:
    """A model that always has an opinion, and knows of one solved ticket."""

    def needed_skills(self, _query: Query, **_how: Any) -> list[NeededSkill]:
        return AN_OPINION

    def nearest(self, query: Query, *, k: int, least: float) -> list[str]:
        like = 0.7 if "printer" in query.summary.casefold() else LEAST - 0.01
        return ["7"][:k] if like >= least else []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"summary": "Deterministic one", "description": "b"}, []),
        ({"summary": "Printer down"}, AN_OPINION),
        ({"summary": "Who knows label printing?"}, AN_OPINION),
        ({"summary": "Help", "product": "Warehouse"}, AN_OPINION),
        ({"summary": "Help", "components": ("Labels",)}, AN_OPINION),
    ],
)
def test_words_that_say_next_to_nothing_show_no_skill(
    facts: dict[str, Any], found: list[NeededSkill]
) -> None:
    fitted: Any = SimpleNamespace(model=Opinionated(), memory=Memory(), added=0)
    assert find_in_words(fitted, Query(created_at=0.0, **facts), least=0.15) == found
