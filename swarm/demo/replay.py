"""Conversations played into rooms of a served desk through its public API, many at once.

Each is a swarm of its own: who asked takes a ticket and opens it, the others are invited and say
yes, and everybody says their words in order. Afterwards each room is read back and held against
its conversation.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from swarm.demo.conversations import Conversation

TRIES = 5
PATIENCE = 60.0
SHORT = 120


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the replay on the desk: their id and what lets them in."""

    person: int
    token: str


@dataclass(slots=True)
class Played:
    """What became of one conversation: its room, and the seconds that each message took."""

    conversation: Conversation
    swarm: int
    seconds: list[float] = field(default_factory=list)
    fault: str = ""


class Refused(Exception):
    """The desk said no, or did not answer."""


class Line:
    """One connection to the desk, kept open; a request that got no answer is sent again."""

    def __init__(self, address: str) -> None:
        self.place = urlsplit(address)
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, actor: Actor, method: str, path: str, body: Any = None) -> Any:
        """Send a request below /api and read the answer. Raises Refused."""
        for attempt in range(TRIES):
            try:
                return self._once(actor, method, path, body)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if attempt == TRIES - 1:
                    raise Refused(f"{method} {path}: {error}") from error
                time.sleep(0.2 * 2**attempt)
        raise AssertionError("either answered or raised")

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(self, actor: Actor, method: str, path: str, body: Any) -> Any:
        if self._connection is None:
            secure = self.place.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._connection = kind(self.place.hostname or "", self.place.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {actor.token}", "Content-Type": "application/json"}
        content = None if method == "GET" else json.dumps(body or {})
        self._connection.request(method, f"/api{path}", content, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status >= 500:
            raise OSError(f"{answer.status} {said[:200]!r}")
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {said[:200].decode()}")
        return json.loads(said) if said else None


@dataclass(frozen=True)
class Replay:
    """How conversations are played: where, by whom, how many at once, and how fast.

    `speed` is how many times faster than they were said; 0 is as fast as they are answered.
    """

    address: str
    actors: Mapping[str, Actor]
    at_once: int = 20
    speed: float = 0

    def play(self, conversations: Sequence[Conversation], told: Callable[[], None]) -> list[Played]:
        """Play all of them, then check each; `told` is called after each that was played."""

        def one(conversation: Conversation) -> Played:
            line = Line(self.address)
            try:
                return self._play(line, conversation)
            finally:
                line.close()
                told()

        with ThreadPoolExecutor(self.at_once) as stages:
            played = list(stages.map(one, conversations))
            list(stages.map(self._check, played))
        return played

    def _play(self, line: Line, conversation: Conversation) -> Played:
        played = Played(conversation, 0)
        try:
            played.swarm = self._open(line, conversation)
            began = time.monotonic()
            for number, words in enumerate(conversation.words):
                if self.speed:
                    due = began + words.minute * 60 / self.speed
                    time.sleep(max(0.0, due - time.monotonic()))
                body = {"client_id": f"replay-{number}", "body": words.text}
                sent = time.monotonic()
                path = f"/swarms/{played.swarm}/messages"
                line.ask(self.actors[words.author], "POST", path, body)
                played.seconds.append(time.monotonic() - sent)
        except Refused as refused:
            played.fault = str(refused)
        return played

    def _open(self, line: Line, conversation: Conversation) -> int:
        asker, *others = (self.actors[author] for author in conversation.authors)
        opening = conversation.words[0].text
        ticket = {"summary": " ".join(opening.split())[:SHORT], "description": opening}
        number = line.ask(asker, "POST", "/tickets", ticket)["number"]
        line.ask(asker, "PUT", f"/tickets/{number}/owner")
        ask = {"help_needed": opening, "tried": ""}
        swarm: int = line.ask(asker, "POST", f"/tickets/{number}/swarms", ask)["id"]
        for other in others:
            sent = line.ask(asker, "POST", f"/swarms/{swarm}/invitations", {"person": other.person})
            said = {"answer": "accepted"}
            line.ask(other, "PUT", f"/invitations/{sent['id']}/answer", said)
        return swarm

    def _check(self, played: Played) -> None:
        """Note what is wrong with a room: it must hold exactly its conversation, in order."""
        if played.fault:
            return
        line = Line(self.address)
        asker = self.actors[played.conversation.authors[0]]
        try:
            held = self._read(line, asker, played.swarm)
        except Refused as refused:
            played.fault = str(refused)
            return
        finally:
            line.close()
        wanted = [(self.actors[one.author].person, one.text) for one in played.conversation.words]
        if held != wanted:
            differs = [n for n, one in enumerate(held[: len(wanted)], 1) if one != wanted[n - 1]]
            where = f"message {differs[0]} differs" if differs else "its length differs"
            played.fault = f"room {played.swarm} is not its conversation: {where}"

    def _read(self, line: Line, reader: Actor, swarm: int) -> list[tuple[int, str]]:
        held: list[tuple[int, str]] = []
        after = 0
        while True:
            path = f"/swarms/{swarm}/activity?after={after}&limit=1000"
            items = line.ask(reader, "GET", path)["items"]
            if not items:
                return held
            if [one["seq"] for one in items] != list(range(after + 1, after + len(items) + 1)):
                raise Refused(f"room {swarm}: its lines have a gap after {after}")
            after = items[-1]["seq"]
            held += [
                (one["actor"], one["data"]["body"])
                for one in items
                if one["kind"] == "message_posted"
            ]
