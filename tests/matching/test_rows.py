from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.rows import Rows

row = st.dictionaries(st.integers(0, 9), st.floats(-5, 5, width=32), max_size=10)


@given(st.lists(row, max_size=200))
def test_what_was_appended_is_what_the_matrix_shows(given_rows: list[dict[int, float]]) -> None:
    rows = Rows()
    for one in given_rows:
        rows.append(sorted(one), [one[column] for column in sorted(one)])
    dense = np.zeros((len(given_rows), 10), np.float32)
    for place, one in enumerate(given_rows):
        for column, value in one.items():
            dense[place, column] = value
    assert len(rows) == len(given_rows)
    assert np.array_equal(rows.matrix(10).toarray(), dense)
    half = len(given_rows) // 2
    assert np.array_equal(rows.matrix(10, half).toarray(), dense[:half])
    assert np.array_equal(rows.matrix(10, None, half).toarray(), dense[half:])


def test_a_view_taken_before_more_is_appended_does_not_change() -> None:
    rows = Rows()
    rows.append([1], [2.0])
    before = rows.matrix(3)
    for _ in range(500):
        rows.append([0, 2], [1.0, 1.0])
    assert before.toarray().tolist() == [[0, 2, 0]]


def test_one_row_is_read_back() -> None:
    rows = Rows()
    rows.append([], [])
    rows.append([4, 6], [0.5, 1.5])
    columns, values = rows.row(1)
    assert columns.tolist() == [4, 6]
    assert values.tolist() == [0.5, 1.5]
