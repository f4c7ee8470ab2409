"""A CSV or XES file, plain or gzipped, row by row, without ever holding more than a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from swarm.foreign import Peekable, Progress, as_text, csv_rows, read_stream
from swarm.tiers.logs.mapping import LogShape
from swarm.tiers.logs.xes import read_events

LONGEST_LINE = 1_000_000
LONGEST_FIELD = 131_072
EVERY = 2_000
BEFORE_XML = b"\xef\xbb\xbf \t\r\n"

Row = tuple[int, list[str] | None]


def read_rows(
    path: Path, shape: LogShape, progress: Progress, columns: Sequence[str] = ()
) -> Iterator[Row]:
    """Line number and fields of each row, the header first; fields None where it is no CSV.

    An XES file has no header: its columns are those that are asked for, and a row is an event.
    Raises Invalid when the file cannot be read at all, or breaks off.
    """

    def rows(stream: Peekable) -> Iterator[Row]:
        if shape.format == "xes" or (shape.format == "auto" and _is_xml(stream)):
            yield 1, list(columns)
            yield from read_events(cast(BinaryIO, stream), columns)
            return
        with as_text(stream, shape.encoding) as text:
            yield from csv_rows(text, shape.delimiter, line=LONGEST_LINE, field=LONGEST_FIELD)

    return read_stream(path, rows, progress, EVERY)


def _is_xml(stream: Peekable) -> bool:
    return stream.peek(64).lstrip(BEFORE_XML).startswith(b"<")
