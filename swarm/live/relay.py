"""What several processes tell one another over Redis: hints, never the truth.

Redis delivers at most once, and a client may stay deaf for a while after a restart without
knowing it. So every process listens for its own voice too, and while it does not hear it, asks
the database for what is new.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import redis
import structlog

from swarm.activity.lines import Line
from swarm.live.hub import Hub

log = structlog.get_logger(__name__)

CHANNEL = "swarm:live"
BEAT = 0.3
DEAF_AFTER = 1.0
"""Seconds without one's own voice."""
GONE_AFTER = 5.0
"""Seconds after which a process that says nothing is gone, and everybody in it."""
WHOLE_EVERY = 1.5
MOST_HEADS = 20_000
PATIENCE = 2.0


class Relay:
    """Publishes heads, presence and typing of this process; hears those of the others."""

    def __init__(
        self, url: str, hub: Hub, *, sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.process = secrets.token_hex(6)
        self.hub = hub
        self.sleep = sleep
        self.now = now
        self.heard_at = -DEAF_AFTER
        self._heads: dict[str, int] = {}
        self._typed: list[tuple[str, int]] = []
        self._others: dict[str, float] = {}
        self._whole_at = -WHOLE_EVERY
        self._redis: Any = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            health_check_interval=0,
        )
        self._news = threading.Event()
        hub.typed_elsewhere = self._note_typing

    @property
    def deaf(self) -> bool:
        """Whether this process has not heard itself lately: then the others may be unheard too."""
        return self.now() - self.heard_at > DEAF_AFTER

    def hand_on(self, lines: Iterable[Line]) -> None:
        """Called after each commit; what is said is said by `speak`, so that nobody waits."""
        for line in lines:
            if len(self._heads) < MOST_HEADS:
                self._heads[line.stream] = max(line.seq, self._heads.get(line.stream, 0))
        self._news.set()

    def _note_typing(self, stream: str, person: int) -> None:
        self._typed.append((stream, person))
        self._news.set()

    def speak(self) -> None:
        """Say everything new for ever, and at least a word every beat."""
        while True:
            self._news.wait(BEAT)
            self._news.clear()
            try:
                self._redis.publish(CHANNEL, json.dumps(self.gather()))
            except redis.RedisError as error:
                log.info("redis_unreached", error=type(error).__name__)
                self.sleep(BEAT)

    def gather(self) -> dict[str, Any]:
        """What has to be said now: once it is said, it is forgotten; the database remembers."""
        presence = self.hub.presence
        whole = self.now() - self._whole_at >= WHOLE_EVERY
        if whole:
            self._whole_at = self.now()
        streams = set(self.hub.channels.channels) if whole else presence.to_report
        heads, self._heads = self._heads, {}
        typed, self._typed = self._typed, []
        presence.to_report = set()
        people = {stream: sorted(presence.here(stream)) for stream in streams
                  if not stream.startswith("people/")}  # fmt: skip
        return {
            "from": self.process, "heads": heads, "typed": typed,
            "people": people, "whole": whole,
        }  # fmt: skip

    def listen(self) -> None:
        """Hear the others for ever; a lost connection is made anew."""
        while True:
            try:
                with self._redis.pubsub() as voices:
                    voices.subscribe(CHANNEL)
                    while True:
                        message = voices.get_message(timeout=PATIENCE)
                        if message is None:
                            if self.deaf:
                                break
                        # The first one only says that we are subscribed. Were it left out, it
                        # would look like silence, and nobody would ever be heard.
                        elif message["type"] == "message":
                            self.hear(message["data"])
            except redis.RedisError as error:
                log.info("redis_lost", error=type(error).__name__)
            except Exception:
                log.exception("relay_failed")
            self.sleep(BEAT)

    def hear(self, data: bytes) -> None:
        """Take one message in."""
        said = json.loads(data)
        if said["from"] == self.process:
            was_deaf, self.heard_at = self.deaf, self.now()
            if was_deaf:
                self.hub.channels.look_at_all()
            return
        self._others[said["from"]] = self.now()
        self.hub.channels.look(said["heads"].items())
        self.hub.presence.hear(said["from"], said["people"], whole=said["whole"])
        for stream, person in said["typed"]:
            self.hub.tell_typing(stream, person)

    def forget_gone(self) -> None:
        """Processes that have said nothing for a while are gone, and their people with them."""
        for process, heard_at in list(self._others.items()):
            if self.now() - heard_at > GONE_AFTER:
                del self._others[process]
                self.hub.presence.lose(process)
