"""The one rule of denials: who sees a thing learns that it is not for them, others nothing."""

from __future__ import annotations

import re

from tests.api.permissions import ASKERS, DESK, EXPERT, MAY, ROOM, STAFF

SEES: dict[str, set[str]] = {
    "number": DESK,
    "swarm": STAFF | {"guest"},
    "article": ASKERS,
    "attachment": DESK,
    "invitation": {"owner", "expert", "invited"},
    "offer": {"owner", "expert", "manager"},
    # A person's own: to everybody else it is as if it did not exist.
    "token": EXPERT,
    "sign_in": EXPERT,
    "view": EXPERT,
    # Seen by no manager but whose it is; a colleague's role decides before that.
    "schedule": STAFF - {"administrator"},
    "file": ROOM,
}
"""Who sees the thing that stands in a place of a path; colleagues, where it is not named."""

WORDS_OF_A_ROOM = (
    "activity", "board", "decision", "files", "guests", "hypotheses", "messages", "moments",
    "mute", "picks", "pins", "queue", "read", "restricted", "tasks", "transcript", "tried",
)  # fmt: skip
"""What is only there for members of the room, below `/swarms/<swarm>/`."""


def sees(route: str) -> set[str]:
    """Who sees what a route is about; the first thing that its path names decides.

    A path that names no thing is seen by those who may read it, and by colleagues.
    """
    rule = route.split(" ", 1)[1]
    named = re.search(r"<(?:int:)?(\w+)>", rule)
    if named is None:
        return STAFF | MAY.get(f"GET {rule}", set())
    if rule.startswith("/me/"):
        # Of one's own: there for whoever has it, and for nobody else.
        return MAY[route]
    if route == "POST /swarms/<int:swarm>/guests":
        # Whoever sees the card learns that only its owner lets guests in.
        return SEES["swarm"]
    if rule.startswith("/swarms/<int:swarm>/") and rule.split("/")[3] in WORDS_OF_A_ROOM:
        return ROOM
    return SEES.get(named[1], STAFF)


def denial(route: str, who: str) -> int:
    """What a denial answers: 401 not signed in, 403 seen but not permitted, else 404."""
    if who == "stranger" or route in SIGN_IN:
        return 401
    if route == "GET /swarms/<int:swarm>/transcript" and who in STAFF:
        # While a swarm is open its transcript is not there.
        return 404
    return 403 if who in sees(route) else 404


SIGN_IN = {
    "POST /sign-in", "POST /sign-in/guest", "POST /sign-in/link",
    "POST /calls", "PUT /calls", "POST /stops", "PUT /stops", "POST /stops/<seal>",
}  # fmt: skip
"""Open to everybody: what they refuse is the secret."""
