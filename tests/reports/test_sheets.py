import csv
import io
import re
import zipfile
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.sheets import DANGEROUS, as_csv, as_xlsx, neutral


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


def read_workbook(book: bytes) -> tuple[str, list[str]]:
    """The only sheet as XML, and its texts."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        texts = parts.read("xl/sharedStrings.xml").decode()
    return sheet, [unescape(text) for text in re.findall(r"<t[^>]*>([^<]*)</t>", texts)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"])
def test_a_workbook_holds_no_formula_whatever_a_text_begins_with(text):
    sheet, texts = read_workbook(as_xlsx([("a",), (), ("head",), (text,)], "T"))
    assert "<f>" not in sheet
    assert texts == ["a", "head", f"'{text}"]


def test_numbers_stay_numbers_and_addresses_become_no_links():
    rows = [("note", "see"), (), ("figure", "value"), ("a", -1.5), ("b", None), ("http://x.org", 3)]
    sheet, texts = read_workbook(as_xlsx(rows, "T"))
    assert "<v>-1.5</v>" in sheet
    assert "<v>3</v>" in sheet
    assert "hyperlink" not in sheet
    assert texts[-1] == "http://x.org"
    assert 'pane ySplit="3"' in sheet or 'ySplit="3"' in sheet


def test_an_empty_report_is_a_workbook_too():
    assert as_xlsx([], "T").startswith(b"PK")
