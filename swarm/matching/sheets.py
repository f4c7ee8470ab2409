"""Reads CSV row by row; what cannot be used is told with its line, and the rest is used."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LONGEST = 64 * 2**20  # characters of one cell; the library's own limit is 128 KiB
_MOST_COLUMNS = 1_000


@dataclass(slots=True)
class Sheet:
    """Rows by column name, each with the line on which it ends, and the complaints (line, what)."""

    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)


def read_sheet(lines: Iterable[bytes]) -> Sheet:
    """Read CSV with a header line. Rows of another width than the header are left out."""
    out = Sheet()
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(_decoded(lines, out.complaints))
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return out
        except csv.Error as problem:
            out.complaints.append((rows.line_num, f"not CSV: {problem}"))
            continue
        _take(out, rows.line_num, row)


def _decoded(lines: Iterable[bytes], complaints: list[tuple[int, str]]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8") + "\n"
        except UnicodeDecodeError:
            complaints.append((number, "not UTF-8"))
            yield line.decode("utf-8", "replace") + "\n"


def _take(out: Sheet, line: int, row: list[str]) -> None:
    if not row or not any(cell.strip() for cell in row):
        return
    if not out.columns:
        out.columns = [name.strip() for name in row[:_MOST_COLUMNS]]
        out.complaints.extend(
            (line, f"column {name[:60]!r} stands there twice; its last one is used")
            for name in dict.fromkeys(n for n in out.columns if out.columns.count(n) > 1)
        )
    elif len(row) != len(out.columns):
        out.complaints.append((line, f"{len(row)} cells where the header has {len(out.columns)}"))
    else:
        out.rows.append((line, dict(zip(out.columns, row, strict=True))))
