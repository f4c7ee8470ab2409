"""What the fields and tags of a ticket tell of the work on it, by the signs of the tier map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.tickets.tables import Tag, Ticket
from swarm.tiers.holders import compile_pattern, version_in_force
from swarm.tiers.tables import TierSign

FIELDS: tuple[str, ...] = ("tag", "category", "component", "product", "channel")


class FactSign(BaseModel, frozen=True):
    """Where `field` of a ticket reads like `value`, `fact` is known of the work on it.

    `value` may hold `*` for anything and `?` for one sign; upper and lower case are alike.
    """

    fact: str
    field: str
    value: str


DEFAULT_SIGNS: tuple[FactSign, ...] = tuple(
    FactSign(fact=fact, field=field, value=value)
    for fact, field, value in (
        ("vendor", "tag", "upstream"),
        ("code_change", "tag", "code-change"),
        ("configuration_change", "tag", "configuration-change"),
        ("administrator_action", "tag", "administrator-action"),
        ("known_fix", "tag", "known-fix"),
        ("simple_request", "tag", "simple-request"),
        ("simple_request", "category", "service request"),
        ("article", "tag", "self-service"),
        ("automation", "tag", "automated"),
    )
)
"""What tells a fact until the organization says otherwise."""


def read_signs(session: Session, version: int | None = None) -> list[FactSign]:
    """The signs of a version of the map (0: the default; None: the one in force)."""
    version = version_in_force(session) if version is None else version
    if not version:
        return list(DEFAULT_SIGNS)
    rows = session.scalars(
        select(TierSign).where(TierSign.version == version).order_by(TierSign.id)
    )
    return [FactSign(fact=row.fact, field=row.field, value=row.value) for row in rows]


def told_by(signs: Iterable[FactSign], values: Mapping[str, Sequence[str | None]]) -> set[str]:
    """The facts that these values of a ticket's fields tell."""
    return {
        sign.fact
        for sign in signs
        if any(
            value and compile_pattern(sign.value).match(value)
            for value in values.get(sign.field, ())
        )
    }


def facts_told(session: Session, ticket: Ticket) -> set[str]:
    """The facts that the ticket's own fields and tags tell by the map in force."""
    tags = session.scalars(select(Tag.name).where(Tag.ticket_number == ticket.number)).all()
    fields = {name: [getattr(ticket, name)] for name in FIELDS if name != "tag"}
    return told_by(read_signs(session), {"tag": tags, **fields})
