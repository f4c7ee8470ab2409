"""CSV and XLSX that a spreadsheet may open without running what is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Rows = Sequence[Sequence[object]]

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would take for a formula.

    Numbers stay numbers, negative ones too. OWASP, "CSV Injection".
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(DANGEROUS):
        return f"'{cell}"
    return cell


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV (RFC 4180), None as an empty cell."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
    return sheet.getvalue()


# Texts stay texts: no cell becomes a formula, a link or a number because of how it begins.
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST, NARROWEST = 60, 9


def as_xlsx(rows: Rows, title: str) -> bytes:
    """The rows as a workbook of one sheet; rows before the first empty one stand in bold."""
    file = io.BytesIO()
    with Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True})
        head = next((place for place, row in enumerate(rows) if not row), -1)
        for place, row in enumerate(rows):
            for column, cell in enumerate(map(neutral, row)):
                _put(sheet, place, column, cell, bold if place <= head + 1 else None)
        for column, width in enumerate(_widths(rows[head + 1 :])):
            sheet.set_column(column, column, width)
        if head >= 0:
            sheet.freeze_panes(head + 2, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return file.getvalue()


def _put(sheet: Worksheet, row: int, column: int, cell: object, look: Format | None) -> None:
    if isinstance(cell, bool | str):
        sheet.write_string(row, column, str(cell), look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    elif cell is not None:
        sheet.write_string(row, column, str(neutral(str(cell))), look)


def _widths(rows: Rows) -> list[int]:
    columns = max((len(row) for row in rows), default=0)
    longest = [
        max((len(str(row[place])) for row in rows if place < len(row)), default=0)
        for place in range(columns)
    ]
    return [min(WIDEST, max(NARROWEST, one + 1)) for one in longest]
