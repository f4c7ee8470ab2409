"""`swarm report`: a report on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from swarm.commands.database import open_database
from swarm.reports.cohorts import SWARMS, Cohort
from swarm.reports.comparison import Comparison, read_comparison
from swarm.reports.export import figures_of
from swarm.reports.figures import Figure
from swarm.reports.flow.page import FlowReport, read_flow
from swarm.reports.naming import check_names
from swarm.reports.overview import Overview, read_overview
from swarm.reports.shift.report import LedgerReport, read_ledger
from swarm.tickets.tables import Priority

DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


def _selection(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every report takes; the command gets a Cohort."""

    @wraps(command)
    def with_cohort(*, as_json: bool, **said: Any) -> None:
        for name in ("start", "end"):
            moment: datetime | None = said[name]
            said[name] = moment.replace(tzinfo=UTC) if moment else None
        command(Cohort(**said), as_json=as_json)

    options = [
        click.option("--from", "start", type=DAY, help="Created from this day on (UTC)."),
        click.option("--to", "end", type=DAY, help="Created before this day (UTC)."),
        click.option("--team", type=int, help="Id of the team."),
        click.option("--product"),
        click.option("--component"),
        click.option("--category"),
        click.option(
            "--priority",
            multiple=True,
            type=click.Choice([str(one) for one in Priority]),
            help="May be given more than once.",
        ),
        click.option("--process", type=click.Choice(["swarm", "tier"])),
        click.option("--source", help="The desk that the tickets were imported from."),
        click.option(
            "--swarm-kind",
            type=click.Choice(list(SWARMS)),
            help="With a swarm of this kind; no others are counted.",
        ),
        click.option(
            "--map-version",
            type=click.IntRange(min=0),
            help="Tell tiers by this version of the map (0: the default).",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON."),
    ]
    for option in reversed(options):
        with_cohort = option(with_cohort)
    return with_cohort


@click.group()
def report() -> None:
    """Print a report: every number with its count, rule and interval."""


@report.command()
@_selection
def overview(cohort: Cohort, *, as_json: bool) -> None:
    """The manager's page: flow, reassignments, targets, swarms, effort by tier."""
    with open_database() as database, database.read() as session:
        check_names(session, cohort)
        found = read_overview(session, None, cohort)
    _print(found, [note.text for note in found.notes], as_json=as_json)


@report.command()
@_selection
def comparison(cohort: Cohort, *, as_json: bool) -> None:
    """Swarmed and tiered tickets side by side; observational, not adjusted."""
    with open_database() as database, database.read() as session:
        check_names(session, cohort)
        found = read_comparison(session, None, cohort)
    _print(found, [found.sentence, *found.cautions], as_json=as_json)


@report.command()
@_selection
def flow(cohort: Cohort, *, as_json: bool) -> None:
    """First owners, ping-pong, the order of tiers, waiting by cause, handovers."""
    with open_database() as database, database.read() as session:
        check_names(session, cohort)
        found = read_flow(session, None, cohort)
    _print(found, [], as_json=as_json)


@report.command()
@_selection
def ledger(cohort: Cohort, *, as_json: bool) -> None:
    """Effort, elapsed time and cost by tier; solved by tier; the shift-left index."""
    with open_database() as database, database.read() as session:
        check_names(session, cohort)
        found = read_ledger(session, None, cohort)
    _print(found, [found.measured_why], as_json=as_json)


def _print(
    found: Overview | Comparison | FlowReport | LedgerReport, notes: list[str], *, as_json: bool
) -> None:
    if as_json:
        click.echo(found.model_dump_json(indent=2))
        return
    click.echo(found.rule)
    for note in notes:
        click.echo(f"· {note}")
    table = Table("Figure", "Value", "95%", "Unit", "Count")
    for name, figure in figures_of(found):
        unit = figure.unit.replace("_", " ")
        table.add_row(name, _value(figure), _interval(figure), unit, f"{figure.count:,}")
    Console().print(table)


def _value(figure: Figure) -> str:
    return f"{figure.value:,.6g}" if figure.value is not None else figure.why or ""


def _interval(figure: Figure) -> str:
    if figure.low is None and figure.high is None:
        return ""
    ends = ("?" if end is None else f"{end:,.4g}" for end in (figure.low, figure.high))
    return " to ".join(ends)
