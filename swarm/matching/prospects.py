"""Those who could be asked about one question, as the model names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from swarm.matching.grounds import Standing
from swarm.matching.reasons import Reason


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person to ask: score in 0..1, why, and which of the needed skills they cover."""

    person: str
    score: float
    reasons: tuple[Reason, ...]
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """Somebody who may be suggested: many are weighed against one another, few are shown.

    So why they are named is found only when it is asked for, in the evidence of the moment at
    which the model named them.
    """

    person: str
    score: float
    covers: tuple[str, ...]
    standing: Standing
    reasons: Callable[[], tuple[Reason, ...]] = field(repr=False, compare=False)


class Able(Protocol):
    """Whoever can be put into a team: a score in 0..1 and the needed skills that they cover."""

    @property
    def person(self) -> str:
        """The person, as matching knows them."""

    @property
    def score(self) -> float:
        """Everything weighed."""

    @property
    def covers(self) -> tuple[str, ...]:
        """Needed skills."""
