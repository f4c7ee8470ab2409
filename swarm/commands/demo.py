"""`swarm demo`: load the demo company, say who may sign in, clear it away."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from swarm import clock
from swarm.accounts.passwords import hash_password
from swarm.commands.database import open_database
from swarm.commands.progress import shown
from swarm.config import SHORTEST_SECRET, Settings
from swarm.db import Database
from swarm.demo.presence import has_demo, is_empty, next_number
from swarm.demo.shapes import Demo
from swarm.demo.sign_ins import (
    cards_of,
    choose_password,
    forget_cards,
    guard_cards,
    keep_cards,
)
from swarm.errors import Refusal
from swarm.people.queries import count_administrators

SEED, TICKETS, MOST_TICKETS = 7, 2_000, 20_000
OPENING = 5
NOBODY_ADMINISTERS = (
    "Nobody administers this desk now: add somebody with `swarm users add EMAIL --name NAME"
    " --role administrator`, then print their sign-in link with `swarm users link EMAIL`."
)


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="Another seed, another year.")
@click.option(
    "--tickets",
    type=click.IntRange(1, MOST_TICKETS),
    default=TICKETS,
    show_default=True,
    help="How many solved tickets.",
)
@click.option("--if-empty", is_flag=True, help="Load only into a desk that holds nothing yet.")
@click.option("--remove", "removing", is_flag=True, help="Clear the demo; all else stays.")
@click.option("--sign-ins", is_flag=True, help="Print who may sign in, with the password.")
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Play the conversations of this file into rooms instead, and check every room.",
)
@click.option("--address", help="With --replay: where this desk is served.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 200),
    default=20,
    show_default=True,
    help="With --replay: how many conversations at one moment.",
)
@click.option(
    "--speed",
    type=click.FloatRange(0),
    default=0,
    show_default=True,
    help="With --replay: how many times faster than life; 0 does not wait.",
)
@click.option(
    "--conversations", type=click.IntRange(1), help="With --replay: only the first so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def demo(
    *,
    seed: int, tickets: int, if_empty: bool, removing: bool, sign_ins: bool, as_json: bool,
    replay: Path | None, address: str | None, at_once: int, speed: float, conversations: int | None,
) -> None:  # fmt: skip
    """Load a small company with a year of tickets, to look around in.

    Loading it twice doubles nothing. --remove clears it: tickets and articles that somebody
    of your own worked on stay, and so do the people whom they name. --replay plays real
    conversations through the public API, with people of its own. Exit code 0: done, or there was
    nothing to do; 1: refused, or a room is not its conversation; 2: a wrong option.
    """
    if sum(map(bool, (removing, sign_ins or if_empty, replay))) > 1:
        raise click.UsageError("--remove and --replay go alone.")
    settings = Settings()
    with open_database() as database:
        if replay is not None:
            # Every start asks whether a demo is here; only a replay needs this.
            from swarm.commands.replaying import replay_file  # noqa: PLC0415 - slow to import

            answer = replay_file(
                settings, database, replay,
                address=address, at_once=at_once, speed=speed, most=conversations,
            )  # fmt: skip
        elif removing:
            answer = _remove(settings, database)
        elif sign_ins:
            answer = _sign_ins(settings, database)
        else:
            answer = _load(settings, database, seed, tickets, if_empty=if_empty, quiet=as_json)
    _print(answer, as_json)
    if not answer.get("good", True):
        raise SystemExit(1)


def _load(
    settings: Settings, database: Database, seed: int, tickets: int, *, if_empty: bool, quiet: bool
) -> dict[str, Any]:
    with database.read() as session:
        known, empty = has_demo(session), is_empty(session)
        first = next_number(session)
    if known or (if_empty and not empty):
        why = "The demo is loaded already." if known else "The desk is in use: no demo was loaded."
        return {"loaded": False, "says": "" if if_empty else why}
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise Refusal("Set SWARM_SECRET_KEY to the secret that the desk is served with.")
    return _move_in(settings, database, seed, tickets, first, quiet=quiet)


def _move_in(
    settings: Settings, database: Database, seed: int, tickets: int, first: int, *, quiet: bool
) -> dict[str, Any]:
    # Every start asks whether a demo is here; only loading one needs these.
    from swarm.demo.enlivening import enliven  # noqa: PLC0415 - slow to import
    from swarm.demo.events.year import make_demo  # noqa: PLC0415 - slow to import
    from swarm.demo.loading import load  # noqa: PLC0415 - slow to import
    from swarm.demo.picking import pick_over  # noqa: PLC0415 - slow to import
    from swarm.demo.tiering import count_work, run_tiers  # noqa: PLC0415 - slow to import
    from swarm.demo.watching import keep_watch  # noqa: PLC0415 - slow to import
    from swarm.reports.aggregates.keeping import keep_missing  # noqa: PLC0415 - slow to import

    password, now = choose_password(settings), clock.now()
    steps = [
        ("Writing a year of tickets", tickets),
        ("Loading them", tickets),
        ("Opening what is live now", OPENING),
        ("Counting for the reports", tickets),
    ]
    with shown(steps, quiet=quiet) as (making, loading, opening, counting):
        made = make_demo(now, seed=seed, tickets=tickets, first=first, told=lambda: making(1))
        with database.write() as session:
            if has_demo(session):
                return {"loaded": False, "says": "The demo is loaded already."}
            counts = load(
                session,
                made,
                now,
                secret=settings.secret_key,
                password_hash=hash_password(password),
                told=lambda: loading(1),
            )
            opening(1)
            enliven(session, now, secret=settings.secret_key)
            opening(1)
            pick_over(session, now, secret=settings.secret_key)
            opening(1)
            keep_watch(session, now)
            opening(1)
            counts = replace(counts, tickets=counts.tickets + run_tiers(session, now))
            count_work(session)
            opening(1)
        keep_missing(database, counting)
    keep_cards(settings, cards_of(made.company, password))
    return {"loaded": True, **asdict(counts), "says": _welcome(made, counts.tickets)}


def _welcome(made: Demo, tickets: int) -> str:
    return (
        f"{made.company.name} has moved in: {len(made.company.people)} people, "
        f"{tickets:,} tickets, {len(made.articles)} articles. "
        "`swarm demo --sign-ins` says who may sign in."
    )


def _remove(settings: Settings, database: Database) -> dict[str, Any]:
    with database.write() as session:
        if not has_demo(session):
            return {"removed": False, "says": "There is no demo on this desk."}
        # Every start asks whether a demo is here; only removing one needs this.
        from swarm.demo.removal import remove  # noqa: PLC0415 - slow to import

        done = remove(session)
        administrators = count_administrators(session)
    forget_cards(settings)
    says = f"Cleared {done.tickets:,} tickets, {done.articles} articles and {done.people} people."
    if done.tickets_kept or done.people_kept:
        says += (
            f" {done.tickets_kept} tickets that your own people worked on stay, and"
            f" {done.people_kept} people of the demo stay as people who have left."
        )
    if not administrators:
        says += f" {NOBODY_ADMINISTERS}"
    return {"removed": True, **asdict(done), "administrators": administrators, "says": says}


def _sign_ins(settings: Settings, database: Database) -> dict[str, Any]:
    with database.read() as session:
        known = has_demo(session)
    cards = guard_cards(settings, database) if known else []
    rows = [("sign in as", "name", "email", "password")] if cards else []
    rows += [(card.role, card.name, card.email, card.password) for card in cards]
    lines = [f"{role:<14} {name:<17} {email:<38} {word}" for role, name, email, word in rows]
    if known and not cards:
        lines = ["The file with the demo's sign-ins is gone; `swarm users` prints a sign-in link."]
    return {"items": [asdict(card) for card in cards], "says": "\n".join(lines)}


def _print(answer: dict[str, Any], as_json: bool) -> None:
    says = answer.pop("says")
    if as_json:
        click.echo(json.dumps(answer))
    elif says:
        click.echo(says)
