"""`swarm graph`: the graph of people, skills, components, tickets and articles, for other tools."""

from __future__ import annotations

import json
from pathlib import Path

import click
import networkx as nx
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.commands.database import open_database
from swarm.knowledge.tables import Article
from swarm.matching.graph import plain_graph, work_graph
from swarm.people.tables import Person
from swarm.rooms.advice.history import read_history

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
def export(file: Path, form: str | None) -> None:
    """Write the whole graph: nodes with kind and label; edges with kind, weight and time."""
    form = form or ("json" if file.suffix.lower() == ".json" else "graphml")
    with open_database() as database, database.read() as session:
        history = read_history(session)
        labels = _labels(session)
    plain = plain_graph(work_graph(history.tickets, history.statements), labels)
    try:
        if form == "json":
            text = json.dumps(nx.node_link_data(plain, edges="edges"), ensure_ascii=False)
            file.write_text(text, encoding="utf-8")
        else:
            nx.write_graphml(plain, file)
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror}") from problem
    click.echo(f"{file}: {plain.number_of_nodes()} nodes, {plain.number_of_edges()} edges")


def _labels(session: Session) -> dict[tuple[str, str], str]:
    people = session.execute(select(Person.id, Person.name)).all()
    articles = session.execute(select(Article.id, Article.title)).all()
    named = {("person", str(row.id)): row.name for row in people}
    return named | {("article", str(row.id)): row.title for row in articles}
