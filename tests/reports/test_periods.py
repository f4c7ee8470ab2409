"""Two periods beside each other: the same measures, and no difference out of few tickets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from swarm import clock
from swarm.errors import Invalid, NotAllowed
from swarm.reports.cohorts import Cohort
from swarm.reports.periods import earlier_than, read_periods

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "against", "earlier"),
    [
        ("2026-02-01", "2026-03-01", "before", ("2026-01-04", "2026-02-01")),
        ("2026-02-01", "2026-03-01", "year", ("2025-02-01", "2025-03-01")),
        ("2024-02-29", "2024-03-02", "year", ("2023-02-28", "2023-03-02")),
        ("2026-03-01", None, "before", ("2026-02-20", "2026-03-01")),
        ("2026-03-01", "2027-01-01", "before", ("2026-02-20", "2026-03-01")),
    ],
)
def test_the_earlier_period_is_as_long_as_the_newer_one_has_come(start, end, against, earlier):
    rule = Cohort(start=day(start), end=day(end) if end else None, product="Shop")
    now, then = earlier_than(rule, against, NOW)
    assert (then.start, then.end, then.product) == (*map(day, earlier), "Shop")
    assert now.end == (day(end) if end and day(end) < NOW else NOW)


@pytest.mark.parametrize(
    "rule", [Cohort(), Cohort(start=NOW + timedelta(1)), Cohort(start=NOW, end=NOW)]
)
def test_a_period_without_a_beginning_or_without_a_day_is_refused(rule):
    with pytest.raises(Invalid):
        earlier_than(rule, "before", NOW)


@pytest.fixture
def two(history):
    """Thirty tickets in each of two stretches of forty hours; those of the second come back."""
    ann, bob = (history.person(name=name) for name in ("Ann", "Bob"))
    for start, again in ((0, 0), (40, 1)):
        for place in range(30):
            ticket = history.ticket(
                start + place, solved=start + place + 2 + 2 * again, reopened=again
            )
            history.owners(ticket, ann, *([bob] if again else []))
    return history


@pytest.mark.both
def test_both_values_and_their_difference_stand_beside_each_other(two):
    rule = Cohort(start=two.at(40), end=two.at(80))
    page = read_periods(two.session, None, rule, "before", "overview")
    rows = {row.key: row for row in page.rows}
    tickets = rows["tickets"]
    assert (tickets.now.value, tickets.earlier.value, tickets.difference.value) == (30, 30, 0)
    again = rows["reopened"]
    assert (again.now.value, again.earlier.value, again.difference.value) == (1, 0, 1)
    assert 0 < again.difference.low < 1
    assert again.difference.rule.startswith("Newer minus earlier")
    assert (rows["resolve_median"].now.value, rows["resolve_median"].earlier.value) == (4, 2)
    assert page.rule != page.earlier
    flow = {row.key: row for row in read_periods(two.session, None, rule, "before", "flow").rows}
    assert flow["first_assignment"].difference.value == -1
    assert flow["reassigned_person"].now.value == 1


def test_few_tickets_give_both_values_and_no_difference(two):
    rule = Cohort(start=two.at(60), end=two.at(80))
    with clock.at(two.at(90)):
        page = read_periods(two.session, None, rule, "before", "overview")
    again = next(row for row in page.rows if row.key == "reopened")
    assert (again.now.count, again.earlier.count) == (10, 20)
    assert again.difference.value is None
    assert again.difference.why == "Fewer than 20 on one side."


def test_periods_are_for_managers(two):
    with pytest.raises(NotAllowed):
        read_periods(two.session, two.person(name="Agent"), Cohort(), "before", "overview")
