"""A CSV file, plain or gzipped, row by row, without ever holding more than a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from swarm.foreign import FileShape, Progress, csv_rows, read_file

LONGEST_LINE = 1_000_000
LONGEST_FIELD = 131_072
EVERY = 2_000


def read_rows(
    path: Path, shape: FileShape, progress: Progress
) -> Iterator[tuple[int, list[str] | None]]:
    """Line number and fields of each row, the header first; fields None where it is no CSV.

    Raises Invalid when the file cannot be read at all, or breaks off.
    """

    def rows(text: TextIO) -> Iterator[tuple[int, list[str] | None]]:
        return csv_rows(text, shape.delimiter, line=LONGEST_LINE, field=LONGEST_FIELD)

    return read_file(path, shape.encoding, rows, progress, EVERY)
