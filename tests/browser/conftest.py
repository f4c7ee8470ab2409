"""A served desk with the demo company, and browsers of its people."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from swarm.accounts.actions import issue_token
from swarm.accounts.issuing import begin_sign_in
from swarm.config import ROOT
from swarm.db import Database
from swarm.people.tables import Person
from swarm.rooms.tables import Invitation, Member
from tests.hosting import hosted, run_command

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: two busy cores may take their time
MOST_TRIES = 12
"""So often somebody waits for the one writer of an SQLite file, ten seconds each."""

T = TypeVar("T")

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one the tests fail and say how to get it."""
    named = os.environ.get("SWARM_TEST_CHROMIUM") or "/usr/bin/chromium"
    path = shutil.which(named)
    if path is None:
        pytest.fail(
            f"The browser tests need Chromium, and {named} is not one: install it (on Debian and "
            "Ubuntu: apt-get install chromium), or name one in SWARM_TEST_CHROMIUM."
        )
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "chromium_sandbox": False,
        "args": [*(f"--disable-{what}" for what in quiet), "--no-first-run"],
    }


class Desk:
    """A served desk: its people, and what one does there outside the browser."""

    def __init__(self, url: str, database: Database, environment: dict[str, str]) -> None:
        self.url = url
        self.database = database
        self.environment = environment
        cards = Path(environment["SWARM_VAR"]) / "demo-sign-ins.json"
        self.cards: dict[str, dict[str, str]] = {
            card["role"]: card for card in json.loads(cards.read_text(encoding="utf-8"))
        }
        self._tokens: dict[str, str] = {}

    def email(self, who: str) -> str:
        """The address of a demo role (`owner`, `manager`, …) or of a name."""
        if who in self.cards:
            return self.cards[who]["email"]
        return str(self._person(who).email)

    def name(self, who: str) -> str:
        """The name of a demo role or of an address."""
        return self._person(who).name

    def id(self, who: str) -> int:
        """The number of a person."""
        return self._person(who).id

    def _person(self, who: str) -> Person:
        who = self.cards[who]["email"] if who in self.cards else who
        with self.database.read() as session:
            return session.scalars(
                select(Person).where((Person.name == who) | (Person.email == who))
            ).one()

    def call(self, who: str, method: str, path: str, body: Any = None, files: Any = None) -> Any:
        """Do something over the API as a person; fails the test on a refusal."""
        email = self.email(who)
        if email not in self._tokens:
            mine = self.id(email)
            self._tokens[email] = self.change(
                lambda session: issue_token(session, None, session.get_one(Person, mine), "test")
            ).secret
        answer = requests.request(
            method,
            f"{self.url}/api{path}",
            json=body,
            files=files,
            headers={"Authorization": f"Bearer {self._tokens[email]}"},
            timeout=30,
        )
        assert answer.ok, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def change(self, work: Callable[[Session], T]) -> T:
        """Do something in the database beside the server, which on a busy machine may write for
        longer than anybody waits by the rules of the desk: then it is tried again."""
        for _ in range(MOST_TRIES - 1):
            try:
                with self.database.write() as session:
                    return work(session)
            except OperationalError as error:
                if "locked" not in str(error):
                    raise
        with self.database.write() as session:
            return work(session)

    def ticket(self, owner: str | None = "owner", summary: str = "", **more: Any) -> int:
        """A new ticket of the demo's requester, taken by `owner`; its number."""
        body = {
            "summary": summary or "The label printer in bay 4 prints nothing",
            "description": "Since this morning it only blinks. We cannot ship.",
            **more,
        }
        number: int = self.call("requester", "POST", "/tickets", body)["number"]
        if owner is not None:
            self.call(owner, "PUT", f"/tickets/{number}/owner", {})
        return number

    def attach(self, who: str, number: int, name: str) -> None:
        """Put a small text file on a ticket that its requester can see too."""
        form = {"file": (name, b"Paper jam", "text/plain"), "public": (None, "true")}
        self.call(who, "POST", f"/tickets/{number}/attachments", files=form)

    def room(self, number: int, *members: str, owner: str = "owner") -> int:
        """A swarm on a ticket with members who were invited and said yes; its number."""
        ask = {"help_needed": "Who knows this printer?", "tried": "Another cable."}
        swarm: int = self.call(owner, "POST", f"/tickets/{number}/swarms", ask)["id"]
        for member in members:
            invited = {"person": self.id(member)}
            sent = self.call(owner, "POST", f"/swarms/{swarm}/invitations", invited)
            said = {"answer": "accepted"}
            self.call(member, "PUT", f"/invitations/{sent['id']}/answer", said)
        return swarm

    def round(self, kind: str = "dispatch") -> tuple[int, int]:
        """A new room in which the expert's team picks tickets over; its number and the team's.

        A team has one round of a kind at a time: the one before ends.
        """
        team = self.call("manager", "GET", f"/people/{self.id('expert')}")["team"]["id"]
        opened = self.call("manager", "GET", f"/swarms?kind={kind}&open=true")["items"]
        for one in opened:
            if one["team"] and one["team"]["id"] == team:
                said = {"summary": "The next round comes.", "solved": False}
                self.call("manager", "PUT", f"/swarms/{one['id']}/outcome", said)
        body = {"kind": kind, "team": team, "note": "What came in over night."}
        return self.call("manager", "POST", "/swarms", body)["id"], team

    def nobody_calls(self, who: str) -> None:
        """Answer what other tests asked of somebody: a call lies over every screen."""
        for call in self.call(who, "GET", "/me/notices")["invitations"]:
            self.call(who, "PUT", f"/invitations/{call['id']}/answer", {"answer": "declined"})

    def newest_call(self) -> int:
        """The number of the last invitation that was sent to anybody."""
        with self.database.read() as session:
            return session.scalar(select(func.max(Invitation.id))) or 0

    def end_calls(self, after: int) -> None:
        """Take invitations back that still wait: over the screens of what is tested next."""
        waiting = (
            select(Invitation.id, Person.email)
            .join(Member, Member.swarm_id == Invitation.swarm_id)
            .join(Person, Person.id == Member.person_id)
            .where(Invitation.answer.is_(None), Invitation.id > after)
            .where(Member.role == "owner", Member.left_at.is_(None))
        )
        with self.database.read() as session:
            calls = session.execute(waiting).all()
        for call, owner in calls:
            self.call(owner, "DELETE", f"/invitations/{call}")

    def say(self, who: str, swarm: int, words: str) -> None:
        """Say something in a room."""
        body = {"client_id": f"{swarm}-{who}-{words}"[:60], "body": words}
        self.call(who, "POST", f"/swarms/{swarm}/messages", body)

    def command(self, *arguments: str) -> str:
        """What `swarm ARGUMENTS` prints."""
        return run_command(self.environment, list(arguments))

    def cookie(self, who: str) -> dict[str, Any]:
        """What a browser keeps after somebody signed in."""
        mine = self.id(who)
        issued = self.change(
            lambda session: begin_sign_in(session, mine, 1, "password", "a test", "127.0.0.1")
        )
        return {"name": "swarm_session", "value": issued.secret, "url": self.url, "httpOnly": True}


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk with a small demo for all browser tests, served as in production."""
    if not (ROOT / "swarm" / "static" / "index.html").exists():
        pytest.fail("The web client is not built: `bin/test` builds it before it calls pytest.")
    with hosted(tmp_path_factory.mktemp("desk"), ["demo", "--tickets", "150"]) as host:
        database = Database(host.database_url)
        try:
            yield Desk(host.url, database, host.environment)
        finally:
            database.close()


class Browsers:
    """Opens pages as people, each in a browser of its own, and keeps what went wrong there."""

    def __init__(self, browser: Browser, desk: Desk) -> None:
        self.browser = browser
        self.desk = desk
        self.contexts: list[BrowserContext] = []
        self.kept: dict[str | None, BrowserContext] = {}
        self.faults: list[str] = []
        self.allowed: list[str] = []

    def open(self, who: str | None, path: str = "/", **more: Any) -> Page:
        """A page of somebody who is signed in; `None` is nobody."""
        return self._page(self._context(who, **more), path)

    def look(self, who: str | None, path: str) -> Page:
        """As `open`, in a browser of theirs that has been there before and kept its files."""
        if who not in self.kept:
            self.kept[who] = self._context(who)
        return self._page(self.kept[who], path)

    def _context(self, who: str | None, **more: Any) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.desk.url,
            **{"viewport": DESKTOP, "reduced_motion": "reduce", "locale": "en-GB", **more},
        )
        self.contexts.append(context)
        if who is not None:
            context.add_cookies([self.desk.cookie(who)])
        context.on("response", self._response)
        return context

    def _page(self, context: BrowserContext, path: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.goto(path)
        return page

    def allow(self, words: str) -> None:
        """Expect console errors that hold these words, as when a line is cut."""
        self.allowed.append(words)

    def close(self) -> None:
        """Close all of them."""
        for context in self.contexts:
            context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        where = message.location["url"]
        if not any(words in message.text for words in self.allowed):
            self.faults.append(f"{where}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")


@pytest.fixture
def browsers(browser: Browser, desk: Desk) -> Iterator[Browsers]:
    """Browsers of people; the test fails when one of them met an error on its way."""
    opened = Browsers(browser, desk)
    known = desk.newest_call()
    yield opened
    opened.close()
    desk.end_calls(after=known)
    assert opened.faults == []
