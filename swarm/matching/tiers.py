"""Which tier of work something was: rules first, then a classifier, and else unknown.

This is the tier of the work, never of the person who did it. What neither a rule nor the
classifier can tell stays unknown; it is not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from swarm.matching.rows import Rows
from swarm.matching.text import TextSpace

_FEWEST_EXAMPLES, _FEWEST_EACH = 50, 5
_CONFIDENT = 0.6  # probability below which the classifier abstains

RULE_FACTS = {
    "vendor": "a vendor or upstream resolved it",
    "code_change": "it took a change of code",
    "configuration_change": "it took a change of configuration",
    "specialist": "it took a component specialist",
    "administrator_action": "it took an administrator's action",
    "known_fix": "a known fix was applied",
    "simple_request": "it was a simple request",
    "article": "an article answered it",
    "automation": "it was automated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A ticket or touch to be placed: its words and what is known for certain about it."""

    id: str = ""
    summary: str = ""
    description: str = ""
    resolution: str = ""
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TierRule:
    """If this is known of the work, it is of this tier."""

    fact: str
    tier: str


DEFAULT_RULES = (
    TierRule("vendor", "L4"),
    TierRule("code_change", "L3"),
    TierRule("configuration_change", "L3"),
    TierRule("specialist", "L2"),
    TierRule("administrator_action", "L2"),
    TierRule("known_fix", "L1"),
    TierRule("simple_request", "L1"),
    TierRule("article", "L0"),
    TierRule("automation", "L0"),
)


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """The tier, or None for unknown; how sure (0..1); and why, in words."""

    tier: str | None
    confidence: float
    reason: str


class TierClassifier:
    """Rules of an organization's tier map, and a classifier for what they leave open."""

    def __init__(self, rules: Sequence[TierRule] = DEFAULT_RULES) -> None:
        self._rules = tuple(rules)
        self._space: TextSpace | None = None
        self._model: Any = None

    @classmethod
    def fit(
        cls,
        examples: Sequence[tuple[Work, str]] = (),
        *,
        rules: Sequence[TierRule] = DEFAULT_RULES,
        seed: int = 0,
    ) -> TierClassifier:
        """Learn from work whose tier somebody decided. Too few examples: the rules alone."""
        out = cls(rules)
        counts: dict[str, int] = {}
        for _, tier in examples:
            counts[tier] = counts.get(tier, 0) + 1
        kept = [(work, tier) for work, tier in examples if counts[tier] >= _FEWEST_EACH]
        tiers = [tier for _, tier in kept]
        if len(kept) < _FEWEST_EXAMPLES or len(set(tiers)) < 2:
            return out
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

        space = TextSpace([_text(work) for work, _ in kept])
        rows = Rows()
        for row in space.fitted:
            rows.append(*row)
        space.fitted = []
        out._space = space
        out._model = LogisticRegression(C=10.0, max_iter=500, random_state=seed)
        out._model.fit(rows.matrix(space.width), tiers)
        return out

    def classify(self, work: Work) -> TierVerdict:
        """The tier of this work, by the first rule that applies, else by likeness, else None."""
        for rule in self._rules:
            if rule.fact in work.facts:
                why = RULE_FACTS.get(rule.fact, rule.fact)
                return TierVerdict(rule.tier, 1.0, f"{rule.tier} by rule: {why}")
        if self._space is None:
            return TierVerdict(None, 0.0, "Unknown: no rule applies, and too little was decided")
        rows = Rows()
        rows.append(*self._space.row(*_text(work)))
        row = rows.matrix(self._space.width)
        if not row.nnz:
            return TierVerdict(None, 0.0, "Unknown: no rule applies, and the words are new")
        chances = self._model.predict_proba(row)[0]
        best = int(np.argmax(chances))
        sure = round(float(chances[best]), 6)
        tier = str(self._model.classes_[best])
        if sure < _CONFIDENT:
            return TierVerdict(None, sure, f"Unknown: most like {tier}, but not enough so")
        return TierVerdict(tier, sure, f"{tier}: most like work that was decided to be {tier}")


def _text(work: Work) -> tuple[str, str]:
    return work.summary, f"{work.description}\n{work.resolution}"
