"""`swarm demo --replay`: real conversations played into rooms, and each room checked."""

from __future__ import annotations

import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import update

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.accounts.tables import Token
from swarm.bench.targets import answers, free_port
from swarm.config import Settings
from swarm.db import Database
from swarm.demo.conversations import Conversation, read_conversations
from swarm.demo.replay import Actor, Played, Replay
from swarm.errors import Invalid
from swarm.people.actions import add_person

START = 90.0
MOST_SHOWN = 10


def replay_file(
    settings: Settings, database: Database, path: Path, *, address: str | None,
    at_once: int, speed: float, most: int | None,
) -> dict[str, Any]:  # fmt: skip
    """Play a file and check it; what came of it, `good` where every room is its conversation.

    Where no address is told and nothing is served under the usual one, the desk is served for as
    long as it takes. The people are new, called as in the file, and lose their tokens afterwards.
    """
    conversations = [one for one in read_conversations(path, most) if one.words]
    if not conversations:
        raise Invalid("There is no conversation in this file.", fields={"file": "is empty"})
    actors = _cast(database, conversations)
    try:
        with _served(settings, address) as there:
            began = time.monotonic()
            played = Replay(there, actors, at_once, speed).play(conversations, lambda: None)
            seconds = time.monotonic() - began
    finally:
        _dismiss(database, actors)
    return _told(played, seconds)


def _cast(database: Database, conversations: Sequence[Conversation]) -> dict[str, Actor]:
    run = secrets.token_hex(4)
    actors: dict[str, Actor] = {}
    with database.write() as session:
        for name in dict.fromkeys(name for one in conversations for name in one.authors):
            email = f"replay-{run}-{len(actors)}@example.org"
            person = add_person(session, None, name=name[:120], email=email, role="agent")
            token = issue_token(session, None, person, "replay").secret
            actors[name] = Actor(person.id, token)
    return actors


def _dismiss(database: Database, actors: dict[str, Actor]) -> None:
    people = {actor.person for actor in actors.values()}
    with database.write() as session:
        session.execute(
            update(Token).where(Token.person_id.in_(people)).values(revoked_at=clock.now())
        )


@contextmanager
def _served(settings: Settings, address: str | None) -> Iterator[str]:
    if address is not None or answers(settings.port):
        yield address or f"http://127.0.0.1:{settings.port}"
        return
    port = free_port()
    environment = {
        **os.environ,
        "SWARM_HOST": "127.0.0.1",
        "SWARM_PORT": str(port),
        "SWARM_SECRET_KEY": settings.secret_key or secrets.token_hex(16),
        "SWARM_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "swarm", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as desk:
        try:
            end = time.monotonic() + START
            while not answers(port):
                if desk.poll() is not None or time.monotonic() > end:
                    raise Invalid("The desk could not be served.", fields={"address": "is missing"})
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            desk.terminate()


def _told(played: Sequence[Played], seconds: float) -> dict[str, Any]:
    took = sorted(second for one in played for second in one.seconds)
    faults = [one.fault for one in played if one.fault]
    answer = {
        "conversations": len(played),
        "messages": len(took),
        "seconds": round(seconds, 1),
        "messages_per_second": round(len(took) / seconds, 1),
        "post_p50_ms": round(statistics.median(took) * 1000, 1) if took else None,
        "post_p99_ms": round(took[int(len(took) * 0.99)] * 1000, 1) if took else None,
        "faults": faults,
        "good": not faults,
    }
    says = (
        f"{len(played):,} conversations with {len(took):,} messages were played in "
        f"{seconds:.1f} seconds."
    )
    if faults:
        says += f" {len(faults)} went wrong:\n" + "\n".join(faults[:MOST_SHOWN])
    else:
        says += " Every room holds exactly its conversation."
    return {**answer, "says": says}
