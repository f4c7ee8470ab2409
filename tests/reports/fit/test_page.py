from __future__ import annotations

import pytest

from swarm.errors import NotAllowed
from swarm.knowledge.tables import Article, ArticleUse
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.fit.page import read_fit
from swarm.tiers.tables import Tier, TierMap


@pytest.fixture
def desk(history):
    """Swarmed tickets of one category take 30 minutes of two people, tiered ones 90 of one."""
    history.add(TierMap(version=1, made_at=history.start, currency="EUR"))
    for place, (key, rate) in enumerate((("L1", 30.0), ("L2", 60.0))):
        history.add(Tier(version=1, key=key, position=place, name=key, hourly_rate=rate))
    people = [history.person() for _ in range(2)]
    for number in range(60):
        tiered = number % 2 == 1
        ticket = history.ticket(
            number, solved=number + 2, process="tier" if tiered else "swarm", category="Network",
            priority="urgent" if number % 4 == 0 else "normal",
        )  # fmt: skip
        tier = "L2" if number < 30 else "L1"
        mine = {"tier_of_work": tier, "tier_of_person": "L2", "map_version": 1}
        if tiered:
            history.touch(ticket, people[0], minutes=90.0, **mine)
        else:
            history.swarm(ticket, *people)
            for person in people:
                history.touch(ticket, person, minutes=15.0, **mine)
    return history


def read(desk, forecast=lambda _: 0.7, **rule):
    return read_fit(desk.session, None, Cohort(**rule), forecast)


def test_a_category_is_told_by_its_signs(desk):
    [row] = read(desk).rows
    assert row.category == "Network"
    found = {sign.key: (sign.figure.value, sign.speaks) for sign in row.signs}
    assert found["minutes"] == (60, "swarm")
    assert found["new"] == (1, "swarm")
    assert found["severe"] == (0.25, "swarm")
    assert found["passed_on"] == (pytest.approx(0.7), "swarm")
    assert found["falling"] == (0, "tier")
    assert row.verdict == "swarm"
    assert "category=Network" in row.tickets.tickets


def test_articles_that_answered_make_issues_known(desk):
    article = desk.add(Article(title="t", created_at=desk.start, updated_at=desk.start))
    for number in range(1, 51):
        desk.add(ArticleUse(article_id=article.id, ticket_number=number, kind="solved",
                            at=desk.start))  # fmt: skip
    [row] = read(desk).rows
    new = next(sign for sign in row.signs if sign.key == "new")
    assert new.figure.value == pytest.approx(10 / 60)
    assert new.speaks == "tier"


def test_break_even_is_told_in_people_by_what_work_costs(desk):
    [row] = read(desk).rows
    assert row.break_even.value == pytest.approx(90 / 15)
    assert "cost" in row.break_even.rule
    assert row.people.value == 2


def test_without_rates_break_even_is_by_minutes(desk):
    for tier in desk.session.query(Tier).all():
        tier.hourly_rate = None
    desk.session.flush()
    [row] = read(desk).rows
    assert row.break_even.value == pytest.approx(6)
    assert row.arises is not None
    assert " minutes a tiered ticket (mean of " in row.arises
    assert row.arises.endswith("is 6.0 people.")
    assert "Mean minutes" in row.break_even.rule


def test_effort_that_was_not_measured_alike_is_not_set_against_each_other(history):
    for number in range(60):
        tiered = number % 2 == 1
        ticket = history.ticket(number, solved=number + 1, category="Network",
                                process="tier" if tiered else "swarm")  # fmt: skip
        person = history.person()
        if not tiered:
            history.swarm(ticket, person)
        history.touch(ticket, person, measured="recorded" if tiered else "activity")
    [row] = read(history).rows
    assert row.break_even.value is None
    assert row.break_even.why.startswith("Effort was not measured alike on both sides")


def test_few_tickets_with_known_work_break_even_nowhere(desk):
    [row] = read(desk, start=desk.at(30)).rows
    assert row.break_even.value is None
    assert row.break_even.why == "Fewer than 20 tickets with known work on one side."
    assert row.arises is None


def test_without_a_forecast_that_sign_is_silent(desk):
    [row] = read(desk, lambda _: None).rows
    assert next(sign.speaks for sign in row.signs if sign.key == "passed_on") is None
    assert read(desk, category="None such").rows == []


def test_only_managers_read_it(session, noon):
    agent = Person(name="Ann", role="agent", created_at=noon)
    with pytest.raises(NotAllowed):
        read_fit(session, agent, Cohort(), lambda _: None)
