"""What rooms do when something happened elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.rooms.answers.ending import end_invitations_of
from swarm.rooms.closing import end_swarms_of
from swarm.rooms.members import end_stays_of, follow_owner
from swarm.rooms.offers import end_offers_of

KINDS: tuple[str, ...] = ("ownership_started", "ticket_solved", "ticket_closed", "person_left")


def work(session: Session, line: Line) -> None:
    """The swarm's owner is the ticket's, and it ends with it; who left is in no room any more."""
    number = int(line.stream.partition("/")[2])
    if line.kind == "ownership_started":
        owner = line.data["owner"]
        follow_owner(session, number, owner)
        # Who leads the room need not be asked in any more.
        end_invitations_of(session, owner, ticket=number)
        end_offers_of(session, owner, ticket=number)
    elif line.kind in ("ticket_solved", "ticket_closed"):
        end_swarms_of(session, number, line.actor)
    else:
        end_stays_of(session, number)
        end_invitations_of(session, number)
        end_offers_of(session, number)
