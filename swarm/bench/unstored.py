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
    """Replace the verb behind `POST /api/swarms/…/messages` in this process."""
    from swarm.api.routes import messages  # noqa: PLC0415 - nothing else may see the change
    from swarm.rooms.messages import Posted  # noqa: PLC0415 - as above

    numbers: dict[int, int] = {}

    def post_usual(
        session: Any, author_id: int, swarm_id: int, client_id: str, body: str, **_rest: Any
    ) -> Posted:
        if swarm_id not in numbers:
            numbers[swarm_id] = head_of(session, f"swarms/{swarm_id}")
        seq = numbers[swarm_id] = numbers[swarm_id] + 1
        html = render(body, numbers=True)
        data = {"message": seq, "client_id": client_id, "body": body, "html": html}
        line = Line(
            stream=f"swarms/{swarm_id}",
            seq=seq,
            kind="message_posted",
            actor=author_id,
            at=clock.now(),
            data=data,
        )
        session.info["lines"].append(line)
        return Posted(line, new=True)

    setattr(messages, "post_usual", post_usual)  # noqa: B010 - it is not its own to export


def main() -> None:
    """Serve the desk of the environment like that."""
    from gevent import monkey  # noqa: PLC0415 - patching belongs to a command alone

    monkey.patch_all()
    from swarm.serving import run  # noqa: PLC0415 - imported only after the patching

    switch_storing_off()
    sys.exit(run())


if __name__ == "__main__":
    main()
