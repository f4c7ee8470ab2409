"""Saved views are one's own; pickers offer what is in use."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, NotFound
from swarm.tickets.fields import read_fields
from swarm.tickets.views import MOST, delete_view, read_views, save_view


def test_views_are_listed_by_name_to_their_owner_only(floor: Any) -> None:
    save_view(floor.session, floor.owner, "Urgent", {"priority": "urgent"})
    save_view(floor.session, floor.owner, "Mine", {"owner": "me"})
    save_view(floor.session, floor.other, "Mine", {"owner": "me"})
    names = [one.name for one in read_views(floor.session, floor.owner).items]
    assert names == ["Mine", "Urgent"]
    assert read_views(floor.session, floor.owner).items[1].query == {"priority": "urgent"}


def test_a_name_is_used_once(floor: Any) -> None:
    save_view(floor.session, floor.owner, "Mine", {})
    with pytest.raises(Conflict) as refusal:
        save_view(floor.session, floor.owner, "Mine", {})
    assert refusal.value.current == {"name": "Mine"}


def test_there_is_an_end_to_views(floor: Any) -> None:
    for number in range(MOST):
        save_view(floor.session, floor.owner, f"View {number}", {})
    with pytest.raises(Conflict) as refusal:
        save_view(floor.session, floor.owner, "One more", {})
    assert refusal.value.code == "too_many_views"


def test_only_ones_own_view_is_forgotten(floor: Any) -> None:
    view = save_view(floor.session, floor.owner, "Mine", {})
    for person, number in ((floor.other, view.id), (floor.owner, 999)):
        with pytest.raises(NotFound):
            delete_view(floor.session, person, number)
    delete_view(floor.session, floor.owner, view.id)
    assert read_views(floor.session, floor.owner).items == []


@pytest.mark.both
def test_pickers_offer_what_is_in_use_by_product(floor: Any) -> None:
    floor.ticket(product="Till", component="Reader", category="Cards", tags=["b"])
    floor.ticket(product="Till", component="Drawer", tags=["a"])
    floor.ticket(product="Gate")
    floor.ticket()
    fields = read_fields(floor.session, floor.owner)
    assert fields.products == ["Gate", "Till"]
    assert fields.components == {"Gate": [], "Till": ["Drawer", "Reader"]}
    assert (fields.categories, fields.tags) == (["Cards"], ["a", "b"])
    assert [team.name for team in fields.teams] == ["Payments"]
    assert fields.priorities == ["low", "normal", "high", "urgent"]
    assert fields.steps["closed"] == []
    asked = read_fields(floor.session, floor.requester)
    assert (asked.tags, asked.teams) == ([], [])


def test_an_empty_desk_offers_nothing(floor: Any) -> None:
    fields = read_fields(floor.session, floor.owner)
    assert (fields.products, fields.categories, fields.tags) == ([], [], [])
