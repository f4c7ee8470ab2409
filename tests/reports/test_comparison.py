from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import LEAST, read_comparison
from swarm.reports.export import rows_of
from swarm.reports.overview import read_overview
from swarm.reports.per_ticket import NO_RATE
from swarm.reports.sheets import as_csv
from swarm.tiers.drafts import DEFAULT_MAP, write_map
from swarm.tiers.tables import Touch


def compare(history, **rule):
    return read_comparison(history.session, None, Cohort(**rule))


def row(page, key):
    return next(one for one in page.rows if one.key == key)


def both_sides(history, each=LEAST, **tiered):
    ann, bob = history.person(), history.person()
    for place in range(each):
        swarmed = history.ticket(0, responded=1, solved=2 + place / 10)
        history.touch(swarmed, ann, minutes=10.0)
        other = history.ticket(0, responded=2, solved=4 + place / 10, process="tier")
        history.owners(other, ann, bob)
        history.touch(other, bob, **{"minutes": 20.0, **tiered})


@pytest.mark.both
def test_the_two_sides_stand_beside_each_other_with_their_difference(history):
    both_sides(history)
    page = compare(history)
    assert [side.tickets.value for side in page.sides] == [LEAST, LEAST]
    median = row(page, "resolve_median")
    assert median.swarm.value == pytest.approx(2.9, abs=0.01)
    assert median.tier.value == pytest.approx(4.9, abs=0.01)
    assert median.difference.value == pytest.approx(-2.0, abs=0.01)
    assert median.difference.low is not None
    assert median.difference.high is not None
    assert median.difference.low < -2 < median.difference.high < 0
    moved = row(page, "reassigned")
    assert (moved.swarm.value, moved.tier.value, moved.difference.value) == (0, 1, -1)
    assert (moved.unit, moved.difference.unit) == ("share", "share_difference")
    assert page.badge == "observational"
    assert "Not adjusted" in page.sentence
    assert any("Observational" in caution for caution in page.cautions)


def test_no_difference_is_printed_of_too_few(history):
    both_sides(history, each=LEAST - 1)
    for one in compare(history).rows:
        assert one.difference.value is None
        assert one.difference.why in (f"Fewer than {LEAST} on one side.", "One side has no value.")


def test_effort_is_compared_only_where_it_was_measured_alike(history):
    both_sides(history)
    page = compare(history)
    assert page.effort.measured_alike
    assert row(page, "minutes").difference.value == pytest.approx(-10)


def test_times_are_compared_up_to_a_horizon_that_both_sides_reach(history):
    both_sides(history)
    mean = row(compare(history), "resolve_mean")
    # Everything is solved: up to the longest wait of the side that ends first, a plain mean.
    assert mean.swarm.value == pytest.approx(2.95, abs=1e-6)
    assert mean.tier.value == pytest.approx(sum(min(4 + n / 10, 3.9) for n in range(LEAST)) / LEAST)
    assert mean.difference.low < mean.difference.value < mean.difference.high < 0
    assert "restricted mean" in mean.swarm.rule
    assert "3.9 hours" in mean.swarm.rule


def test_an_open_ticket_counts_in_the_mean_as_far_as_it_was_watched(history):
    both_sides(history)
    history.ticket(99, process="tier")
    with clock.at(history.at(101)):
        mean = row(compare(history), "resolve_mean")
    assert mean.tier.count == LEAST + 1
    assert mean.tier.value == pytest.approx(3.9)


def test_the_risk_tables_of_both_curves_are_of_the_same_times(history):
    both_sides(history)
    curves = compare(history).curves
    marks = [[mark.t for mark in side.risk_table] for side in (curves.swarm, curves.tier)]
    assert marks[0] == marks[1]
    assert [mark.at_risk for mark in curves.swarm.risk_table][::5] == [LEAST, 0]
    assert curves.tier.risk_table[-1].at_risk == 2  # the last twentieth


def test_touches_are_compared_only_where_both_sides_were_measured_alike(history):
    both_sides(history)
    assert row(compare(history), "touches").difference.value == 0
    history.touch(history.ticket(0, solved=1), minutes=5.0, measured="recorded")
    touches = row(compare(history), "touches")
    assert (touches.swarm.value, touches.tier.value) == (None, None)
    assert touches.swarm.why == compare(history).effort.why


