"""A ticket to be, as the source tells it: names are not yet people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SUMMARY, DESCRIPTION, TEXT, NAME = 300, 100_000, 20_000, 200
ENDED = ("solved", "closed")


class Unusable(Exception):
    """This row cannot become a ticket; the text says why, for the person who imports."""


@dataclass(frozen=True)
class DraftReply:
    """Words on a ticket, with the author's name in the old desk."""

    author: str | None
    public: bool
    body: str
    at: datetime


@dataclass(frozen=True)
class Draft:
    """A ticket as the source tells it; people are names of the source.

    `owners` had it one after the other; `helpers` helped the last of them. `solved` is None
    where the source does not tell when that was.
    """

    line: int
    external_id: str
    summary: str
    created: datetime
    description: str = ""
    status: str = "closed"
    priority: str = "normal"
    process: str = "tiered"
    updated: datetime | None = None
    first_response: datetime | None = None
    solved: datetime | None = None
    closed: datetime | None = None
    product: str | None = None
    component: str | None = None
    category: str | None = None
    team: str | None = None
    requester: str | None = None
    tags: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    replies: tuple[DraftReply, ...] = ()
    cause: str = ""
    fix: str = ""
    rating: int | None = None
    reopened: int = 0

    def workers(self) -> list[str]:
        """Everybody who worked on it."""
        authors = [reply.author for reply in self.replies if reply.author]
        return [*self.owners, *self.helpers, *authors]
