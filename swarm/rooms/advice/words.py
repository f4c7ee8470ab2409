"""Reasons in words, with the place where each can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from swarm.matching.model import Suggestion
from swarm.matching.reasons import Reason, describe
from swarm.people.refs import refs
from swarm.rooms.cards import ReasonText


def reason_texts(
    session: Session, found: Sequence[Suggestion], among: int | None = None
) -> dict[str, list[ReasonText]]:
    """The reasons of each suggested person, by the person's id as matching knows it.

    `among` is how many of the last solved tickets were counted, None for all.
    """
    names = refs(session, _owners(reason for one in found for reason in one.reasons))

    def name_of(person: str) -> str:
        known = names.get(int(person)) if person.isdigit() else None
        return known.name if known else "the owner"

    return {
        one.person: [
            ReasonText(
                text=describe(reason, name=name_of, among=among),
                link=link_of(reason, one.person),
                tickets=[int(number) for number in reason.tickets],
            )
            for reason in one.reasons
        ]
        for one in found
    }


def _owners(reasons: Iterable[Reason]) -> set[int]:
    return {
        int(reason.subject)
        for reason in reasons
        if reason.kind == "worked_with_owner" and reason.subject.isdigit()
    }


def link_of(reason: Reason, person: str) -> str:
    """Where to look: the newest ticket behind the reason, the article, else the person's page."""
    if reason.tickets:
        return f"/tickets/{reason.tickets[0]}"
    if reason.said == "wrote_article" and reason.source:
        return f"/articles/{reason.source}"
    return f"/people/{person}"
