"""A CSV file, plain or gzipped, row by row, without ever holding more than a row."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from swarm.errors import Invalid
from swarm.tiers.logs.mapping import FileShape

LONGEST_LINE = 1_000_000
LONGEST_FIELD = 131_072
EVERY = 2_000

Progress = Callable[[int, int], None]
"""Called now and then with how much is done and how much there is."""


def read_rows(
    path: Path, shape: FileShape, progress: Progress
) -> Iterator[tuple[int, list[str] | None]]:
    """Line number and fields of each row, the header first; fields None where it is no CSV.

    Raises Invalid when the file cannot be read at all, or breaks off.
    """
    try:
        with path.open("rb") as raw:
            size = path.stat().st_size
            with _text_of(raw, shape) as text:
                for count, row in enumerate(_rows(text, shape)):
                    if count % EVERY == 0:
                        progress(raw.tell(), size)
                    yield row
            progress(size, size)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise Invalid(f"{path.name} breaks off: {error}.") from error


def _text_of(raw: BinaryIO, shape: FileShape) -> TextIO:
    zipped = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if zipped else raw
    # Bytes that do not belong survive as lone surrogates: the row that holds them is refused.
    return io.TextIOWrapper(stream, shape.encoding, errors="surrogateescape", newline="")


def _lines(text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            raise Invalid(f"Line {number} is longer than {LONGEST_LINE:,} characters.")
        yield line


def _rows(text: TextIO, shape: FileShape) -> Iterator[tuple[int, list[str] | None]]:
    # The limit is the process's, and the import of tickets allows itself more.
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(_lines(text), delimiter=shape.delimiter)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            continue
        if row:
            yield line, row
