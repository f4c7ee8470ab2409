"""How right are labels: macro-F1, accuracy, distance on a scale, and order of probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from swarm.matching.measures.figures import Figure, bootstrapped, resampled

Whole = npt.NDArray[np.int64]


def _coded(truth: Sequence[str], said: Sequence[str]) -> tuple[Whole, Whole, int]:
    names = {name: place for place, name in enumerate(sorted({*truth, *said}))}
    return (
        np.array([names[one] for one in truth], np.int64),
        np.array([names[one] for one in said], np.int64),
        len(names),
    )


def _f1(truth: Whole, said: Whole, count: int) -> float:
    """Mean F1 over the labels that occur."""
    table = np.bincount(truth * count + said, minlength=count * count).reshape(count, count)
    right, total = np.diag(table), table.sum(axis=0) + table.sum(axis=1)
    occurs = total > 0
    return float((2 * right[occurs] / total[occurs]).mean()) if occurs.any() else 0.0


def macro_f1(truth: Sequence[str], said: Sequence[str], seed: int = 0) -> Figure:
    """Mean of the F1 of each label, whatever its share."""
    real, told, count = _coded(truth, said)
    return resampled(lambda rows: _f1(real[rows], told[rows], count), len(real), seed=seed)


def accuracy(truth: Sequence[str], said: Sequence[str], seed: int = 0) -> Figure:
    """Share of labels that are right."""
    return bootstrapped(
        np.array([a == b for a, b in zip(truth, said, strict=True)], np.float64), seed
    )


def within_one(
    truth: Sequence[str], said: Sequence[str], scale: Sequence[str], seed: int = 0
) -> Figure:
    """Share of labels that are at most one step off on the scale."""
    place = {name: at for at, name in enumerate(scale)}
    steps = [abs(place[a] - place[b]) for a, b in zip(truth, said, strict=True)]
    return bootstrapped(np.array([step <= 1 for step in steps], np.float64), seed)


def area_under_curve(truth: npt.NDArray[np.bool_], chances: npt.NDArray[np.float64]) -> float:
    """The chance that a case which is so has a higher probability than one which is not (AUC)."""
    order = np.argsort(chances, kind="stable")
    sorted_chances = chances[order]
    first = np.searchsorted(sorted_chances, chances, side="left")
    last = np.searchsorted(sorted_chances, chances, side="right")
    ranks = (first + last + 1) / 2  # ties share their mean place
    positive = int(truth.sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return 0.5
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def auc_figure(
    truth: npt.NDArray[np.bool_], chances: npt.NDArray[np.float64], seed: int = 0
) -> Figure:
    """AUC with its interval."""
    return resampled(
        lambda rows: area_under_curve(truth[rows], chances[rows]),
        len(truth),
        seed=seed,
        resamples=300,
    )
