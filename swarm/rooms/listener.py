"""What rooms do when something happened elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.rooms.members import follow_owner

KINDS: tuple[str, ...] = ("ownership_started",)


def work(session: Session, line: Line) -> None:
    """The swarm's owner is the ticket's owner, also after a handover."""
    follow_owner(session, int(line.stream.removeprefix("tickets/")), line.data["owner"])
