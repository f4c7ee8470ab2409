from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.circle import open_circle, seat_newcomer

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


def test_a_newcomer_takes_the_fifth_place_and_leaves_who_opens_the_circle() -> None:
    assert seat_newcomer("abcdefn", "n", CLOSE) == list("abcdnef")
    # "g" alone is from outside: the fourth gives way, not they.
    assert seat_newcomer("abcdgefn", "n", {*CLOSE, "f"}) == list("abcgndef")
    assert seat_newcomer("abcdgefn", "n", {*CLOSE, "f", "n"}) == list("abcgndef")
    # Where another one is from outside too, the fifth gives way.
    assert seat_newcomer("ahcdgefn", "n", CLOSE) == list("ahcdngef")


def test_a_newcomer_who_stands_higher_or_is_not_there_moves_nobody() -> None:
    assert seat_newcomer("abnde", "n", CLOSE) == list("abnde")
    assert seat_newcomer("abcdef", "n", CLOSE) == seat_newcomer("abcdef", None, CLOSE)
    assert seat_newcomer("abcdef", None, CLOSE) == list("abcdef")


@given(
    st.lists(st.floats(0, 1), min_size=6, max_size=9),
    st.sets(st.sampled_from("abcdefghi")),
    st.integers(0, 8),
)
def test_an_open_circle_and_a_newcomer_hold_together(
    scores: list[float], close: set[str], drawn: int
) -> None:
    opened = [one for one, _ in open_circle(scored(*sorted(scores, reverse=True)), close)]
    newcomer = opened[min(drawn, len(opened) - 1)]
    after = seat_newcomer(opened, newcomer, close)
    assert sorted(after) == sorted(opened)
    assert newcomer in after[:5]
    assert set(opened[:3]) <= set(after[:5])
    # Whoever opened the circle on their own merit is still there, newcomer or not.
    assert bool(set(opened[:5]) - close) <= bool(
        set(after[:5]) - close - ({newcomer} - set(opened[:5]))
    )
