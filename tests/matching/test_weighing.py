from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.weighing import NAMED, Circumstance, factors_of, weigh

SHARE = st.floats(0, 1)
CIRCUMSTANCES = st.builds(
    Circumstance,
    in_hours=st.booleans(),
    with_owner=SHARE,
    with_requester=SHARE,
    asked=st.integers(0, 9),
    budget=st.integers(0, 9),
    rooms=st.integers(0, 30),
    close=st.booleans(),
    zone_hours=st.floats(0, 12),
    refused=SHARE,
    named=st.booleans(),
)


def test_somebody_near_and_free_keeps_their_score() -> None:
    (one,) = weigh({"ann": 0.4}, {"ann": Circumstance()}, {})
    assert (one.worth, one.factors) == (0.4, ())


@pytest.mark.parametrize(
    ("kind", "circumstance"),
    [
        ("hours", Circumstance(in_hours=False)),
        ("owner_hours", Circumstance(with_owner=0)),
        ("requester_hours", Circumstance(with_requester=0.5)),
        ("budget", Circumstance(asked=4, budget=4)),
        ("rooms", Circumstance(rooms=2)),
        ("distance", Circumstance(close=False, zone_hours=1)),
        ("distance", Circumstance(close=False, zone_hours=9)),
        ("not_my_subject", Circumstance(refused=0.5)),
        ("thumbs", Circumstance(thumbs=0.9)),
        ("answers", Circumstance(answers=0.9)),
    ],
)
def test_what_speaks_against_asking_now_lowers_the_score(
    kind: str, circumstance: Circumstance
) -> None:
    (one,) = weigh({"ann": 0.4}, {"ann": circumstance}, {})
    assert [name for name, _ in one.factors] == [kind]
    assert one.worth < 0.4


def test_a_large_share_of_the_requests_lowers_the_score() -> None:
    (one,) = weigh({"ann": 0.4}, {"ann": Circumstance()}, {"ann": 12, "bob": 12})
    assert [name for name, _ in one.factors] == ["load"]
    assert one.worth < 0.4


def test_who_was_named_by_a_colleague_comes_up() -> None:
    weighed = weigh(
        {"ann": 0.5, "bob": 0.4}, {"ann": Circumstance(), "bob": Circumstance(named=True)}, {}
    )
    assert [one.person for one in weighed] == ["bob", "ann"]
    assert weighed[0].factors == (("named", NAMED),)


def test_far_away_is_less_than_another_team_nearby() -> None:
    near = factors_of(Circumstance(close=False, zone_hours=2))["distance"]
    assert factors_of(Circumstance(close=False, zone_hours=8))["distance"] < near < 1


@given(
    st.lists(st.tuples(SHARE, CIRCUMSTANCES), max_size=6),
    st.dictionaries(st.sampled_from("0123456789"), st.floats(0, 100)),
)
def test_worth_is_the_chance_times_its_factors(
    people: list[tuple[float, Circumstance]], requests: dict[str, float]
) -> None:
    chances = {str(place): chance for place, (chance, _) in enumerate(people)}
    weighed = weigh(chances, {str(place): how for place, (_, how) in enumerate(people)}, requests)
    assert sorted(one.person for one in weighed) == sorted(chances)
    assert [one.worth for one in weighed] == sorted((one.worth for one in weighed), reverse=True)
    for one in weighed:
        told = one.chance * prod(factor for _, factor in one.factors)
        assert one.worth == pytest.approx(min(1.0, told), abs=2e-3)
