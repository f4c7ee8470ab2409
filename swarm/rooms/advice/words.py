"""Reasons in words, with the place where each can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from swarm.matching.prospects import Prospect
from swarm.matching.reasons import Reason, describe
from swarm.people.tables import Person
from swarm.rooms.cards import ReasonText


def reason_texts(
    found: Sequence[Prospect], owner: Person | None, among: int | None = None
) -> dict[str, list[ReasonText]]:
    """The reasons of each suggested person, by the person's id as matching knows it.

    `owner` is whose ties are told; `among` is how many of the last solved tickets were counted,
    None for all.
    """

    def name_of(person: str) -> str:
        return owner.name if owner is not None and person == str(owner.id) else "the owner"

    return {
        one.person: [
            ReasonText(
                text=describe(reason, name=name_of, among=among),
                link=link_of(reason, one.person),
                tickets=[int(number) for number in reason.tickets],
            )
            for reason in one.reasons()
        ]
        for one in found
    }


def link_of(reason: Reason, person: str) -> str:
    """Where to look: the newest ticket behind the reason, the article, else the person's page."""
    if reason.tickets:
        return f"/tickets/{reason.tickets[0]}"
    if reason.said == "wrote_article" and reason.source:
        return f"/articles/{reason.source}"
    return f"/people/{person}"
