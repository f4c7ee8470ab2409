"""Cohorts under a name: every version stays what it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import read_comparison
from swarm.reports.saved.cohorts import (
    change_cohort,
    cohort_of,
    end_cohort,
    list_cohorts,
    save_cohort,
)

SHOP, TILL = Cohort(product="Shop"), Cohort(product="Till", priority=("high", "urgent"))


@pytest.fixture
def manager(full):
    return full.person("manager", "Mia")


@pytest.mark.both
def test_an_older_version_reads_as_it_did_before_the_rule_changed(full, manager):
    session = full.session
    saved = save_cohort(session, manager, "Ours", SHOP)
    first = read_comparison(session, manager, cohort_of(session, saved.id, None))
    changed = change_cohort(session, manager, saved.id, "Ours", TILL)
    assert [one.version for one in changed.versions] == [2, 1]
    assert cohort_of(session, saved.id, None) == TILL
    again = read_comparison(session, manager, cohort_of(session, saved.id, 1))
    assert again.sides == first.sides
    assert again.rule == "Ours, version 1: All tickets, product Shop."
    assert first.filter == {"product": "Shop"}


def test_another_name_is_no_other_version_and_a_name_is_held_once(full, manager):
    session = full.session
    saved = save_cohort(session, manager, "Ours", SHOP)
    assert len(change_cohort(session, manager, saved.id, "Shop", SHOP).versions) == 1
    other = save_cohort(session, manager, "Ours", TILL)
    with pytest.raises(Conflict):
        change_cohort(session, manager, other.id, "SHOP", TILL)
    with pytest.raises(Conflict):
        save_cohort(session, manager, "ours", SHOP)


def test_an_ended_cohort_is_offered_no_more_and_can_still_be_read(full, manager):
    session = full.session
    saved = save_cohort(session, manager, "Ours", SHOP)
    end_cohort(session, manager, saved.id)
    assert list_cohorts(session, manager).items == []
    assert cohort_of(session, saved.id, 1) == SHOP
    with pytest.raises(NotFound):
        change_cohort(session, manager, saved.id, "Ours", TILL)
    for number, version in ((saved.id, 2), (99, None)):
        with pytest.raises(NotFound):
            cohort_of(session, number, version)


def test_cohorts_are_for_those_who_manage(full):
    with pytest.raises(NotAllowed):
        save_cohort(full.session, full.person(), "Ours", SHOP)


@given(
    st.builds(
        Cohort,
        start=st.none() | st.just(datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)),
        team=st.none() | st.integers(1, 9),
        product=st.none() | st.text(min_size=1),
        priority=st.sampled_from([(), ("low",), ("high", "urgent")]),
        process=st.sampled_from([None, "tier"]),
        swarm_kind=st.sampled_from([None, "severity"]),
        map_version=st.none() | st.integers(0, 9),
    )
)
def test_a_rule_comes_back_from_its_fields_as_it_was(rule):
    assert Cohort.of_query(rule.query()) == rule
