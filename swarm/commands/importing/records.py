"""Rows of an export, CSV or JSON lines, plain or gzipped, without holding more than one."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, TextIO, cast

from pydantic import BaseModel, ConfigDict, Field, field_validator

from swarm.errors import Invalid

LONGEST_ROW = 4_000_000
EVERY = 500
JSON_ENDINGS = (".jsonl", ".ndjson", ".json")

Progress = Callable[[int, int], None]
"""Called now and then with how many bytes are read and how many there are."""


class FileShape(BaseModel):
    """How an export is written. `auto` tells CSV from JSON lines by the file's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["auto", "csv", "jsonl"] = "auto"
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


@dataclass(frozen=True)
class Record:
    """One row: its line in the file, its values, and why it cannot be read where it cannot."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    why: str = ""

    def find(self, name: str) -> Any:
        """The value of a column, or of a path such as `assignee.email`; None where there is none.

        A step through a list collects from each of its items.
        """
        if name in self.values:
            return self.values[name]
        return _walk(self.values, name.split("."))


def read_records(path: Path, shape: FileShape, progress: Progress) -> Iterator[Record]:
    """Every row of the file. Raises Invalid when it cannot be read at all, or breaks off."""
    try:
        with path.open("rb") as raw:
            size = path.stat().st_size
            with _text_of(raw, shape) as text:
                rows = _json_rows(text) if _is_json(path, shape) else _csv_rows(text, shape)
                for count, record in enumerate(rows):
                    if count % EVERY == 0:
                        progress(raw.tell(), size)
                    yield record
            progress(size, size)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise Invalid(f"{path.name} breaks off: {error}.") from error


def _is_json(path: Path, shape: FileShape) -> bool:
    if shape.format != "auto":
        return shape.format == "jsonl"
    return path.name.removesuffix(".gz").lower().endswith(JSON_ENDINGS)


def _text_of(raw: BinaryIO, shape: FileShape) -> TextIO:
    zipped = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if zipped else raw
    # Bytes that do not belong survive as lone surrogates: the row that holds them is refused.
    return io.TextIOWrapper(stream, shape.encoding, errors="surrogateescape", newline="")


def _lines(text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_ROW):
        number += 1
        if len(line) >= LONGEST_ROW:
            raise Invalid(f"Line {number} is longer than {LONGEST_ROW:,} characters.")
        yield line


def _json_rows(text: TextIO) -> Iterator[Record]:
    for number, line in enumerate(_lines(text), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            yield Record(number, why="not JSON")
            continue
        if not isinstance(values, dict):
            yield Record(number, why="not a JSON object")
        elif not storable(line, values):
            yield Record(number, why="holds signs that cannot be stored")
        else:
            yield Record(number, values)


def _csv_rows(text: TextIO, shape: FileShape) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_ROW)
    reader = csv.reader(_lines(text), delimiter=shape.delimiter)
    header: list[str] | None = None
    missing = set(shape.missing)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Record(line, why="not a row of CSV")
            continue
        if not row:
            continue
        if header is None:
            header = [name.strip() for name in row]
        elif len(row) != len(header):
            yield Record(line, why=f"{len(row)} columns where the header has {len(header)}")
        elif not storable("".join(row), None):
            yield Record(line, why="holds signs that cannot be stored")
        else:
            yield Record(line, _by_name(header, row, missing))


def _by_name(header: list[str], row: list[str], missing: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, cell in zip(header, row, strict=True):
        value = None if cell.strip() in missing else cell
        if name not in values:
            values[name] = value
        elif value is not None:
            # Jira repeats a column for each of several values.
            before = values[name]
            listed = before if isinstance(before, list) else [before] if before else []
            values[name] = [*listed, value]
    return values


def storable(text: str, values: Any) -> bool:
    """Whether a text, and the values read from it as JSON, hold only what a database keeps."""
    if any("\ud800" <= sign <= "\udfff" or sign == "\x00" for sign in text):
        return False
    # An escape such as \u0000 is harmless as text and harmful as a value.
    return "\\u0000" not in text and ("\\ud" not in text.lower() or _clean(values))


def _clean(value: Any) -> bool:
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return all(_clean(one) for one in value.values())
    return not isinstance(value, list) or all(_clean(one) for one in value)


def _walk(value: Any, path: list[str]) -> Any:
    for place, step in enumerate(path):
        if isinstance(value, list):
            found = [_walk(one, path[place:]) for one in value]
            return [one for one in found if one is not None]
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value
