from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.circle import open_circle

CLOSE = {"a", "b", "c", "d", "e"}


def scored(*scores: float) -> list[tuple[str, float]]:
    return [(chr(ord("a") + place), score) for place, score in enumerate(scores)]


def test_somebody_from_outside_moves_up_where_scores_are_level() -> None:
    order = open_circle(scored(0.9, 0.8, 0.7, 0.6, 0.50, 0.49, 0.46), {*CLOSE, "f"})
    assert [person for person, _ in order] == ["a", "b", "c", "d", "g", "e", "f"]


def test_nobody_moves_where_the_scores_are_far_apart() -> None:
    before = scored(0.9, 0.8, 0.7, 0.6, 0.5, 0.44)
    assert open_circle(before, CLOSE) == before


def test_an_open_circle_and_a_short_list_stay_as_they_are() -> None:
    before = scored(0.9, 0.8, 0.7, 0.6, 0.5, 0.5)
    assert open_circle(before, {"a", "b", "d", "e", "f"}) == before
    assert open_circle(before[:3], CLOSE) == before[:3]
    assert open_circle(before, {"a", "b", "c", "d", "e", "f"}) == before


@given(st.lists(st.floats(0, 1), max_size=9), st.sets(st.sampled_from("abcdefghi")))
def test_nobody_is_lost_and_the_first_four_stay(scores: list[float], close: set[str]) -> None:
    before = scored(*sorted(scores, reverse=True))
    after = open_circle(before, close)
    assert sorted(after) == sorted(before)
    assert after[:4] == before[:4]
