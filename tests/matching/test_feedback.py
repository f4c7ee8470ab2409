from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.feedback import (
    BEST,
    LEAST,
    LEAST_CREDITED,
    THUMBS_BEST,
    THUMBS_LEAST,
    Help,
    Thumb,
    answer_factor,
    credit_factor,
    thumb_factor,
    usual_rate,
)


def test_who_answers_as_others_do_is_neither_raised_nor_lowered() -> None:
    assert answer_factor(0, 0, usual=0.6) == 1.0
    assert answer_factor(6, 4, usual=0.6) == pytest.approx(1.0)


def test_one_no_is_not_a_verdict_and_ten_are_bounded() -> None:
    assert answer_factor(0, 1, usual=0.6) > 0.9
    assert answer_factor(0, 100, usual=0.6) == LEAST
    assert answer_factor(100, 0, usual=0.5) == BEST


def test_a_thumb_counts_where_the_need_was_the_same_and_fades() -> None:
    assert thumb_factor([Thumb(True, 0, 1)]) == pytest.approx(1.2)
    assert thumb_factor([Thumb(False, 0, 1)]) == pytest.approx(1 / 1.2)
    assert 1 < thumb_factor([Thumb(True, 180, 1)]) < 1.2
    assert thumb_factor([Thumb(True, 0, 0)]) == thumb_factor([]) == 1


@given(st.integers(0, 1000), st.integers(0, 1000), st.floats(0, 1))
def test_answers_move_a_score_within_bounds(yes: int, no: int, usual: float) -> None:
    assert LEAST <= answer_factor(yes, no, usual=usual) <= BEST
    assert answer_factor(yes + 1, no, usual=usual) >= answer_factor(yes, no + 1, usual=usual)


@given(st.lists(st.builds(Thumb, st.booleans(), st.floats(0, 9999), st.floats(0, 1)), max_size=60))
def test_thumbs_move_a_score_within_bounds(thumbs: list[Thumb]) -> None:
    assert THUMBS_LEAST <= thumb_factor(thumbs) <= THUMBS_BEST


def test_credits_move_a_score_where_others_are_credited_more_or_less() -> None:
    assert credit_factor(Help(), usual=0.5) == 1.0
    assert credit_factor(Help(3, 3), usual=0.5) == pytest.approx(1.0)
    assert 0.9 < credit_factor(Help(0, 1), usual=0.5) < 1
    assert credit_factor(Help(0, 500), usual=0.5) == LEAST_CREDITED
    assert credit_factor(Help(500, 0), usual=0.5) == BEST
    assert usual_rate([]) == 0.75
    assert usual_rate([Help(30, 60), Help(20, 90)]) == pytest.approx(53 / 204)
