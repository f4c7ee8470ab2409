"""What matching reads: solved tickets, statements about people, and the question asked.

Persons, tickets and skills are strings here; times are seconds since the epoch, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatementKind = Literal["claimed", "endorsed", "wrote_article", "trained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedTicket:
    """One solved ticket with the people who worked on it.

    `owner` is known when help is asked for and is never suggested for that ticket.
    `resolver` is who resolved it where the record tells that apart from the owner.
    `helpers` took part, in the order in which they came. `requester` asked and is never
    suggested for it; asking shows no knowledge. `named` are people whom its words name.
    `credited` are those whose help was credited in the end, all of them among the helpers; empty
    where the record does not tell. `category` is the kind of ticket, by the desk's own word.
    """

    id: str
    created_at: float
    summary: str = ""
    description: str = ""
    product: str = ""
    components: tuple[str, ...] = ()
    owner: str | None = None
    resolver: str | None = None
    helpers: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tier: str | None = None
    solved_at: float | None = None
    requester: str | None = None
    named: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    category: str | None = None

    @property
    def at(self) -> float:
        """The moment from which this ticket counts as evidence."""
        return self.created_at if self.solved_at is None else self.solved_at

    @property
    def answerable(self) -> str | None:
        """Who answered for the ticket in the end: its resolver, else its owner."""
        return self.resolver or self.owner

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone on the ticket, once each, helpers first in their order."""
        named = (*self.helpers, self.resolver, self.owner)
        return tuple(dict.fromkeys(person for person in named if person))

    @property
    def wanted(self) -> tuple[str, ...]:
        """Those whom a suggestion should have named: everyone but those known."""
        known = (self.owner, self.requester)
        return tuple(person for person in self.people if person not in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A word about what somebody knows: weaker evidence than work that was done."""

    person: str
    skill: str
    kind: StatementKind
    at: float
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A ticket for which help is wanted.

    `created_at` is the moment of asking. `excluded` are people not to be named (members
    already, conflicts). `skills` are the needed skills as the owner edited them; None leaves
    them to the classifier. `named` are people whom its words name.
    """

    created_at: float
    summary: str = ""
    description: str = ""
    product: str = ""
    components: tuple[str, ...] = ()
    owner: str | None = None
    excluded: frozenset[str] = frozenset()
    skills: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()


def asked(ticket: SolvedTicket) -> Query:
    """The question that this ticket was when it came in, without its answer."""
    return Query(
        created_at=ticket.created_at,
        summary=ticket.summary,
        description=ticket.description,
        product=ticket.product,
        components=ticket.components,
        owner=ticket.owner,
        excluded=frozenset({ticket.requester} if ticket.requester else ()),
        named=ticket.named,
    )
