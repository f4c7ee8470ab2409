"""Rows of an export, CSV or JSON lines, plain or gzipped, without holding more than one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO

from swarm import foreign
from swarm.foreign import Progress, csv_rows, lines_of, read_file

LONGEST_ROW = 4_000_000
EVERY = 500
JSON_ENDINGS = (".jsonl", ".ndjson", ".json")


class FileShape(foreign.FileShape):
    """How an export is written. `auto` tells CSV from JSON lines by the file's name."""

    format: Literal["auto", "csv", "jsonl"] = "auto"


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

    def rows(text: TextIO) -> Iterator[Record]:
        return _json_rows(text) if _is_json(path, shape) else _csv_rows(text, shape)

    return read_file(path, shape.encoding, rows, progress, EVERY)


def _is_json(path: Path, shape: FileShape) -> bool:
    if shape.format != "auto":
        return shape.format == "jsonl"
    return path.name.removesuffix(".gz").lower().endswith(JSON_ENDINGS)


def _json_rows(text: TextIO) -> Iterator[Record]:
    for number, line in enumerate(lines_of(text, LONGEST_ROW), start=1):
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
    header: list[str] | None = None
    missing = set(shape.missing)
    for line, row in csv_rows(text, shape.delimiter, line=LONGEST_ROW, field=LONGEST_ROW):
        if row is None:
            yield Record(line, why="not a row of CSV")
        elif header is None:
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
