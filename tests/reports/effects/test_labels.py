from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.effects.labels import Labels, ranked, sorted_out


def test_labels_are_numbers_and_names_in_order():
    made = Labels.of(np.array(["b", None, "a", "b", ""], dtype=object))
    assert made.names == ("", "a", "b")
    assert made.places.tolist() == [2, 0, 1, 2, 0]
    assert made[np.array([True, False, True, False, False])].places.tolist() == [2, 1]


def test_renamed_labels_may_become_one_and_those_of_no_ticket_go():
    made = Labels(np.array([0, 2, 3]), ("x", "nobody's", "y", "z"))
    assert made.trimmed().names == ("x", "y", "z")
    one = made.renamed(["all", "nobody's", "all", "z"])
    assert (one.names, one.places.tolist()) == (("all", "z"), [0, 0, 1])


@given(st.lists(st.integers(-3, 9)))
def test_ranks_are_those_of_sorting(values):
    found, places = np.unique(np.array(values, dtype=np.int64), return_inverse=True)
    count, ranks = ranked(np.array(values, dtype=np.int64))
    assert (count, ranks.tolist()) == (len(found), places.tolist())


@pytest.mark.parametrize("values", [[], [7], [10**12, 5, 10**12, -4, 5] * 9_000 + [3, 8]])
def test_codes_are_sorted_out_also_where_one_of_them_is_rare(values):
    codes = np.array(values, dtype=np.int64)
    known, place = sorted_out(codes)
    assert known.tolist() == sorted(set(values))
    assert (known[place] == codes).all()


def test_texts_are_ranked_too_and_numbers_far_apart():
    assert ranked(np.array(["b", "a", "b"])) == (2, pytest.approx([1, 0, 1]))
    assert ranked(np.array([10**15, 0, 10**15])) == (2, pytest.approx([1, 0, 1]))
