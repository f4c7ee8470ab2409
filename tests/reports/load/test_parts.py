from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.load.asking import asked_of
from swarm.reports.load.concentration import concentration_of, concentrations_of, lost_without


def test_invitations_within_a_day_count_against_the_budget(noon):
    hours = (0, 1, 2, 30, 31, 90)
    found = asked_of([noon + timedelta(hours=hour) for hour in hours], budget=2)
    assert (found.times, found.most_in_a_day, found.days_spent) == (6, 3, 2)
    assert asked_of([noon], budget=0).days_spent == 0
    assert asked_of([], budget=4).most_in_a_day == 0


def test_a_day_ends_after_24_hours(noon):
    assert asked_of([noon, noon + timedelta(days=1)], budget=2).most_in_a_day == 1


def test_one_person_alone_is_all_of_a_skill():
    found = concentration_of({7: 2.0})
    assert (found.index, found.holders, found.only, found.most) == (1.0, 1, 7, 7)
    assert concentration_of({}) is None
    assert concentration_of({7: 0.0}) is None


@given(st.integers(2, 30))
def test_people_who_know_alike_share_alike(people):
    found = concentration_of(dict.fromkeys(range(people), 0.5))
    assert found.index == pytest.approx(1 / people)
    assert found.only is None
    assert found.most is None


def test_what_would_be_lost_is_told_apart_from_what_would_be_thin():
    held = {1: {7: 1.0}, 2: {7: 3.0, 8: 1.0}, 3: {7: 1.0, 8: 1.0}, 4: {8: 1.0}, 5: {}}
    told = concentrations_of(held)
    assert lost_without(7, told) == ([1], [2])
    assert lost_without(9, told) == ([], [])
