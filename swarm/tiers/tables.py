"""The organization's tier map, and every touch with its tier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class TierMap(Base):
    """One version of the map; the newest is in force, older ones stay for old reports."""

    __tablename__ = "tier_map"

    version: Mapped[int] = mapped_column(primary_key=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    currency: Mapped[str | None] = mapped_column(String(3))


class Tier(Base):
    """A tier of one version: `key` is L0 … L4, `name` and `meaning` the organization's own.

    `hourly_rate` is what an hour of somebody who holds it costs, None until it was entered.
    """

    __tablename__ = "tier"

    version: Mapped[int] = mapped_column(ForeignKey("tier_map.version"), primary_key=True)
    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    meaning: Mapped[str] = mapped_column(String(400), default="")
    hourly_rate: Mapped[float | None]


class TierMerge(Base):
    """From this version on, what an earlier version called `was` belongs to `key`."""

    __tablename__ = "tier_merge"

    version: Mapped[int] = mapped_column(ForeignKey("tier_map.version"), primary_key=True)
    was: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String(8))


class TierRule(Base):
    """What a fact about a piece of work says of its tier; the lowest position decides."""

    __tablename__ = "tier_rule"

    version: Mapped[int] = mapped_column(ForeignKey("tier_map.version"), primary_key=True)
    fact: Mapped[str] = mapped_column(String(24), primary_key=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(8))


class TierSign(Base):
    """What a ticket says of the work on it: where `field` reads like `value`, `fact` is known.

    `field` is tag, category, component, product or channel; `value` is a pattern (`*` and `?`).
    """

    __tablename__ = "tier_sign"
    __table_args__ = (UniqueConstraint("version", "fact", "field", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(ForeignKey("tier_map.version"))
    fact: Mapped[str] = mapped_column(String(24))
    field: Mapped[str] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(String(120))


class TierHolder(Base):
    """Who usually holds a tier, by exactly one of these.

    A person, a team, a role, a group of an imported desk by its name or by a pattern (`*` and
    `?`), or whoever knows a skill to a level (`level` says from which strength on).
    """

    __tablename__ = "tier_holder"
    __table_args__ = (Index("ix_tier_holder_version", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(ForeignKey("tier_map.version"))
    key: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    group_name: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[str | None] = mapped_column(String(16))
    pattern: Mapped[str | None] = mapped_column(String(120))
    # Skills stand on the same floor and are not known here: the door checks that it exists.
    skill_id: Mapped[int | None]
    level: Mapped[str | None] = mapped_column(String(8))


class QueueStay(Base):
    """A ticket in one group's queue, from when to when; a ticket never has two that are open."""

    __tablename__ = "queue_stay"
    __table_args__ = (
        Index(
            "uq_queue_stay_open",
            "ticket_number",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_queue_stay_ticket", "ticket_number", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    group_name: Mapped[str] = mapped_column(String(120))
    tier: Mapped[str] = mapped_column(String(8), default="unknown")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Touch(Base):
    """One stretch of work by one person on one ticket.

    Tier of the work and tier of the person are two things; `unknown` is a value, not a gap.
    `minutes` is None where the source does not tell how long it took. `facts` are what was known
    of the work when it was judged, so that another version of the map can judge it too; `choices`
    are the tiers between which work of unknown tier stands. `resolving`: by who solved the ticket.
    """

    __tablename__ = "touch"
    __table_args__ = (
        Index("ix_touch_ticket", "ticket_number", "started_at"),
        Index("ix_touch_person", "person_id", "started_at"),
        UniqueConstraint("ticket_number", "stream", "first_seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group_name: Mapped[str | None] = mapped_column(String(120))
    stream: Mapped[str] = mapped_column(String(80))
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    minutes: Mapped[float | None]
    measured: Mapped[str] = mapped_column(String(12))
    tier_of_work: Mapped[str] = mapped_column(String(8), default="unknown")
    confidence: Mapped[float | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    facts: Mapped[str] = mapped_column(String(200), default="", server_default="")
    choices: Mapped[str] = mapped_column(String(120), default="", server_default="")
    resolving: Mapped[bool] = mapped_column(default=False, server_default=false())
    tier_of_person: Mapped[str] = mapped_column(String(8), default="unknown")
    map_version: Mapped[int | None] = mapped_column(ForeignKey("tier_map.version"))


class TouchOverride(Base):
    """A manager's or the asked owner's word on a tier; the newest that stands counts."""

    __tablename__ = "touch_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    touch_id: Mapped[int] = mapped_column(ForeignKey("touch.id"), index=True)
    tier_of_work: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]


class SourceFigure(Base):
    """What the desk of origin itself counted for a ticket; never mixed with our own counts."""

    __tablename__ = "source_figure"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    reassignments: Mapped[int | None]
    reopens: Mapped[int | None]
    sla_kept: Mapped[bool | None]
    opened_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]


class ImportedCase(Base):
    """What was read of a case of another desk, so that reading it again doubles nothing.

    `digest` is over the first `events` events; `lines` of the ticket's stream were made from them.
    """

    __tablename__ = "imported_case"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    events: Mapped[int]
    lines: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
