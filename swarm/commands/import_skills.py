"""`swarm import skills`: a taxonomy, ours or as ESCO writes it."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from swarm.commands.database import open_database
from swarm.commands.importing.records import FileShape, Record, read_records
from swarm.commands.importing.reporting import Rejects, Watch, follow, progress_bar
from swarm.commands.importing.skills import SkillCounts, SkillLoader
from swarm.db import Database

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _TriedOut(Exception):
    """Ends the transaction of a dry run."""


@click.command()
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Tell what would happen; change nothing.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row or link that could not be used to this CSV file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def skills(file: Path, dry_run: bool, rejects: Path | None, as_json: bool) -> None:
    """Import skills: CSV or JSON lines, plain or gzipped, with what contains and relates them.

    Columns: name (or preferredLabel), aliases (altLabels), description, broader, narrower and
    related (by name, other name or id), id (conceptUri). What is here already is completed,
    never overwritten. Exit code 1 when nothing could be used, 0 otherwise.
    """
    watch = Watch()
    with ExitStack() as stack:
        database = stack.enter_context(open_database())
        refused = stack.enter_context(Rejects(rejects))
        bar = stack.enter_context(progress_bar(quiet=as_json))
        records = read_records(file, FileShape(), follow(bar, "Skills"))
        counts = _load(database, list(records), refused, dry_run)
    refused.sum_up()
    summary = {**asdict(counts), "rejected": refused.count, "dry_run": dry_run, **watch.measured()}
    click.echo(json.dumps(summary) if as_json else _said(counts, dry_run))
    if refused.count and not (counts.added or counts.known):
        sys.exit(1)


def _load(
    database: Database, records: list[Record], refused: Rejects, dry_run: bool
) -> SkillCounts:
    loader: SkillLoader | None = None
    try:
        with database.write() as session:
            loader = SkillLoader(session, refused)
            loader.load(records)
            if dry_run:
                raise _TriedOut
    except _TriedOut:
        pass
    return loader.counts if loader else SkillCounts()


def _said(counts: SkillCounts, dry_run: bool) -> str:
    return (
        f"{counts.added:,} skills added, {counts.known:,} were here already,"
        f" {counts.names:,} other names, {counts.broader:,} places,"
        f" {counts.related:,} relations." + (" Nothing was changed: a dry run." * dry_run)
    )
