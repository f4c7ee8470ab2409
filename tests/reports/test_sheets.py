import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.sheets import DANGEROUS, as_csv, neutral


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["plain", "a=b", "", -1.5, 0, None, "'=1"])
def test_everything_else_stays(cell):
    assert neutral(cell) == cell


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=5))
def test_no_cell_of_a_sheet_begins_like_a_formula(rows):
    back = list(csv.reader(io.StringIO(as_csv(rows), newline="")))
    assert not any(cell.lstrip(" ").startswith(DANGEROUS) for row in back for cell in row)
    assert [[str(cell) for cell in row] for row in rows] == [
        [
            cell[1:] if cell.startswith("'") and neutral(cell[1:]) != cell[1:] else cell
            for cell in row
        ]
        for row in back
    ]
