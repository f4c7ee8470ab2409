"""Bare Flask-SocketIO on gevent: rooms, the same HTTP path, nothing checked, nothing stored.

Runs in an environment of its own; it knows nothing of the desk.
"""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - everything after the patching
from collections import Counter  # noqa: E402 - as above
from datetime import UTC, datetime  # noqa: E402 - as above
from typing import Any  # noqa: E402 - as above

from flask import Flask, jsonify, request  # noqa: E402 - as above
from flask_socketio import SocketIO, join_room  # noqa: E402 - as above

app = Flask(__name__)
live: Any = SocketIO(app, async_mode="gevent", async_handlers=False)
numbers: Counter[str] = Counter()


def connect(_auth: Any = None) -> None:
    """Let everybody in."""


def follow(wish: dict[str, Any]) -> dict[str, Any]:
    """Join the room and say where it is."""
    join_room(wish["stream"])
    return {"ok": True, "head": numbers[wish["stream"]]}


live.on_event("connect", connect)
live.on_event("follow", follow)


@app.post("/api/swarms/<int:swarm>/messages")
def post(swarm: int) -> Any:
    """Say it to everybody."""
    words = request.get_json()
    stream = f"swarms/{swarm}"
    numbers[stream] += 1
    line = {
        "stream": stream,
        "seq": numbers[stream],
        "kind": "message_posted",
        "actor": 1,
        "at": datetime.now(UTC).isoformat(),  # noqa: TID251 - it knows no desk
        "data": {
            "message": numbers[stream],
            "client_id": words["client_id"],
            "body": words["body"],
            "html": f"<p>{words['body']}</p>\n",
        },
    }
    live.emit("activity", line, to=stream)
    return jsonify(line), 201


@app.get("/health")
def health() -> dict[str, str]:
    """Up."""
    return {"status": "ok"}


if __name__ == "__main__":
    live.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_output=False)
