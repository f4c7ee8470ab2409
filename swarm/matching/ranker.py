"""The learned ranker: who is likely to take part, who is likely to bear the work.

Boosted trees and a logistic regression vote half and half, by the logarithms of their odds (trees
see thresholds and interactions, the regression carries on where they have no rows: together they
were better than either on held-out time). With less to learn from it falls back by itself: to the
regression below `BOOSTING_LABELS` tickets, to fused popularity with age below `LOGISTIC_LABELS`;
and to one signal alone where that surely names people better (`swarm.matching.trial`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from swarm.matching.forms import Features
from swarm.matching.keeping.kept import Kept
from swarm.matching.regression import signed_regression
from swarm.matching.rows import Floats
from swarm.matching.trees import MOST_LEAVES, Trees

BOOSTING_LABELS, LOGISTIC_LABELS = 500, 50  # tickets that name someone to find
_FORESTS = 3  # each grown on half of the rows: a new fit moves the order less
_EVIDENCE = 0.02
"""The part of a score that fused popularity has. It orders those to whom nothing but chance gives
different probabilities, and whoever loses evidence loses by it: learned scores of the unlikely may
rise by a thousandth without the tickets that speak for them."""
_PENALTY = 1_000.0  # the regression's C is this over the number of rows

RankerKind = Literal["popularity", "logistic", "boosting", "single"]


def kind_for(labels: int) -> RankerKind:
    """Which ranker this many labelled tickets can carry."""
    if labels >= BOOSTING_LABELS:
        return "boosting"
    return "logistic" if labels >= LOGISTIC_LABELS else "popularity"


def one_thread() -> AbstractContextManager[Any]:
    """Within, numerical libraries use one thread.

    The same sums in the same order on any number of cores; and several threads for forty rows
    wait for one another a hundred times longer than they work when the machine is busy.
    """
    limits: AbstractContextManager[Any] = _controller().limit(limits=1)
    return limits


@cache
def _controller() -> Any:
    # It sees the libraries that are loaded by now: those that scikit-learn's trees bring must be,
    # else their threads wait for one another all the same.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: F401, PLC0415 - see above
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - see above

    return ThreadpoolController()


class Ranker:
    """Scores candidates from their features.

    Attributes
    ----------
    kind: what the number of labels switched on.
    takes_part, resolves: the two probabilities, where they were learned; the second is of those
        who resolved a ticket or whose help on it was credited.
    """

    def __init__(self, labels: int, seed: int) -> None:
        self.kind: RankerKind = kind_for(labels)
        self._seed = seed
        self.takes_part: Head | None = None
        self.resolves: Head | None = None

    def fit(
        self,
        values: Floats,
        took_part: npt.NDArray[np.bool_],
        resolved: npt.NDArray[np.bool_],
        signs: Floats | None = None,
    ) -> None:
        """Learn from rows (n, features) with their two labels (n,).

        `signs` (features,) says which features speak for somebody. The regression of a small desk
        heeds them; where there is enough to grow trees, the data decide.
        """
        if self.kind == "popularity" or not 0 < took_part.sum() < len(took_part):
            self.kind = "popularity"
            return
        boosted = self.kind == "boosting"
        signs = None if boosted else signs
        self.takes_part = Head.fit(values, took_part, boosted, self._seed, signs)
        if resolved.sum() >= LOGISTIC_LABELS:
            self.resolves = Head.fit(values, resolved, boosted, self._seed, signs)

    def fall_back(self, values: Floats, took_part: npt.NDArray[np.bool_], column: int) -> None:
        """Rank by this feature alone from now on; its score is the probability of taking part."""
        self.kind, self.resolves = "single", None
        self.takes_part = Head.single(values, took_part, column)

    def keep(self) -> Kept:
        """What was learned."""
        kept = Kept({}, {"kind": self.kind})
        for name, head in (("takes_part", self.takes_part), ("resolves", self.resolves)):
            if head is not None:
                kept.put(name, head.keep())
        return kept

    @classmethod
    def restore(cls, kept: Kept) -> Ranker:
        """The ranker that kept this."""
        ranker = cls(0, 0)
        ranker.kind = kept.facts["kind"]
        if "takes_part" in kept.facts:
            ranker.takes_part = Head.restore(kept.part("takes_part"))
        if "resolves" in kept.facts:
            ranker.resolves = Head.restore(kept.part("resolves"))
        return ranker

    def score(self, found: Features) -> Floats:
        """Scores in 0..1, shape (queries, candidates).

        Where the record tells who resolved or was credited: the mean of the probabilities of that
        and of taking part, so that whoever is likely to do both comes first.
        """
        shape = found.values.shape
        rows = self.score_rows(found.values.reshape(-1, shape[-1]), found.fused.reshape(-1))
        return rows.reshape(shape[:2])

    def score_rows(self, values: Floats, fused: Floats) -> Floats:
        """The same for candidates that stand one below the other: (n, features) and (n,)."""
        taking = self.chance(values)
        if taking is None:
            return fused
        likely = (
            taking if self.resolves is None else (self.resolves.probability(values) + taking) / 2
        )
        if self.kind != "single":
            likely = (1 - _EVIDENCE) * likely + _EVIDENCE * fused
        return np.asarray(likely, np.float32)

    def chance(self, values: Floats) -> Floats | None:
        """The probability that each candidate takes part, (n,); None where nothing was learned."""
        return None if self.takes_part is None else self.takes_part.probability(values)


@dataclass(frozen=True, slots=True)
class Head:
    """One probability: a scaled regression, and boosted trees where there is enough.

    `mean`, `spread` and `slopes` have one entry a feature; `trees` is None without trees.
    """

    mean: Floats
    spread: Floats
    slopes: Floats
    offset: float
    trees: Trees | None

    @classmethod
    def fit(
        cls,
        values: Floats,
        labels: npt.NDArray[np.bool_],
        boosted: bool,
        seed: int,
        signs: Floats | None = None,
    ) -> Head:
        """Learn from rows (n, features) with their labels (n,); `signs` bind the regression."""
        mean, spread = values.mean(axis=0), values.std(axis=0)
        spread = np.where(spread > 1e-9, spread, 1).astype(np.float32)
        scaled = np.clip((values - mean) / spread, -5, 5)
        penalty = _PENALTY / len(values)
        with one_thread():
            if signs is None:
                slopes, offset = _free_regression(scaled, labels, penalty)
            else:
                slopes, offset = signed_regression(scaled, labels, penalty, signs)
            trees = Trees.of(_grown(values, labels, seed)) if boosted else None
        return cls(mean, spread, slopes, offset, trees)

    @classmethod
    def single(cls, values: Floats, labels: npt.NDArray[np.bool_], column: int) -> Head:
        """A regression over one feature, which keeps its order: more of it is never less likely."""
        width = values.shape[1]
        spread = np.ones(width, np.float32)
        # nothing comes near the clipping at five
        spread[column] = max(float(values[:, column].max()) / 2, 1e-6)
        with one_thread():
            scaled = values[:, [column]] / spread[column]
            slope, offset = _free_regression(scaled, labels, 1.0)
        slopes = np.zeros(width, np.float32)
        slopes[column] = max(float(slope[0]), 1e-3)
        return cls(np.zeros(width, np.float32), spread, slopes, offset, None)

    def keep(self) -> Kept:
        """What was learned."""
        arrays = {"mean": self.mean, "spread": self.spread, "slopes": self.slopes}
        kept = Kept(arrays, {"offset": self.offset})
        if self.trees is not None:
            kept.put("trees", self.trees.keep())
        return kept

    @classmethod
    def restore(cls, kept: Kept) -> Head:
        """The head that kept this."""
        mean, spread, slopes = (kept.arrays[name] for name in ("mean", "spread", "slopes"))
        trees = Trees(**kept.part("trees").arrays) if "trees" in kept.facts else None
        return cls(mean, spread, slopes, kept.facts["offset"], trees)

    def probability(self, values: Floats) -> Floats:
        """Probability of each row (n, features)."""
        scaled = np.clip((values - self.mean) / self.spread, -5, 5)
        # einsum instead of a library's product: the same sum on any processor and any load
        margin = np.einsum("ij,j->i", scaled.astype(np.float64), self.slopes) + self.offset
        if self.trees is not None:
            grown = np.clip(self.trees.probability(values), 1e-9, 1 - 1e-9)
            margin = (margin + np.log(grown / (1 - grown))) / 2
        return np.asarray(1 / (1 + np.exp(-margin)), np.float32)


def _free_regression(
    scaled: Floats, labels: npt.NDArray[np.bool_], penalty: float
) -> tuple[Floats, float]:
    # scikit-learn takes seconds to import: only a fit that needs it pays for it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

    regression = LogisticRegression(C=penalty, max_iter=300).fit(scaled, labels)
    return np.asarray(regression.coef_[0], np.float32), float(regression.intercept_[0])


def _grown(values: Floats, labels: npt.NDArray[np.bool_], seed: int) -> tuple[Any, ...]:
    """Boosted trees, several times, each on another half of the rows."""
    # scikit-learn takes seconds to import: only a fit that needs it pays for it
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - see above

    chance = np.random.default_rng(seed)
    forests = []
    for place in range(_FORESTS):
        half = chance.random(len(values)) < 0.5
        forest = HistGradientBoostingClassifier(
            max_iter=40,
            learning_rate=0.1,
            max_leaf_nodes=MOST_LEAVES,
            min_samples_leaf=40,
            l2_regularization=5.0,
            max_features=0.3,
            early_stopping=False,
            random_state=seed + place,
        )
        forests.append(forest.fit(values[half], labels[half]))
    return tuple(forests)
