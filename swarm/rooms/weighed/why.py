"""Why somebody stands where they stand: what was weighed, in words, with a place to check it."""

from __future__ import annotations

from pydantic import BaseModel

from swarm.matching.fairness import SLACK
from swarm.matching.weighing import Circumstance, Weighed
from swarm.people.refs import PersonRef

LINKED = ("rooms", "not_my_subject", "credits")
"""What can be looked up on the person's own page, beside the chance of helping."""


class WhyCard(BaseModel):
    """One thing that was weighed: `factor` multiplies the score, 1 where it changes nothing."""

    kind: str
    text: str
    factor: float
    link: str | None = None


def why_cards(
    weighed: Weighed,
    how: Circumstance,
    *,
    requests: float,
    of_all: float,
    named_by: PersonRef | None,
) -> list[WhyCard]:
    """What was weighed for one person.

    `requests` are theirs of late and `of_all` those of everybody, both decayed. The chance of
    helping, hours, load and budget are always told, the rest where it changed the score.
    """
    factors = dict(weighed.factors)
    page = f"/people/{weighed.person}"
    texts = {
        "hours": "In working hours now" if how.in_hours else "Outside of working hours now",
        "budget": f"Asked {how.asked} of {how.budget} times in the last 24 hours",
        "rooms": _rooms(how.rooms),
        "load": f"{_percent(requests / (of_all + SLACK))} of the desk's requests of late",
        "owner_hours": f"Works in {_percent(how.with_owner)} of the owner's hours in the next day",
        "requester_hours": f"Works in {_percent(how.with_requester)} of the requester's hours",
        "distance": _distance(how),
        "not_my_subject": f"Said “not my subject” of {_percent(how.refused)} of what is needed",
        "named": f"{named_by.name} said: ask them instead" if named_by else "Named by a colleague",
        "thumbs": "What owners said of earlier suggestions",
        "answers": "How often they came when they were asked",
        "credits": "How often their help was credited on tickets with such needs",
    }
    cards = [
        WhyCard(
            kind="chance",
            text=f"Chance of helping, by past work: {_percent(weighed.chance)}",
            factor=round(weighed.chance, 4),
            link=page,
        )
    ]
    for kind, text in texts.items():
        if kind in ("hours", "budget", "rooms", "load") or kind in factors:
            told = factors.get(kind, 1.0)  # type: ignore[call-overload]  # kinds, by their names
            link = page if kind in LINKED else None
            cards.append(WhyCard(kind=kind, text=text, factor=told, link=link))
    return cards


def _percent(share: float) -> str:
    whole = round(100 * share)
    return "less than 1%" if share > 0 and whole == 0 else f"{whole}%"


def _rooms(count: int) -> str:
    if count == 0:
        return "In no other room now"
    return "In 1 open room now" if count == 1 else f"In {count} open rooms now"


def _distance(how: Circumstance) -> str:
    hours = round(how.zone_hours)
    apart = "the same time of day" if hours == 0 else f"{hours} h apart by the clock"
    return f"Another team, {apart}, and not in a room with the owner in the last year"
