"""`swarm models`: the versions of the matching model, and which of them serves."""

from __future__ import annotations

import json
import os

import click
from rich.console import Console
from rich.table import Table

from swarm import clock
from swarm.commands.database import open_database
from swarm.config import Settings
from swarm.rooms.adviser import Adviser
from swarm.rooms.models.files import FOLDER
from swarm.rooms.models.pins import pin_model, roll_back, unpin_model
from swarm.rooms.models.training import one_at_a_time
from swarm.rooms.models.versions import Card, ModelCard, list_models, read_model

NICE = 10  # a fit makes way for whoever is served
SHOWN = ("Hit@1", "Hit@3", "Hit@5", "R@5", "MRR")
VERDICTS = {
    "ahead": "ahead of the best simple method",
    "even": "even with the best simple method",
    "behind": "BEHIND the best simple method",
}


@click.group()
def models() -> None:
    """List the matching models, what each reached, and choose which serves."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def list_them(as_json: bool) -> None:
    """List the versions, newest first."""
    with open_database() as database, database.read() as session:
        cards = list_models(session)
    if as_json:
        click.echo(json.dumps([card.model_dump(mode="json") for card in cards]))
        return
    if not cards:
        click.echo("No model yet: the first is fitted when the desk is served.")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("", "version", "made", "tickets", "ranker", "Hit@5", "MRR", "verdict"):
        table.add_column(title)
    for card in cards:
        table.add_row(*_row(card))
    Console(width=120).print(table)


def _row(model: ModelCard) -> tuple[str, ...]:
    mark = "pinned" if model.pinned else "serves" if model.serving else ""
    card = model.card
    reached = ("-", "-", "no report card") if card is None else _reached(card)
    made = f"{model.made_at:%Y-%m-%d %H:%M}"
    return (mark, model.version, made, str(model.tickets), model.ranker, *reached)


def _reached(card: Card) -> tuple[str, str, str]:
    own = card.methods[0].measures
    return (f"{own['Hit@5'].value:.3f}", f"{own['MRR'].value:.3f}", VERDICTS[card.verdict])


@models.command()
def fit() -> None:
    """Fit a model on the record as it is now; a desk that is served does this by itself."""
    os.nice(NICE)
    with open_database() as database, one_at_a_time(Settings().var / FOLDER) as alone:
        if not alone:
            click.echo("Another fit is running.")
            return
        version = Adviser(database, Settings().var / FOLDER).refit()
    click.echo(version.partition("+")[0])


@models.command()
@click.argument("version")
def pin(version: str) -> None:
    """Let VERSION serve until `unpin`; nothing is fitted meanwhile. Running desks follow."""
    with open_database() as database, database.write() as session:
        click.echo(f"{pin_model(session, version, clock.now()).version} serves until unpinned")


@models.command()
def unpin() -> None:
    """Let the newest version serve."""
    with open_database() as database, database.write() as session:
        unpin_model(session, clock.now())


@models.command()
def rollback() -> None:
    """Pin the version that was made before the one that serves."""
    with open_database() as database, database.write() as session:
        click.echo(f"{roll_back(session, clock.now()).version} serves until unpinned")


@models.command()
@click.argument("version")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(version: str, as_json: bool) -> None:
    """Show one version, named by its beginning, with its report card."""
    with open_database() as database, database.read() as session:
        model = read_model(session, version)
    if as_json:
        click.echo(model.model_dump_json())
        return
    click.echo(
        f"{model.version}: {model.tickets} tickets, {model.people} people, {model.skills} skills; "
        f"{model.ranker}; made {model.made_at:%Y-%m-%d %H:%M} UTC in {model.seconds:.1f} s "
        f"by code {model.code}"
    )
    if model.card is None:
        click.echo("No report card: too few solved tickets name somebody to find.")
        return
    _print_card(model.card)


def _print_card(card: Card) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in SHOWN:
        table.add_column(name, justify="right")
    for method in card.methods:
        figures = (method.measures[name] for name in SHOWN)
        shown = (f"{one.value:.3f} \\[{one.low:.3f}, {one.high:.3f}]" for one in figures)
        table.add_row(method.name, *shown)
    Console(width=160).print(table)
    click.echo(f"{card.judged} tickets judged. {card.rule}")
    click.echo(f"Verdict: {VERDICTS[card.verdict]} ({card.rival}).")
