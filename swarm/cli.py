"""The command line: joins the groups of `swarm/commands`."""

from __future__ import annotations

import importlib
import sys

import click
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from swarm.errors import Refusal
from swarm.version import VERSION
from swarm.wording import faults_of

# Each command is imported when it is called: `swarm users token` must not wait for scikit-learn.
COMMANDS = {
    "backup": ("upkeep", "backup", "Back the embedded database up."),
    "bench": ("bench", "bench", "Measure matching and rooms beside peers."),
    "demo": ("demo", "demo", "Load or remove the demo company."),
    "doctor": ("upkeep", "doctor", "Check disk, clock, database, proxy and sockets."),
    "evaluate": ("evaluate.group", "evaluate", "Measure the recommender on a history of tickets."),
    "graph": ("graph", "graph", "Take the graph of work out of the desk."),
    "import": ("imports", "imports", "Bring people, tickets and event logs in."),
    "migrate": ("migrate", "migrate", "Bring the database up to this version."),
    "models": ("models", "models", "List the matching models and what each reached."),
    "openapi": ("openapi", "openapi", "Print the OpenAPI document."),
    "report": ("report", "report", "Print a report."),
    "reports": ("figures", "reports", "Verify the figures kept for reports."),
    "restore": ("upkeep", "restore", "Put a backup of the embedded database back."),
    "serve": ("serve", "serve", "Serve the desk until a signal comes."),
    "users": ("users", "users", "Add people, print tokens and sign-in links."),
}


class Lazy(click.Group):
    """A group that knows its commands' names and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"swarm.commands.{module}"), name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in sorted(COMMANDS)])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="swarm")
def cli() -> None:
    """Swarm: a support desk in which one owner stays and gathers help.

    Settings come from the environment (SWARM_DATABASE_URL, SWARM_SECRET_KEY, …);
    docs/operating.md lists them. Exit code 0: done; 1: refused or wrong, said in one
    sentence; 2: wrong use of a command.
    """


def main() -> None:
    """Run the command line; refusals are said in one sentence with exit code 1."""
    try:
        cli()
    except Refusal as refusal:
        faults = "; ".join(f"{name}: {what}" for name, what in (refusal.fields or {}).items())
        click.echo(f"swarm: {refusal.detail}{f' ({faults})' if faults else ''}", err=True)
        sys.exit(1)
    except OperationalError as error:
        click.echo(f"swarm: the database refused: {str(error.orig).strip()}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for place, fault in faults_of(error).items():
            name = f"SWARM_{place.replace('.', '_').upper()}"
            click.echo(f"swarm: {name}: {fault}", err=True)
        sys.exit(1)
