"""Which models were fitted, what each saw and reached, and which of them serves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import NotFound
from swarm.rooms.tables import ModelPin, ModelVersion

SHOWN = 20


class Measure(BaseModel):
    """A mean over the judged tickets with its 95% interval."""

    value: float
    low: float
    high: float


class MethodCard(BaseModel):
    """What one way of naming people reached; measures are Hit@1, Hit@3, Hit@5, R@5 and MRR."""

    name: str
    measures: dict[str, Measure]


class Bin(BaseModel):
    """Candidates said to take part with probability `said`, and the share that did."""

    said: float
    happened: float
    count: int


class SkillMisses(BaseModel):
    """Judged tickets that took a skill, and on how many nobody of the first five took part."""

    skill: str
    judged: int
    missed: int


class Card(BaseModel):
    """What the model reached on the newest fifth of the desk's own history, `rule` says how.

    `rival` is the best simple method by MRR; `verdict` is `ahead`, `even` or `behind` it.
    """

    judged: int
    people: int
    since: float
    rule: str = (
        "The newest fifth of the solved tickets that name somebody to find, each answered with "
        "what was known before it, by a model that learned from the older ones."
    )
    methods: list[MethodCard]
    rival: str
    verdict: str
    calibration: list[Bin] = Field(default_factory=list)
    misses: list[SkillMisses] = Field(default_factory=list)


class ModelCard(BaseModel):
    """One version. `serving` answers now; `kept` can serve again; no card where too few tickets."""

    version: str
    code: str
    made_at: datetime
    seconds: float
    tickets: int
    people: int
    skills: int
    newest_at: datetime | None
    ranker: str
    half_life: float | None
    serving: bool
    pinned: bool
    kept: bool
    card: Card | None


class ReportCard(BaseModel):
    """The versions, newest first."""

    items: list[ModelCard]


def serving_version(session: Session) -> ModelVersion | None:
    """The model that is to serve: the pinned one, else the newest; None before the first fit."""
    pinned = session.scalar(
        select(ModelVersion)
        .join(ModelPin, ModelPin.model_id == ModelVersion.id)
        .where(ModelPin.undone_at.is_(None))
        .order_by(ModelPin.id.desc())
        .limit(1)
    )
    if pinned is not None:
        return pinned
    return session.scalar(
        select(ModelVersion).order_by(ModelVersion.made_at.desc(), ModelVersion.id.desc()).limit(1)
    )


def pinned_id(session: Session) -> int | None:
    """The id of the pinned model; None where the newest serves."""
    return session.scalar(
        select(ModelPin.model_id)
        .where(ModelPin.undone_at.is_(None))
        .order_by(ModelPin.id.desc())
        .limit(1)
    )


def list_models(session: Session, *, most: int = SHOWN) -> list[ModelCard]:
    """The versions, newest first."""
    rows = session.scalars(
        select(ModelVersion)
        .order_by(ModelVersion.made_at.desc(), ModelVersion.id.desc())
        .limit(most)
    ).all()
    serving, pinned = serving_version(session), pinned_id(session)
    return [_card(row, serving, pinned) for row in rows]


def read_model(session: Session, version: str) -> ModelCard:
    """One version by its name, or by the beginning of it. Raises NotFound."""
    return _card(find_version(session, version), serving_version(session), pinned_id(session))


def find_version(session: Session, version: str) -> ModelVersion:
    """The only version whose name begins so. Raises NotFound, also where several do."""
    rows = session.scalars(
        select(ModelVersion)
        .where(ModelVersion.version.startswith(version, autoescape=True))
        .limit(2)
    ).all()
    if len(rows) != 1:
        raise NotFound(
            f"{'Several models are' if rows else 'No model is'} called {version[:64]!r}."
        )
    return rows[0]


def _card(row: ModelVersion, serving: ModelVersion | None, pinned: int | None) -> ModelCard:
    return ModelCard(
        version=row.version,
        code=row.code,
        made_at=row.made_at,
        seconds=row.seconds,
        tickets=row.tickets,
        people=row.people,
        skills=row.skills,
        newest_at=row.newest_at,
        ranker=row.ranker,
        half_life=row.half_life,
        serving=serving is not None and serving.id == row.id,
        pinned=pinned == row.id,
        kept=row.dropped_at is None,
        card=None if row.card is None else Card.model_validate(row.card),
    )


def record_model(session: Session, facts: dict[str, Any]) -> ModelVersion:
    """Keep a fitted model's facts; one that was fitted before is the same model, made again now."""
    row = session.scalar(select(ModelVersion).where(ModelVersion.version == facts["version"]))
    if row is None:
        row = ModelVersion(**facts)
        session.add(row)
    else:
        for name, value in facts.items():
            setattr(row, name, value)
        row.dropped_at = None
    session.flush()
    return row
