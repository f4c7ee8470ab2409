"""`swarm graph`: the graph of people, skills, products, tickets and articles, for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from swarm.commands.database import open_database
from swarm.matching.graph import work_graph
from swarm.rooms.advice.export import Format, rendered
from swarm.rooms.advice.history import read_history
from swarm.rooms.advice.links import read_links
from swarm.rooms.advice.nodes import Labels

_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def graph() -> None:
    """Take the graph of work out of the desk."""


@graph.command()
@click.argument("file", type=_OUT)
@click.option(
    "--format",
    "form",
    type=click.Choice(["graphml", "json"]),
    help="GraphML, or networkx' node-link JSON; otherwise by the file's name.",
)
@click.option("--tickets/--no-tickets", default=True, show_default=True, help="Every ticket too.")
def export(file: Path, form: Format | None, tickets: bool) -> None:
    """Write the graph that the skills page downloads: kinds, names, weights and times."""
    form = form or ("json" if file.suffix.lower() == ".json" else "graphml")
    with open_database() as database, database.read() as session:
        history = read_history(session)
        names = {skill_id: name for name, skill_id in history.skill_ids.items()}
        links = read_links(session, names)
        whole = work_graph(history.tickets, history.statements, links)
        labels = Labels(session, history.skill_ids, whole)
    text = rendered(whole, labels.named, form, tickets=tickets)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror}") from problem
    click.echo(f"{file}: written")
