"""The files that a study reads: JSON lines or CSV, plain or compressed; what is wrong is told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

import click

from swarm.matching.records import Reading, Record, read_lines

_MOST_COMPLAINTS = 20  # told one by one for each file
_GZIP = b"\x1f\x8b"
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


def held_bytes(path: Path) -> bytes:
    """What the file holds, unpacked."""
    try:
        held = path.read_bytes()
        return gzip.decompress(held) if held.startswith(_GZIP) else held
    except (OSError, EOFError, zlib.error) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise click.ClickException(f"{path}: cannot be read: {why}") from problem


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file, without their ends."""
    return held_bytes(path).split(b"\n")


def read_records(path: Path) -> list[Record]:
    """The tickets of a file of JSON lines; complaints go to standard error."""
    return checked(path, read_lines(lines_of(path))).records


def checked(path: Path, reading: Reading) -> Reading:
    """The reading, its complaints told; refused where nothing can be used."""
    complain(path, reading.complaints)
    if not reading.records:
        raise click.ClickException(f"{path}: holds no ticket that can be used")
    return reading


def complain(path: Path, complaints: Sequence[tuple[int, str]]) -> None:
    """Tell each complaint with its line, the first twenty one by one."""
    for number, complaint in complaints[:_MOST_COMPLAINTS]:
        click.echo(f"{path}:{number}: {complaint}", err=True)
    more = len(complaints) - _MOST_COMPLAINTS
    if more > 0:
        click.echo(f"{path}: {more} more lines with complaints", err=True)


def write_file(path: Path, held: bytes) -> None:
    """Write a file, or say plainly why that failed."""
    try:
        path.write_bytes(held)
    except OSError as problem:
        raise click.ClickException(f"{path}: cannot be written: {problem.strerror}") from problem
