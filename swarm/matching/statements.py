"""What people say of one another: claims, endorsements, training, articles.

It is evidence too, but weaker than work: it lifts a score a little, and it is all that is known
of a newcomer. It ages as work does, by the desk's own half-life: what somebody said they knew is
forgotten and overtaken by change no more slowly than what they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import DAY
from swarm.matching.evidence import Statement, StatementKind
from swarm.matching.keeping.kept import Kept
from swarm.matching.skills import NeededSkill

LIFT = 0.08  # the most that statements add to the score of somebody without any other evidence
_WEIGHTS: dict[StatementKind, float] = {
    "wrote_article": 1.0,
    "endorsed": 0.7,
    "trained": 0.6,
    "claimed": 0.4,
}


class Statements:
    """Statements by person, newest last; after `half_life` days a word counts half."""

    def __init__(self, said: Iterable[Statement], half_life: float) -> None:
        self._half_life = half_life
        self._of: dict[str, list[Statement]] = {}
        self._on: dict[str, dict[str, None]] = {}
        for statement in sorted(said, key=lambda one: one.at):
            self.add(statement)

    def add(self, statement: Statement) -> None:
        """One more word about somebody."""
        self._of.setdefault(statement.person, []).append(statement)
        self._on.setdefault(statement.skill, {})[statement.person] = None

    def keep(self) -> Kept:
        """Every statement."""
        return Kept({}, {"said": [asdict(statement) for statement in self.all()]})

    @classmethod
    def restore(cls, kept: Kept, half_life: float) -> Statements:
        """The statements that kept this."""
        return cls((Statement(**one) for one in kept.facts["said"]), half_life)

    def about(self, person: str) -> Sequence[Statement]:
        """Everything said about one person."""
        return self._of.get(person, ())

    def speakers(self, needed: Sequence[NeededSkill]) -> list[str]:
        """Those who are said to know any of these skills."""
        return list(dict.fromkeys(one for need in needed for one in self._on.get(need.skill, ())))

    def lift(
        self,
        scores: npt.NDArray[np.float64],
        column: Mapping[str, int],
        needed: Sequence[NeededSkill],
        moment: float,
    ) -> None:
        """Let what is said about needed skills raise the scores (people,) a little."""
        for person in self.speakers(needed):
            at = column.get(person)
            if at is not None:
                scores[at] += LIFT * (1 - scores[at]) * self.standing(person, needed, moment)

    def all(self) -> list[Statement]:
        """Every statement, person by person."""
        return [statement for said in self._of.values() for statement in said]

    def best(self, person: str, skill: str, moment: float) -> Statement | None:
        """The weightiest word that this person knows this skill."""
        said = [one for one in self.about(person) if one.skill == skill]
        return max(said, key=lambda one: self._weight(one, moment), default=None)

    def standing(self, person: str, needed: Sequence[NeededSkill], moment: float) -> float:
        """How far statements cover what is needed, 0..1, each skill by its probability."""
        total = sum(need.probability for need in needed)
        if not total or person not in self._of:
            return 0.0
        covered = 0.0
        for need in needed:
            best = self.best(person, need.skill, moment)
            if best is not None:
                covered += need.probability * self._weight(best, moment)
        return min(1.0, covered / total)

    def _weight(self, statement: Statement, moment: float) -> float:
        days = max(0.0, (moment - statement.at) / DAY)
        return float(_WEIGHTS[statement.kind] * 0.5 ** (days / self._half_life))
