"""`swarm migrate`: bring the database up to this version, after a backup of what is there."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import OperationalError

from swarm.config import Settings
from swarm.migrating import back_up_before, current_and_head, differences, upgrade


@click.command()
@click.option("--check", is_flag=True, help="Only tell whether tables and migrations differ.")
def migrate(check: bool) -> None:
    """Create the database, or bring it up to this version of Swarm.

    An embedded database that holds something is backed up first. Says nothing when there is
    nothing to do. With --check the database named by SWARM_DATABASE_URL, which should be a
    scratch one, is brought up and compared with the tables; differences end with code 1.
    """
    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    try:
        current, head = current_and_head(settings.database)
        if current != head:
            backup = back_up_before(settings, current)
            if backup:
                click.echo(f"Backed up to {backup}")
            upgrade(settings.database)
            click.echo(f"The database is at {head}.")
        found = differences(settings.database) if check else []
    except OperationalError as error:
        click.echo(f"swarm: the database cannot be reached: {error.orig}", err=True)
        sys.exit(1)
    for difference in found:
        click.echo(difference, err=True)
    sys.exit(1 if found else 0)
