"""What is kept of a fitted model in the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from swarm.matching.model import CODE
from swarm.rooms.advice.fitting import Fitted
from swarm.version import VERSION


def facts_of(fitted: Fitted, seconds: float) -> dict[str, Any]:
    """The columns of its row; `seconds` is how long reading and fitting took."""
    model = fitted.model
    newest = model.newest
    return {
        "version": model.version,
        "code": f"{VERSION} ({CODE})",
        "made_at": fitted.at,
        "seconds": round(seconds, 3),
        "tickets": model.evidence,
        "people": len(model.people),
        "skills": len(fitted.skill_ids),
        "newest_at": None if newest is None else datetime.fromtimestamp(newest, UTC),
        "ranker": model.ranker,
        "half_life": model.half_life,
        "cut": asdict(fitted.cut),
        "card": None if model.card is None else model.card.as_json(),
    }