def test_cost_is_said_only_of_rates_that_the_organization_entered(history):
    both_sides(history)
    assert "cost" not in [one.key for one in compare(history).rows]
    rates = DEFAULT_MAP.model_copy(update={"rates": {"L1": 30.0}, "currency": "EUR"})
    write_map(history.session, history.person("manager"), rates)
    cost = row(compare(history), "cost")
    assert cost.swarm.value is None
    assert cost.swarm.why == NO_RATE
    for touch in history.session.scalars(select(Touch)):
        touch.tier_of_person, touch.map_version = "L1", 1
    history.session.flush()
    cost = row(compare(history), "cost")
    assert (cost.label, cost.unit) == ("Cost of a ticket, mean, EUR", "EUR")
    assert (cost.swarm.value, cost.tier.value) == (5.0, 10.0)
    assert cost.difference.value == -5.0


def test_effort_measured_otherwise_is_refused_in_words(history):
    both_sides(history, minutes=None, measured="status")
    page = compare(history)
    assert not page.effort.measured_alike
    assert "elapsed time" in page.effort.why
    minutes = row(page, "minutes")
    assert (minutes.swarm.value, minutes.tier.value) == (None, None)
    assert minutes.swarm.why == page.effort.why


def test_effort_known_on_one_side_only_is_not_compared(history):
    history.touch(history.ticket(0, solved=1))
    history.ticket(0, solved=1, process="tier")
    assert "One side has no work" in compare(history).effort.why


def test_a_ticket_is_on_the_side_that_it_started_on(history):
    ann = history.person()
    tiered = history.ticket(0, process="tier")
    history.swarm(tiered, ann)
    page = compare(history)
    assert [side.tickets.value for side in page.sides] == [0, 1]
    assert row(page, "swarmed").tier.value == 1
    assert any("immortal" in c or "started under" in c for c in page.cautions)


def test_a_side_without_tickets_leaves_nothing_to_compare(history):
    history.ticket(0, solved=1)
    assert compare(history).sentence == "There is nothing to compare: one side has no tickets."


def test_a_side_that_is_mostly_open_has_no_median(history):
    history.ticket(0, solved=1)
    history.ticket(0, process="tier")
    assert compare(history).sentence == (
        "Half of the 1 ticket of the swarm process were solved within 1.0 hours (95%: ?-?); fewer"
        " than half of the 1 ticket of the tier process are solved. Not adjusted for the mix of"
        " tickets."
    )


def test_the_filter_by_process_does_not_apply(history):
    both_sides(history, each=2)
    page = compare(history, process="tier")
    assert [side.tickets.value for side in page.sides] == [2, 2]
    assert "does not apply" in page.cautions[0]
    assert "process" not in page.filter


def test_other_filters_apply_to_both_sides(full):
    page = compare(full, product="Shop")
    assert [side.tickets.value for side in page.sides] == [6, 0]
    assert page.filter == {"product": "Shop"}
    assert page.rule == "All tickets, product Shop."


def test_a_report_as_a_sheet_holds_every_number_once(full):
    overview = read_overview(full.session, None, Cohort())
    rows = list(csv.reader(io.StringIO(as_csv(rows_of(overview)))))
    head = rows.index(["figure", "value", "low", "high", "unit", "count", "rule", "why"])
    names = [one[0] for one in rows[head + 1 :]]
    assert len(set(names)) == len(names)
    assert {"tickets", "flow resolve median", "effort of_work L1 minutes",
            "source by_count 2+ tickets"} <= set(names)  # fmt: skip
    assert rows[0] == ["selection", "All tickets."]


def test_a_sheet_of_a_filter_that_looks_like_a_formula_holds_none(full):
    page = compare(full, product="=cmd|' /C calc'!A0")
    rows = list(csv.reader(io.StringIO(as_csv(rows_of(page)))))
    assert not [cell for one in rows for cell in one if cell.startswith(("=", "@", "+"))]
    assert any(one[:1] == ["note"] and "Observational" in one[1] for one in rows if one)


def test_a_sheet_says_differences_of_shares_in_points_under_that_unit(history):
    both_sides(history)
    rows = {row[0]: row for row in rows_of(compare(history)) if row}
    _, value, *_, unit, _, _, _ = rows["rows reassigned difference"]
    assert (value, unit) == (-100, "percentage points")
    assert rows["rows reassigned tier"][1:5:3] == (1, "share of 1")
