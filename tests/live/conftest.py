"""A desk that is really served, by the command that serves it in production."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import socketio

from swarm import clock
from swarm.accounts.actions import issue_token, start_sign_in
from swarm.accounts.passwords import hash_password
from swarm.accounts.tables import Account
from swarm.db import Database
from swarm.people.tables import Person
from tests.hosting import hosted, until

WAIT = 5.0


class Listener:
    """A Socket.IO client that keeps what it heard."""

    def __init__(self, url: str, *, token: str | None = None, cookie: str | None = None) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.client = socketio.Client(reconnection=False)
        self._keep_order()
        for event in ("activity", "presence", "typing"):
            self.client.on(event, self._keep(event))
        headers = {"Cookie": f"swarm_session={cookie}"} if cookie else {}
        self.client.connect(
            url,
            headers=headers,
            auth={"token": token} if token else None,
            transports=["websocket"],
            wait_timeout=WAIT,  # a second, which is the library's own, is short on a busy machine
        )

    def _keep_order(self) -> None:
        # The library handles each message on a thread of its own, which loses their order.
        trigger = self.client.eio._trigger_event

        def in_order(event: str, *args: Any, **how: Any) -> Any:
            if event == "message":
                how["run_async"] = False
            return trigger(event, *args, **how)

        self.client.eio._trigger_event = in_order

    def _keep(self, event: str) -> Callable[[Any], None]:
        return lambda data: self.heard.append((event, data))

    def follow(self, stream: str, after: int | None = None) -> dict[str, Any]:
        """Follow and give the acknowledgement back."""
        wish = {"stream": stream} if after is None else {"stream": stream, "after": after}
        return self.ask("follow", wish)

    def ask(self, event: str, wish: Any) -> dict[str, Any]:
        """Emit and wait for the acknowledgement."""
        answer: dict[str, Any] = self.client.call(event, wish, timeout=WAIT)
        return answer

    def lines(self, stream: str) -> list[dict[str, Any]]:
        """The lines of a stream that came, in the order in which they came."""
        return [
            data
            for event, data in list(self.heard)
            if event == "activity" and data["stream"] == stream
        ]

    def of(self, event: str) -> list[Any]:
        """What came of one event."""
        return [data for kind, data in list(self.heard) if kind == event]


class Served:
    """A served desk, its database, and the people made for the test."""

    def __init__(self, url: str, database: Database) -> None:
        self.url = url
        self.database = database
        self.metrics = [url]
        self.listeners: list[Listener] = []

    @staticmethod
    def until(check: Callable[[], bool], seconds: float = WAIT) -> bool:
        """Wait until `check` holds, at most `seconds`; tells whether it did."""
        return until(check, seconds)

    def person(self, role: str = "agent", **more: Any) -> tuple[int, str]:
        """A new person and their token."""
        with self.database.write() as session:
            person = Person(
                name=f"Person {secrets.token_hex(3)}",
                email=f"{secrets.token_hex(6)}@example.org",
                role=role,
                created_at=clock.now(),
                **more,
            )
            session.add(person)
            session.flush()
            return person.id, issue_token(session, None, person, "test").secret

    def signed_in(self, person: int) -> tuple[int, str]:
        """A browser's sign-in of a person: its id and the cookie's secret."""
        hashed = hash_password("a long enough password")
        with self.database.write() as session:
            session.add(Account(person_id=person, password_hash=hashed, changed_at=clock.now()))
            session.flush()
            issued = start_sign_in(session, person, days=1, password_hash=hashed)
            return issued.row.id, issued.secret

    def call(self, token: str, method: str, path: str, json: Any = None) -> Any:
        """An HTTP request below /api; fails the test on a refusal."""
        answer = requests.request(
            method,
            f"{self.url}/api{path}",
            json=json,
            headers={"Authorization": f"Bearer {token}"},
            timeout=WAIT,
        )
        assert answer.ok, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def listen(self, token: str | None = None, **more: Any) -> Listener:
        """A connected socket, closed at the end of the test."""
        listener = Listener(self.url, token=token, **more)
        self.listeners.append(listener)
        return listener

    def swarm(self, token: str) -> tuple[int, int]:
        """A ticket taken by its owner and a swarm on it: the two numbers."""
        ticket = self.call(token, "POST", "/tickets", {"summary": "VPN drops", "description": "x"})
        self.call(token, "PUT", f"/tickets/{ticket['number']}/owner", {})
        swarm = self.call(
            token, "POST", f"/tickets/{ticket['number']}/swarms", {"help_needed": "Who knows VPN?"}
        )
        return ticket["number"], swarm["id"]

    def join(self, owner: str, swarm: int, person: int, token: str) -> None:
        """Invite a person and let them accept."""
        sent = self.call(owner, "POST", f"/swarms/{swarm}/invitations", {"person": person})
        self.call(token, "PUT", f"/invitations/{sent['id']}/answer", {"answer": "accepted"})

    def post(self, token: str, swarm: int, body: str, client_id: str | None = None) -> Any:
        """Post a message."""
        message = {"client_id": client_id or secrets.token_hex(8), "body": body}
        return self.call(token, "POST", f"/swarms/{swarm}/messages", message)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One served desk for a file of tests."""
    with hosted(tmp_path_factory.mktemp("desk")) as host:
        served = Served(host.url, Database(host.database_url))
        served.metrics = host.each
        try:
            yield served
        finally:
            served.database.close()


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The served desk; sockets that the test opened are closed after it."""
    yield server
    for listener in server.listeners:
        listener.client.disconnect()
    server.listeners.clear()
