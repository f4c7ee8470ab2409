"""Choosing by hand which model serves: pin one, go back to the one before, let the newest serve."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from swarm.errors import Conflict
from swarm.rooms.models.versions import find_version, pinned_id, serving_version
from swarm.rooms.tables import ModelPin, ModelVersion

KEPT = 5
"""So many of the newest versions keep their files, and the pinned one with them."""


def pin_model(session: Session, version: str, now: datetime) -> ModelVersion:
    """Let this version serve until it is let go; running desks follow within seconds.

    Raises NotFound for a version that is not on record, Conflict where its files are gone.
    """
    model = find_version(session, version)
    if model.dropped_at is not None:
        raise Conflict(
            f"The files of {model.version} are gone; it cannot serve again.",
            current={"version": model.version, "dropped_at": model.dropped_at.isoformat()},
        )
    unpin_model(session, now)
    session.add(ModelPin(model_id=model.id, at=now))
    session.flush()
    return model


def unpin_model(session: Session, now: datetime) -> None:
    """Let the newest version serve."""
    session.execute(update(ModelPin).where(ModelPin.undone_at.is_(None)).values(undone_at=now))


def roll_back(session: Session, now: datetime) -> ModelVersion:
    """Pin the version that was made before the one that serves. Raises Conflict where none was."""
    serving = serving_version(session)
    before = None
    if serving is not None:
        before = session.scalar(
            select(ModelVersion)
            .where(ModelVersion.made_at < serving.made_at, ModelVersion.dropped_at.is_(None))
            .order_by(ModelVersion.made_at.desc(), ModelVersion.id.desc())
            .limit(1)
        )
    if before is None:
        raise Conflict(
            "There is no earlier model to go back to.",
            current={"serving": serving.version if serving else None},
        )
    return pin_model(session, before.version, now)


def drop_old(session: Session, now: datetime) -> set[str]:
    """Note whose files may go; returns the versions whose files stay."""
    newest = session.scalars(
        select(ModelVersion.id)
        .where(ModelVersion.dropped_at.is_(None))
        .order_by(ModelVersion.made_at.desc(), ModelVersion.id.desc())
        .limit(KEPT)
    ).all()
    stay = {*newest, pinned_id(session)}
    session.execute(
        update(ModelVersion)
        .where(ModelVersion.dropped_at.is_(None), ModelVersion.id.not_in(stay - {None}))
        .values(dropped_at=now)
    )
    return set(
        session.scalars(select(ModelVersion.version).where(ModelVersion.dropped_at.is_(None)))
    )
