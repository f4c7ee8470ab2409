"""`swarm reports`: the figures that are kept for reports, verified and made anew."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import delete, func, select

from swarm.commands.database import open_database
from swarm.reports.aggregates.keeping import keep_missing
from swarm.reports.aggregates.tables import TicketAggregate
from swarm.reports.aggregates.verifying import Difference, verify
from swarm.tickets.tables import Ticket

SHOWN = 50


@click.group()
def reports() -> None:
    """Verify the figures that are kept of each ticket, or count them anew."""


@reports.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, all differences.")
def verify_them(as_json: bool) -> None:
    """Compare every kept figure with the record of activity.

    Each ticket is counted anew from the rows that activity keeps, and, as far as they tell,
    from the lines of activity alone. Exit code 1 when anything differs or is missing: the
    differences name ticket and figure. Nothing is changed: `swarm reports rebuild` mends.
    """
    found: list[Difference] = []
    with open_database() as database, database.read() as session:
        total = session.scalar(select(func.count()).select_from(Ticket))
        with _bar() as bar:
            task = bar.add_task("Verifying", total=total)
            verdict = verify(session, found.append, lambda done: bar.advance(task, done))
    if as_json:
        told = [asdict(one) for one in found]
        click.echo(json.dumps(asdict(verdict) | {"differing": told}))
    else:
        for one in found[:SHOWN]:
            click.echo(
                f"ticket {one.ticket}: {one.figure} is kept as {one.kept},"
                f" counted from {one.by}: {one.counted}"
            )
        if len(found) > SHOWN:
            click.echo(f"… and {len(found) - SHOWN:,} more; --json lists them all")
        click.echo(
            f"{verdict.figures:,} figures of {verdict.tickets:,} tickets compared,"
            f" {verdict.waiting:,} tickets wait to be counted, {len(found):,} differences"
        )
    sys.exit(1 if found else 0)


@reports.command()
def rebuild() -> None:
    """Forget every kept figure and count all anew; reports stay right meanwhile."""
    with open_database() as database:
        with database.write() as session:
            session.execute(delete(TicketAggregate))
            total = session.scalar(select(func.count()).select_from(Ticket))
        with _bar() as bar:
            task = bar.add_task("Counting", total=total)
            kept = keep_missing(database, lambda done: bar.advance(task, done))
    click.echo(f"counted {kept:,} tickets")


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)
