"""Whether a desk can be served, told before all that serves it is loaded."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from swarm.config import SHORTEST_SECRET, Settings
from swarm.migrating import current_and_head


def refuse(settings: Settings) -> str | None:
    """Why the desk cannot be served with these settings, in one sentence; None when it can."""
    if len(settings.secret_key) < SHORTEST_SECRET:
        return (
            f"SWARM_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters; set it "
            "to a long random text, for example the output of: openssl rand -hex 32"
        )
    try:
        current, head = current_and_head(settings.database)
    except DBAPIError as error:
        return f"the database cannot be reached: {error.orig}; swarm doctor says what to do"
    if current != head:
        return "the database is not at this version; run: swarm migrate"
    return None
