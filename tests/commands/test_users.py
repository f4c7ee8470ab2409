"""`swarm users`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from swarm.accounts.passwords import password_fits
from swarm.accounts.queries import credentials_of, find_by_token
from swarm.commands.users import users
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotFound, Refusal
from swarm.people.tables import Person

Run = Callable[..., Result]


@pytest.fixture
def url(import_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SWARM_PORT", "8123")
    return import_url


@pytest.fixture
def run(url: str) -> Run:
    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(users, arguments, input=stdin, catch_exceptions=False)

    return run


def add(run: Run, email: str = "ada@example.org", *more: str, stdin: str | None = None) -> Result:
    return run("add", email, "--name", "Ada Brook", "--role", "agent", *more, stdin=stdin)


def test_a_person_is_added_with_a_password(run: Run, url: str) -> None:
    added = add(run, "Ada@Example.org", "--password-stdin", stdin=" a long password \n")
    assert added.output == "Added Ada Brook <ada@example.org> as agent.\n"
    database = Database(url)
    with database.read() as session:
        found = credentials_of(session, "ada@example.org")
    database.close()
    assert found is not None
    assert password_fits(found.password_hash, " a long password ")


def test_a_token_is_printed_and_nothing_else(run: Run, url: str) -> None:
    add(run)
    printed = run("token", "ada@example.org").stdout
    assert printed.count("\n") == 1
    database = Database(url)
    with database.read() as session:
        found = find_by_token(session, printed.strip())
        ada = session.scalar(select(Person.id).where(Person.email == "ada@example.org"))
    database.close()
    assert found is not None
    assert found.person.id == ada


def test_a_link_leads_to_the_desk(run: Run) -> None:
    add(run)
    assert run("link", "ada@example.org").stdout.startswith("http://127.0.0.1:8123/link/")
    elsewhere = run("link", "ada@example.org", "--address", "https://desk.example.org/").stdout
    assert elsewhere.startswith("https://desk.example.org/link/")


def test_people_are_listed_as_a_table_and_as_json(run: Run) -> None:
    add(run)
    run("add", "req@example.org", "--name", "Zoë", "--role", "requester")
    assert "Ada Brook" in run("list").stdout
    rows = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [(row["name"], row["role"]) for row in rows] == [
        ("Ada Brook", "agent"),
        ("Zoë", "requester"),
    ]
    only = run("list", "--json", "--role", "requester").stdout.splitlines()
    assert [json.loads(line)["name"] for line in only] == ["Zoë"]


def test_what_was_done_is_told_as_json_where_a_script_reads_it(run: Run) -> None:
    ada = json.loads(add(run, "ada@example.org", "--json").stdout)
    assert (ada["name"], ada["email"], ada["role"], ada["left_at"]) == (
        "Ada Brook", "ada@example.org", "agent", None
    )  # fmt: skip
    assert set(json.loads(run("token", "ada@example.org", "--json").stdout)) == {"token"}
    link = json.loads(run("link", "ada@example.org", "--json").stdout)
    assert link["url"].startswith("http://127.0.0.1:8123/link/")
    assert link["expires_at"].endswith("+00:00")
    gone = [json.loads(run("disable", "ada@example.org", "--json").stdout) for _ in range(2)]
    assert [(one["id"], one["had_left"]) for one in gone] == [(ada["id"], False), (ada["id"], True)]


def test_somebody_is_let_go(run: Run, url: str) -> None:
    add(run)
    secret = run("token", "ada@example.org").stdout.strip()
    assert run("disable", "ada@example.org").stdout == "Ada Brook can no longer sign in.\n"
    assert run("disable", "ada@example.org").stdout == "Ada Brook had left already.\n"
    assert run("list", "--json").stdout == ""
    assert json.loads(run("list", "--json", "--left").stdout)["left_at"] is not None
    database = Database(url)
    with database.read() as session:
        assert find_by_token(session, secret) is None
    database.close()


@pytest.mark.parametrize(
    ("arguments", "stdin", "error"),
    [
        (["add", "nobody", "--name", "A", "--role", "agent"], None, Invalid),
        (["add", "a@b.org", "--name", "  ", "--role", "agent"], None, Invalid),
        (["add", "a@b.org", "--name", "x" * 121, "--role", "agent"], None, Invalid),
        (["add", "a@b.org", "--name", "A", "--role", "agent", "--team", "No"], None, NotFound),
        (["add", "a@b.org", "--name", "A", "--role", "agent", "--password-stdin"], "x\n", Invalid),
        (["add", "a@b.org", "--name", "A", "--role", "agent", "--time-zone", "X"], None, Invalid),
        (["token", "nobody@example.org"], None, NotFound),
        (["link", "nobody@example.org"], None, NotFound),
        (["disable", "nobody@example.org"], None, NotFound),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run, url: str, arguments: list[str], stdin: str | None, error: type[Refusal]
) -> None:
    with pytest.raises(error):
        run(*arguments, stdin=stdin)
    database = Database(url)
    with database.read() as session:
        assert session.scalars(select(Person)).all() == []
    database.close()


def test_an_address_is_added_once(run: Run) -> None:
    add(run)
    with pytest.raises(Conflict):
        add(run)


def test_an_unknown_role_is_wrong_use(run: Run) -> None:
    assert run("add", "a@b.org", "--name", "A", "--role", "king").exit_code == 2
