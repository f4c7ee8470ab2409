"""Files that other desks wrote: how they are shaped, read, and explained by a mapping in TOML.

Used by every import, whatever its rows mean: nothing here knows tickets, people or cases.
"""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from swarm.errors import Invalid
from swarm.wording import faults_of

MAPPING_BYTES = 200_000

Progress = Callable[[int, int], None]
"""Called now and then with how many bytes are read and how many there are."""

Peekable = io.BufferedReader | gzip.GzipFile
Form = Annotated[str, Field(min_length=1, max_length=60)]

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class Part(BaseModel):
    """A part of a mapping: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FileShape(Part):
    """How a file of rows is written; `missing` are the cells that mean nothing."""

    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = Field(default="utf-8-sig", max_length=40)
    missing: list[Annotated[str, Field(max_length=40)]] = Field(default=[""], max_length=20)

    @field_validator("encoding")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            "".encode(name)
        except LookupError as error:
            raise ValueError(f"{name} is not an encoding that Python knows") from error
        return name


class Times(Part):
    """How moments are written: `iso`, `epoch`, `epoch_ms`, or a strptime format, in `zone`.

    Several forms are tried in their order: the columns of one export can differ.
    """

    format: Form | Annotated[list[Form], Field(min_length=1, max_length=10)] = "iso"
    zone: str = Field(default="UTC", max_length=60)

    @field_validator("zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(f"{name} is not a time zone") from error
        return name


def read_mapping(path: Path, kind: type[M]) -> M:
    """The mapping in `path`. Raises Invalid with the fields at fault."""
    try:
        if path.stat().st_size > MAPPING_BYTES:
            raise Invalid(f"{path.name} is too large for a mapping.")
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return kind.model_validate(values)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise Invalid(f"{path.name} is not a mapping.", fields=faults_of(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{path.name} is not TOML: {error}") from error


def read_file(
    path: Path,
    encoding: str,
    rows: Callable[[TextIO], Iterator[T]],
    progress: Progress,
    every: int,
) -> Iterator[T]:
    """What `rows` makes of the text of a file, plain or gzipped; `every` so many tells progress.

    Raises Invalid when the file cannot be read at all, or breaks off.
    """

    def of_text(stream: Peekable) -> Iterator[T]:
        with as_text(stream, encoding) as text:
            yield from rows(text)

    return read_stream(path, of_text, progress, every)


def read_stream(
    path: Path, rows: Callable[[Peekable], Iterator[T]], progress: Progress, every: int
) -> Iterator[T]:
    """The same of a file's bytes, unpacked where it is gzipped."""
    try:
        with path.open("rb") as raw:
            size = path.stat().st_size
            zipped = raw.peek(2).startswith(b"\x1f\x8b")
            for count, row in enumerate(rows(gzip.GzipFile(fileobj=raw) if zipped else raw)):
                if count % every == 0 and not raw.closed:
                    progress(raw.tell(), size)
                yield row
            progress(size, size)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise Invalid(f"{path.name} breaks off: {error}.") from error


def as_text(stream: Peekable, encoding: str) -> TextIO:
    """The text in a stream of bytes."""
    # Bytes that do not belong survive as lone surrogates: the row that holds them is refused.
    return io.TextIOWrapper(cast(BinaryIO, stream), encoding, errors="surrogateescape", newline="")


def lines_of(text: TextIO, longest: int) -> Iterator[str]:
    """The lines of a text. Raises Invalid at one that is longer than any row should be."""
    number = 0
    while line := text.readline(longest):
        number += 1
        if len(line) >= longest:
            raise Invalid(f"Line {number} is longer than {longest:,} characters.")
        yield line


def csv_rows(
    text: TextIO, delimiter: str, *, line: int, field: int
) -> Iterator[tuple[int, list[str] | None]]:
    """Line number and fields of each row that is not empty; None where it is no CSV.

    `line` and `field` are the most characters of a line and of a field.
    """
    # The limit is the process's, and each import allows itself another one.
    csv.field_size_limit(field)
    reader = csv.reader(lines_of(text, line), delimiter=delimiter)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
            continue
        if row:
            yield number, row
