"""`swarm evaluate split`: a file of tickets in two, by time."""

from __future__ import annotations

from pathlib import Path

import click

from swarm.commands.evaluate.files import FILE, checked, lines_of, write_file
from swarm.matching.evaluation import split
from swarm.matching.records import read_lines


@click.command("split")
@click.argument("file", type=FILE)
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="Share of each project's tickets, the newest, that is held out.",
)
@click.option("--history", type=click.Path(path_type=Path), required=True, help="Older tickets.")
@click.option("--held-out", type=click.Path(path_type=Path), required=True, help="Newest tickets.")
def split_file(file: Path, share: float, history: Path, held_out: Path) -> None:
    """Split a file of tickets by time, each project apart, lines unchanged."""
    lines = lines_of(file)
    reading = checked(file, read_lines(lines))
    older, newer = split(reading.records, share)
    for path, places in ((history, older), (held_out, newer)):
        chosen = [lines[reading.records[place].line - 1] for place in places]
        write_file(path, b"".join(line.rstrip(b"\r") + b"\n" for line in chosen))
        click.echo(f"{path}: {len(chosen)} tickets")
