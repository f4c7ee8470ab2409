"""Which tier of work something was: rules first, then a classifier, and else a question.

This is the tier of the work, never of the person who did it. What neither a rule nor the
classifier can tell is not guessed: the verdict then says between which tiers it stands, so that
the owner can be asked that one question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from swarm.matching.conformal import Doubles, Thresholds, learn_thresholds
from swarm.matching.ranker import one_thread
from swarm.matching.rows import Rows
from swarm.matching.text import TextSpace

_FEWEST_EXAMPLES, _FEWEST_EACH = 50, 5
_MISS = 0.05  # share of each tier's work whose tier may be missing from its set
_CLEAR = 0.75  # probability at which the likeliest tier stands alone in a set that is empty
_ASKED = 0.4  # weight of the words it was asked in, beside 1 for those that say how it was solved
_FOLDS = 5

_ANYBODYS = frozenset({"known_fix", "simple_request"})

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
    """A ticket or touch to be placed: its words and what is known for certain about it.

    `facts` and `resolution` are those of the contribution that resolved it: work that was tried
    on the way and led nowhere does not place it.
    """

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
    """The tier, or None for unknown; how sure (0..1); and why, in words.

    `choices` are the tiers between which the work stands where it is unknown, likeliest first,
    two at least, so that one question settles it; empty where nothing tells anything.
    """

    tier: str | None
    confidence: float
    reason: str
    choices: tuple[str, ...] = ()


class TierClassifier:
    """Rules of an organization's tier map, and a classifier for what they leave open."""

    def __init__(self, rules: Sequence[TierRule] = DEFAULT_RULES) -> None:
        self._rules = tuple(rules)
        self._likeness: _Likeness | None = None

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
        counts = Counter(tier for _, tier in examples)
        kept = [(work, tier) for work, tier in examples if counts[tier] >= _FEWEST_EACH]
        tiers = [tier for _, tier in kept]
        if len(kept) >= _FEWEST_EXAMPLES and len(set(tiers)) >= 2:
            out._likeness = _Likeness([work for work, _ in kept], tiers, seed)
        return out

    def classify(self, work: Work) -> TierVerdict:
        """The tier of this work, by the first rule that applies, else by likeness, else None.

        A known fix or a simple request is that whoever did it: no specialist was needed for it.
        """
        facts = work.facts - {"specialist"} if work.facts & _ANYBODYS else work.facts
        for rule in self._rules:
            if rule.fact in facts:
                why = RULE_FACTS.get(rule.fact, rule.fact)
                return TierVerdict(rule.tier, 1.0, f"{rule.tier} by rule: {why}")
        if self._likeness is None:
            return TierVerdict(None, 0.0, "Unknown: no rule applies, and too little was decided")
        return self._likeness.verdict(work)


class _Likeness:
    """How work of each tier is written about."""

    def __init__(self, works: Sequence[Work], tiers: Sequence[str], seed: int) -> None:
        self._solved = TextSpace([("", work.resolution) for work in works])
        self._asked = TextSpace([(work.summary, work.description) for work in works])
        values = _joined(self._solved.fitted, self._asked.fitted, self._widths())
        self._solved.fitted = self._asked.fitted = []
        self._tiers = sorted(set(tiers))
        place = {tier: at for at, tier in enumerate(self._tiers)}
        truth = np.array([place[tier] for tier in tiers], np.int64)
        with one_thread():
            self._model = _regression(seed).fit(values, truth)
            held_out = self._held_out(values, truth, seed)
        self._thresholds: Thresholds = learn_thresholds(held_out, truth, _MISS)

    def _widths(self) -> tuple[int, int]:
        return self._solved.width, self._asked.width

    @staticmethod
    def _held_out(values: sparse.csr_array, truth: Any, seed: int) -> Doubles:
        """Probabilities of each example by a model that had not seen it."""
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - see above

        out = np.zeros((len(truth), int(truth.max()) + 1))
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
        for learned, judged in folds.split(np.zeros(len(truth)), truth):
            model = _regression(seed).fit(values[learned], truth[learned])
            out[judged] = model.predict_proba(values[judged])
        return out

    def verdict(self, work: Work) -> TierVerdict:
        """The tier that alone is likely enough, or the tiers between which the work stands."""
        solved = self._solved.row("", work.resolution)
        asked = self._asked.row(work.summary, work.description)
        row = _joined([solved], [asked], self._widths())
        if not row.nnz:
            return TierVerdict(None, 0.0, "Unknown: no rule applies, and the words are new")
        with one_thread():
            chances = self._model.predict_proba(row)[0]
        likely = self._thresholds.answers(chances)
        order = np.argsort(-chances, kind="stable")
        sure = round(float(chances[order[0]]), 6)
        first = self._tiers[order[0]]
        if not likely and sure >= _CLEAR:
            likely = [int(order[0])]  # where all past work was clearer still
        if len(likely) == 1 and likely[0] == order[0]:
            why = f"{first}: most like work that was decided to be {first}"
            return TierVerdict(first, sure, why)
        between = likely if len(likely) > 1 else [int(place) for place in order[:2]]
        choices = tuple(self._tiers[place] for place in between)
        why = f"Unknown: most like {first}, but not enough so; was it {' or '.join(choices)}?"
        return TierVerdict(None, sure, why, choices)


def _regression(seed: int) -> Any:
    # scikit-learn takes seconds to import: only a fit that needs it pays for it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

    return LogisticRegression(C=10.0, max_iter=500, random_state=seed)


def _joined(solved: Any, asked: Any, widths: tuple[int, int]) -> sparse.csr_array:
    """Both kinds of words side by side, each row of length one: where one kind is missing, the
    other has the word.
    """
    held = Rows()
    for (left, strong), (right, weak) in zip(solved, asked, strict=True):
        columns = np.concatenate([left, right + widths[0]])
        values = np.concatenate([strong, weak * np.float32(_ASKED)])
        length = np.float32(np.sqrt(values @ values)) or np.float32(1)
        held.append(columns.astype(np.int32), (values / length).astype(np.float32))
    return held.matrix(sum(widths))
