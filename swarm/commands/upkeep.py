"""`swarm backup`, `swarm restore`, `swarm doctor`: looking after a desk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from swarm.api.findings import Finding, Level
from swarm.commands.care import backups
from swarm.commands.care.examination import examine
from swarm.config import Settings
from swarm.migrating import current_and_head

MARKS = {Level.OK: "[green]ok     [/]", Level.WARNING: "[yellow]look   [/]"}
MARKS[Level.WRONG] = "[red]wrong  [/]"


@click.command()
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here instead of into the backups folder.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Remove older backups of this command but so many.",
)
def backup(to: Path | None, keep: int | None) -> None:
    """Copy the embedded database while the desk runs, and check the copy.

    The copy goes into the backups folder under SWARM_VAR, named by the time. Prints its path.
    Attachments are files of their own: copy SWARM_VAR/files too.
    """
    settings = Settings()
    made = backups.back_up(settings, to)
    click.echo(str(made))
    if keep is not None:
        for file in backups.drop_older(settings, keep):
            click.echo(f"removed {file.name}", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put a backup of the embedded database back. Stop the desk first.

    Refuses while the desk runs or when the backup is not whole. The database that is
    replaced is kept beside it.
    """
    settings = Settings()
    kept = backups.restore(settings, file)
    click.echo(f"Restored {file} to {backups.embedded_file(settings)}.")
    if kept is not None:
        click.echo(f"The replaced database is kept as {kept}.")
    current, head = current_and_head(settings.database)
    if current != head:
        click.echo(f"It is at {current}, this version needs {head}: run “swarm migrate”.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as a JSON list.")
def doctor(as_json: bool) -> None:
    """Check disk, clock, database, record, secret, proxy settings, backups, server and sockets.

    Says what was seen and, where it is not fine, what to do. Exit code 1 when something is
    wrong; what is only worth a look does not count.
    """
    findings = examine(Settings())
    if as_json:
        click.echo(json.dumps([finding.model_dump() for finding in findings]))
    else:
        _print(findings)
    sys.exit(1 if any(finding.level is Level.WRONG for finding in findings) else 0)


def _print(findings: list[Finding]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    width = max(len(finding.key) for finding in findings) + 1
    for finding in findings:
        console.print(f"{MARKS[finding.level]} {finding.key:{width}}", end="")
        console.print(finding.says, markup=False)
        if finding.do:
            console.print(f"{'':{width + 8}}{finding.do}", markup=False)
