"""What people say about being asked, and about who was suggested."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.reports.declines import DeclineReasons, read_decline_reasons
from swarm.rooms.access import find_card, require_reading
from swarm.rooms.advice.ranking import rank_people
from swarm.rooms.feedback.declines import DeclineList, own_declines, undo_decline
from swarm.rooms.feedback.slates import record_slate
from swarm.rooms.feedback.thumbs import set_thumb

door = Door("asking")


class ThumbInput(Input):
    """Up or down."""

    up: bool


class Looked(Input):
    """The version of a list of suggestions that is on a screen."""

    version: Annotated[str, Field(pattern=r"^[0-9a-f]{1,16}$")]


@door.put("/swarms/<int:swarm>/thumbs/<int:person>", who=STAFF)
def rate_suggestion(ask: Ask, swarm: int, person: int, body: ThumbInput) -> None:
    """Say whether a suggestion was a good one, as the owner of the swarm."""
    set_thumb(ask.session, ask.actor, swarm, person, body.up)


@door.delete("/swarms/<int:swarm>/thumbs/<int:person>", who=STAFF)
def unrate_suggestion(ask: Ask, swarm: int, person: int) -> None:
    """Take back what was said of a suggestion."""
    set_thumb(ask.session, ask.actor, swarm, person, None)


@door.put("/swarms/<int:swarm>/slate", who=STAFF)
def note_slate(ask: Ask, swarm: int, body: Looked) -> None:
    """Note that a list of suggestions is looked at, so that what was shown can be judged.

    One that has moved on meanwhile is passed over: nobody knows what its chances were.
    """
    standing = find_card(ask.session, ask.actor, swarm)
    require_reading(standing)
    fitted = ask.desk.adviser.current(ask.session)
    ranking = rank_people(ask.session, fitted, standing.ticket, standing.swarm)
    if ranking.version != body.version:
        return
    record_slate(
        ask.session,
        ask.actor,
        standing.swarm,
        version=ranking.version,
        model=fitted.version,
        seed=ranking.seed,
        people=ranking.first,
        draw=ranking.draw,
    )


@door.get("/me/declines", who=STAFF, answers=DeclineList)
def list_declines(ask: Ask) -> DeclineList:
    """List which of my answers change whom the desk asks next, and until when."""
    return own_declines(ask.session, ask.actor)


@door.delete("/me/declines/<int:invitation>", who=STAFF)
def drop_decline(ask: Ask, invitation: int) -> None:
    """Take back what one of my answers says of the next requests."""
    undo_decline(ask.session, ask.actor, invitation)


@door.get("/reports/decline-reasons", who=MANAGERS, answers=DeclineReasons)
def tell_decline_reasons(ask: Ask) -> DeclineReasons:
    """Tell why people say no when they are asked, where five or more gave the same reason."""
    return read_decline_reasons(ask.session, ask.actor)
