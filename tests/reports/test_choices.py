from __future__ import annotations

import pytest

from swarm.errors import NotAllowed
from swarm.reports.choices import read_choices


def test_the_pickers_offer_what_occurs(full, make):
    make.team("Payments")
    choices = read_choices(full.session, None)
    assert choices.products == ["Shop", "Till"]
    assert choices.sources == ["old desk"]
    assert choices.components == choices.categories == []
    assert [team.name for team in choices.teams] == ["Payments"]


def test_agents_are_offered_nothing(history, make):
    with pytest.raises(NotAllowed):
        read_choices(history.session, make.person())
