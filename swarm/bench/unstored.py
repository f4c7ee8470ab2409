"""The desk with storing switched off: the same HTTP path and live door, and nothing kept.

Only for comparing: it shows what a durable commit costs. Everything up to the verb is the
product's own (origin, identity, input); the verb numbers the line in memory and hands it on.
"""

from __future__ import annotations

import sys
from typing import Any

from swarm import clock
from swarm.activity.lines import Line, head_of
from swarm.markdown import render


def switch_storing_off() -> None:
    """Replace the verb behind `POST /api/swarms/…/messages` in this process.

    Who comes later is told of the heads in memory: the database never heard of them.
    """
    from swarm.api.routes import messages  # noqa: PLC0415 - nothing else may see the change
    from swarm.live import channels, hub  # noqa: PLC0415 - as above
    from swarm.rooms.messages import Posted  # noqa: PLC0415 - as above

    numbers: dict[str, int] = {}

    def head_in_memory(session: Any, stream: str) -> int:
        return numbers.get(stream) or head_of(session, stream)

    def post_usual(
        session: Any, author_id: int, swarm_id: int, client_id: str, body: str, **_rest: Any
    ) -> Posted:
        stream = f"swarms/{swarm_id}"
        seq = numbers[stream] = head_in_memory(session, stream) + 1
        html = render(body, numbers=True)
        data = {"message": seq, "client_id": client_id, "body": body, "html": html}
        line = Line(
            stream=stream,
            seq=seq,
            kind="message_posted",
            actor=author_id,
            at=clock.now(),
            data=data,
        )
        session.info["lines"].append(line)
        return Posted(line, new=True)

    setattr(messages, "post_usual", post_usual)  # noqa: B010 - it is not its own to export
    for module in (channels, hub):
        setattr(module, "head_of", head_in_memory)  # noqa: B010 - as above


def main() -> None:
    """Serve the desk of the environment like that."""
    from gevent import monkey  # noqa: PLC0415 - patching belongs to a command alone

    monkey.patch_all()
    from swarm.config import Settings  # noqa: PLC0415 - imported only after the patching
    from swarm.serving import run  # noqa: PLC0415 - as above

    switch_storing_off()
    sys.exit(run(Settings()))


if __name__ == "__main__":
    main()
