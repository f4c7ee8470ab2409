"""CSV that a spreadsheet may open without running what is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

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
