"""What can be known, and the dated facts of who used it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class EvidenceKind(StrEnum):
    """Where a piece of evidence comes from, strongest first."""

    SOLVED = "solved"
    CONTRIBUTED = "contributed"
    WROTE = "wrote"
    ENDORSED = "endorsed"
    TRAINED = "trained"
    CLAIMED = "claimed"


class Skill(Base):
    """Something knowable; `broader_id` is the skill that contains it."""

    __tablename__ = "skill"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(String(400), default="")
    broader_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)


class SkillAlias(Base):
    """Another name of a skill, also a component's or a product's, lower case."""

    __tablename__ = "skill_alias"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)


class SkillRelation(Base):
    """Two skills that have to do with one another; the smaller id first."""

    __tablename__ = "skill_relation"

    one_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True, index=True)


class SkillMerge(Base):
    """A skill that became part of another: it stays as a retired row, so that old lines read."""

    __tablename__ = "skill_merge"

    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Proposal(Base):
    """A term of the work that is no skill yet: `solved` tickets speak for it.

    `source` says where it comes from: a component, or words. `decision` None: nobody has said.
    """

    __tablename__ = "skill_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(120), unique=True)
    source: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(120), default="")
    solved: Mapped[int]
    found_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(12))
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class ProposalTicket(Base):
    """A solved ticket that speaks for a proposal."""

    __tablename__ = "skill_proposal_ticket"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("skill_proposal.id"), primary_key=True)
    ticket_number: Mapped[int] = mapped_column(
        ForeignKey("ticket.number"), primary_key=True, index=True
    )


class Evidence(Base):
    """A dated fact: this person used this skill; once per ticket and kind."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("person_id", "skill_id", "kind", "ticket_number", "given_by"),
        Index("ix_evidence_skill", "skill_id", "person_id"),
        Index("ix_evidence_ticket", "ticket_number"),
        Index(
            "uq_evidence_claim",
            "person_id",
            "skill_id",
            unique=True,
            sqlite_where=text("kind = 'claimed'"),
            postgresql_where=text("kind = 'claimed'"),
        ),
        # The rule above lets two rows without a giver pass: NULL differs from NULL.
        Index(
            "uq_evidence_fact",
            "person_id",
            "skill_id",
            "kind",
            "ticket_number",
            unique=True,
            sqlite_where=text("given_by IS NULL AND ticket_number IS NOT NULL"),
            postgresql_where=text("given_by IS NULL AND ticket_number IS NOT NULL"),
        ),
        Index(
            "uq_evidence_article",
            "person_id",
            "skill_id",
            "article_id",
            unique=True,
            sqlite_where=text("kind = 'wrote' AND ticket_number IS NULL"),
            postgresql_where=text("kind = 'wrote' AND ticket_number IS NULL"),
        ),
        Index(
            "uq_evidence_training",
            "person_id",
            "skill_id",
            "at",
            unique=True,
            sqlite_where=text("kind = 'trained'"),
            postgresql_where=text("kind = 'trained'"),
        ),
        Index("ix_evidence_person", "person_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    kind: Mapped[str] = mapped_column(String(12))
    ticket_number: Mapped[int | None] = mapped_column(ForeignKey("ticket.number"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class HalfLife(Base):
    """After how many days evidence counts half: set by a person (None: left to the fit), or fitted.

    The record is kept; what counts is read from its newest rows.
    """

    __tablename__ = "half_life"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(8))
    days: Mapped[float | None]
    pieces: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ObjectionKind(StrEnum):
    """Contested: it is not so. Hidden: it is nobody's business."""

    CONTESTED = "contested"
    HIDDEN = "hidden"


class Verdict(StrEnum):
    """How an objection ended: taken back, set aside by somebody else, or found right."""

    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class Objection(Base):
    """A person's word against what is believed of them in one skill.

    While it is open none of that evidence counts; an upheld one shuts out for good what is no
    newer than the verdict.
    """

    __tablename__ = "objection"
    __table_args__ = (
        Index(
            "uq_objection_open",
            "person_id",
            "skill_id",
            "kind",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[str | None] = mapped_column(String(12))


class Interest(Base):
    """A skill that a person wants to grow."""

    __tablename__ = "interest"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    at: Mapped[datetime]


class Need(Base):
    """A skill that a ticket needs: said by a person (`by_id`), or found with a probability.

    A person's removal is kept (`removed`), so that the classifier does not bring it back.
    """

    __tablename__ = "ticket_need"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    probability: Mapped[float | None]
    removed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
