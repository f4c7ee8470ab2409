"""`swarm import`: people, tickets, event logs and skills of an old desk."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import click

from swarm.commands.database import open_database
from swarm.commands.import_events import events
from swarm.commands.import_skills import skills
from swarm.commands.importing.drafts import Draft, Unusable
from swarm.commands.importing.evidence import add_skills, write_evidence
from swarm.commands.importing.mapping import (
    PLAIN_PEOPLE,
    PeopleMapping,
    TicketMapping,
)
from swarm.commands.importing.people import PeopleLoader
from swarm.commands.importing.reading import mapped, shaped
from swarm.commands.importing.records import Record, read_records
from swarm.commands.importing.reporting import Rejects, Watch, follow, progress_bar
from swarm.commands.importing.tickets import TicketLoader
from swarm.db import Database
from swarm.errors import Invalid
from swarm.foreign import read_mapping

BATCH = 200
PEOPLE_BATCH = 100
SHOWN = 12
"""So many of a file's columns are named in a message."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MAPPING = click.option("--mapping", type=FILE, help="TOML file that names the columns.")
REJECTS = click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that could not be used, with line and reason, to this CSV file.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")


@click.group("import")
def imports() -> None:
    """Bring people, tickets, event logs and skills in. Repeating it doubles nothing."""


imports.add_command(events)
imports.add_command(skills)


@imports.command()
@click.argument("file", type=FILE)
@MAPPING
@REJECTS
@JSON
def people(file: Path, mapping: Path | None, rejects: Path | None, as_json: bool) -> None:
    """Import people: CSV or JSON lines, plain or gzipped.

    Without a mapping the columns are name, email, role, team, time_zone, active and aliases
    (names that tickets of the old desk use, separated by commas). Teams that do not exist are
    made. Who has an account here already stays as they are. People come in by sign-in links.
    """
    plan = read_mapping(mapping, PeopleMapping) if mapping else PLAIN_PEOPLE
    watch = Watch()
    loader = PeopleLoader(plan)
    with ExitStack() as stack:
        database = stack.enter_context(open_database())
        refused = stack.enter_context(Rejects(rejects))
        bar = stack.enter_context(progress_bar(quiet=as_json))
        records = read_records(file, plan.file, follow(bar, "People"))
        batch = list(islice(records, PEOPLE_BATCH))
        _check_columns(file, loader, batch)
        while batch:
            _load_people(database, loader, batch, refused)
            batch = list(islice(records, PEOPLE_BATCH))
    summary = {**asdict(loader.counts), "rejected": refused.count, **watch.measured()}
    _finish(summary, refused, as_json, _say_people)


@imports.command()
@click.argument("file", type=FILE)
@MAPPING
@REJECTS
@click.option(
    "--skills-from",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="A component with so many solved tickets becomes a skill; 0: none does.",
)
@JSON
def tickets(
    file: Path, mapping: Path | None, rejects: Path | None, skills_from: int, as_json: bool
) -> None:
    """Import tickets: CSV or JSON lines, plain or gzipped, of any size.

    With a mapping that names the columns: docs/examples holds one each for exports of Zendesk,
    Jira and ServiceNow. Without one, JSON lines with resolver and participants, or with owner
    and collaborators (those become swarms that have ended).

    Names that match no account become people who left: evidence, never suggested, until an
    administrator matches them. A ticket that was imported before is left alone. Exit code 1
    when nothing could be read, 0 otherwise, also when some rows were left out.
    """
    watch = Watch()
    plan = read_mapping(mapping, TicketMapping) if mapping else None
    with ExitStack() as stack:
        database = stack.enter_context(open_database())
        refused = stack.enter_context(Rejects(rejects))
        bar = stack.enter_context(progress_bar(quiet=as_json))
        progress = follow(bar, "Tickets")
        if plan is not None:
            source, drafts = plan.source, mapped(file, plan, refused, progress)
        else:
            source, drafts = shaped(file, refused, progress)
        loader = _load_tickets(database, source, drafts)
        with database.write() as session:
            added = add_skills(session, source, skills_from) if skills_from else 0
        evidence = write_evidence(database, source, follow(bar, "Evidence"))
    summary: dict[str, Any] = {
        "source": source,
        **asdict(loader.counts),
        "people_made": loader.folk.made,
        "people_found": loader.folk.matched,
        "skills_added": added,
        "evidence": evidence,
        "rejected": refused.count,
        **watch.measured(),
    }
    _finish(summary, refused, as_json, _say_tickets)


def _check_columns(file: Path, loader: PeopleLoader, batch: list[Record]) -> None:
    """Raise Invalid where no row can be used, for the column that all of them lack."""
    rows = [record for record in batch if not record.why]
    if not rows or not (missing := loader.missing(rows)):
        return
    there = ", ".join(list(rows[0].values)[:SHOWN])
    raise Invalid(
        f"{file.name} has no column called {' and none called '.join(missing)}. It has: {there}."
        " Say which is which with --mapping FILE.toml (docs/examples/people.toml is one)."
    )


def _load_people(
    database: Database, loader: PeopleLoader, batch: list[Record], refused: Rejects
) -> None:
    with database.write() as session:
        for record in batch:
            try:
                if record.why:
                    raise Unusable(record.why)
                loader.load(session, record)
            except Unusable as error:
                refused.note(record.line, str(error))


def _load_tickets(database: Database, source: str, drafts: Iterator[Draft]) -> TicketLoader:
    with database.read() as session:
        loader = TicketLoader(session, source)
    while batch := list(islice(drafts, BATCH)):
        with database.write() as session:
            loader.load(session, batch)
    return loader


def _finish(
    summary: dict[str, Any],
    refused: Rejects,
    as_json: bool,
    say: Callable[[dict[str, Any]], None],
) -> None:
    refused.sum_up()
    if as_json:
        click.echo(json.dumps(summary))
    else:
        say(summary)
    if refused.count and not any(summary.get(name) for name in ("imported", "added", "known")):
        sys.exit(1)


def _say_people(counts: dict[str, Any]) -> None:
    click.echo(
        f"{_many(counts['added'], 'person', 'people')} added, {counts['known']:,} here already;"
        f" {_many(counts['teams'], 'team', 'teams')} made,"
        f" {_many(counts['names'], 'old name', 'old names')} kept."
    )


def _say_tickets(counts: dict[str, Any]) -> None:
    click.echo(
        f"{_many(counts['imported'], 'ticket', 'tickets')} of {counts['source']} imported,"
        f" {counts['known']:,} here already; {_many(counts['swarms'], 'swarm', 'swarms')} among"
        f" them, {_many(counts['evidence'], 'fact', 'facts')} about who can do what,"
        f" {_many(counts['skills_added'], 'new skill', 'new skills')}."
    )
    if unknown := counts["people_made"]:
        click.echo(
            f"{_many(unknown, 'person', 'people')} without an account: as people who left, until"
            " an administrator matches their names to accounts."
        )
    click.echo(f"{counts['seconds']} s, {counts['peak_megabytes']} MB at most.")


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
