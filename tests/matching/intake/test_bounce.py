from __future__ import annotations

import numpy as np

from swarm.matching.intake.bounce import BounceForecast
from swarm.matching.intake.cases import Case
from swarm.matching.measures.labels import area_under_curve


def test_what_will_be_passed_on_is_foretold_with_its_grounds(desk) -> None:
    told = desk(900)
    forecast = BounceForecast.fit([t.case for t in told[:700]], [t.passed_on for t in told[:700]])
    found = [forecast.foresee(t.case) for t in told[700:]]
    truth = np.array([t.passed_on for t in told[700:]])
    assert area_under_curve(truth, np.array([one.probability for one in found])) >= 0.8
    assert all(0.3 < one.usual < 0.6 for one in found)
    grounds = [ground for one in found for ground in one.grounds]
    assert {name for ground in grounds for name, _ in ground.values} >= {"topic", "caller"}
    assert all(ground.tickets >= 5 and 0 <= ground.share <= 1 for ground in grounds)
    assert forecast.known == 700


def test_news_counts_at_once(desk) -> None:
    told = desk(60)
    forecast = BounceForecast.fit([t.case for t in told[:30]], [t.passed_on for t in told[:30]])
    strange = Case(id="x", at=9e5, fields={"topic": "odd"}, ended_at=9e5)
    before = forecast.foresee(strange)
    for _ in range(30):
        forecast.come(strange)
        forecast.add(strange, True)
    after = forecast.foresee(strange)
    assert after.usual > before.usual
    assert after.grounds[0].values == (("topic", "odd"),)
    assert after.grounds[0].share == 1


def test_without_history_nothing_is_sure() -> None:
    case = Case(id="1", at=0.0, fields={"topic": "a"})
    for forecast in (BounceForecast.fit([], []), BounceForecast.fit([case], [None])):
        assert forecast.foresee(case).probability == 0.5
        assert forecast.foresee(case).grounds == ()


def test_where_nothing_was_ever_passed_on_nothing_is_expected(desk) -> None:
    cases = [t.case for t in desk(200)]
    forecast = BounceForecast.fit(cases, [False] * 200)
    assert forecast.foresee(cases[-1]).probability < 0.05
