"""`swarm users`: people from the command line, before anybody can sign in."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.accounts.actions import issue_token, let_go, set_password
from swarm.accounts.links import issue_link
from swarm.accounts.passwords import check_password, hash_password
from swarm.commands.database import open_database
from swarm.config import Settings
from swarm.errors import Invalid, NotFound
from swarm.people.actions import add_person
from swarm.people.queries import find_by_email
from swarm.people.tables import Person, Role, Team

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
ROLES = click.Choice([role.value for role in Role])
NAME_LONGEST = 120


@click.group()
def users() -> None:
    """Add people, print tokens and sign-in links, list people, let somebody go."""


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name as others see it.")
@click.option("--role", type=ROLES, required=True, help="What the person is to the desk.")
@click.option("--team", help="Name of an existing team.")
@click.option("--time-zone", help="Such as Europe/Vienna; otherwise the team's.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input (at least 10 characters).",
)
@JSON
def add(
    email: str,
    name: str,
    role: str,
    team: str | None,
    time_zone: str | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Add a person. Without a password they come in by a link: `swarm users link EMAIL`."""
    if not 0 < len(name.strip()) <= NAME_LONGEST:
        raise Invalid(f"A name has 1 to {NAME_LONGEST} characters.", fields={"name": "length"})
    password_hash = _read_password() if password_stdin else None
    with open_database() as database, database.write() as session:
        person = add_person(
            session,
            None,
            name=name.strip(),
            email=email,
            role=role,
            team=_team(session, team),
            time_zone=time_zone,
        )
        if password_hash:
            set_password(session, None, person, password_hash)
        told, row = f"Added {person.name} <{person.email}> as {person.role}.", _row(person)
    _say(told, row, as_json)


@users.command()
@click.argument("email")
@click.option("--name", default="command line", help="What the token is for.", show_default=True)
@JSON
def token(email: str, name: str, as_json: bool) -> None:
    """Print a new personal API token of a person, and nothing else."""
    with open_database() as database, database.write() as session:
        secret = issue_token(session, None, _person(session, email), name[:80]).secret
    _say(secret, {"token": secret}, as_json)


@users.command()
@click.argument("email")
@click.option("--address", help="How browsers reach the desk, such as https://desk.example.org.")
@JSON
def link(email: str, address: str | None, as_json: bool) -> None:
    """Print a link that lets a person in once within 24 hours."""
    settings = Settings()
    with open_database() as database, database.write() as session:
        issued = issue_link(session, None, _person(session, email))
        until = issued.row.expires_at.isoformat()
    base = address or f"http://{settings.host}:{settings.port}"
    url = f"{base.rstrip('/')}/link/{issued.secret}"
    _say(url, {"url": url, "expires_at": until}, as_json)


@users.command("list")
@click.option("--role", type=ROLES, help="Only people with this role.")
@click.option("--left", is_flag=True, help="Those who left instead of those who are here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_users(role: str | None, left: bool, as_json: bool) -> None:
    """List people by name."""
    wanted = select(Person).where(Person.left_at.is_not(None) if left else Person.left_at.is_(None))
    if role:
        wanted = wanted.where(Person.role == role)
    with open_database() as database, database.read() as session:
        people = session.scalars(wanted.order_by(func.lower(Person.name), Person.id)).all()
        rows = [_row(person) for person in people]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        _print_table(rows)


@users.command()
@click.argument("email")
@JSON
def disable(email: str, as_json: bool) -> None:
    """Let a person go: every way in ends at once, everything they did stays."""
    with open_database() as database, database.write() as session:
        person = _person(session, email)
        done = let_go(session, None, person)
        name, row = person.name, {**_row(person), "had_left": not done}
    told = f"{name} can no longer sign in." if done else f"{name} had left already."
    _say(told, row, as_json)


def _say(told: str, row: dict[str, object], as_json: bool) -> None:
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else told)


def _read_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    check_password(password)
    return hash_password(password)


def _person(session: Session, email: str) -> Person:
    person = find_by_email(session, email)
    if person is None:
        raise NotFound(f"Nobody here has the address {email}.")
    return person


def _team(session: Session, name: str | None) -> Team | None:
    if name is None:
        return None
    team = session.scalar(select(Team).where(func.lower(Team.name) == name.lower()))
    if team is None:
        raise NotFound(f"There is no team called {name}.")
    return team


def _row(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "team": person.team.name if person.team else None,
        "left_at": person.left_at.isoformat() if person.left_at else None,
    }


def _print_table(rows: list[dict[str, object]]) -> None:
    table = Table("id", "name", "email", "role", "team")
    for row in rows:
        table.add_row(*(str(row[key] or "") for key in ("id", "name", "email", "role", "team")))
    Console(width=None if sys.stdout.isatty() else 140).print(table)
