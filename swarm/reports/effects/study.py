"""The tickets of an adjusted comparison, and what was known of each before work began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from swarm.reports.survival import Flags, Floats

RARE = 0.02
"""A level that fewer tickets than this share have joins "other": it could not be balanced."""

OTHER, MISSING = "other", "not told"


@dataclass(frozen=True)
class Study:
    """Parallel arrays, one entry a ticket.

    `hours` run to the solution, or to when the ticket was last seen where `happened` is False.
    `cluster` holds whose tickets belong together (the owner). A covariate is an array of
    numbers (NaN where it is not known) or of labels ("" or None where it is not).
    """

    treated: Flags
    hours: Floats
    happened: Flags
    cluster: NDArray[Any]
    covariates: Mapping[str, NDArray[Any]]

    def __post_init__(self) -> None:
        columns = [self.hours, self.happened, self.cluster, *self.covariates.values()]
        if any(len(column) != len(self.treated) for column in columns):
            raise ValueError("every column has one entry a ticket")
        if len(self.hours) and not (self.hours >= 0).all():
            raise ValueError("hours are numbers that are not negative")

    @classmethod
    def of(
        cls,
        frame: Any,
        *,
        covariates: Sequence[str],
        treated: str = "treated",
        hours: str = "hours",
        happened: str = "happened",
        cluster: str = "cluster",
    ) -> Study:
        """From a data frame, or anything else that gives a column for a name."""
        return cls(
            treated=np.asarray(frame[treated], dtype=np.bool_),
            hours=np.asarray(frame[hours], dtype=np.float64),
            happened=np.asarray(frame[happened], dtype=np.bool_),
            cluster=np.asarray(frame[cluster]),
            covariates={name: np.asarray(frame[name]) for name in covariates},
        )

    def __len__(self) -> int:
        return len(self.treated)

    def take(self, rows: NDArray[Any]) -> Study:
        """The tickets of these rows (a mask, or places that may repeat)."""
        return Study(
            treated=self.treated[rows],
            hours=self.hours[rows],
            happened=self.happened[rows],
            cluster=self.cluster[rows],
            covariates={name: column[rows] for name, column in self.covariates.items()},
        )


@dataclass(frozen=True)
class Design:
    """Covariates as numbers: `matrix` (tickets x columns, the first is 1) and each column's name.

    Numbers are standardized; a label is a column of its own except the commonest.
    """

    matrix: Floats
    names: tuple[str, ...]


def design_of(study: Study) -> Design:
    """The design matrix of a study's covariates; columns that do not vary are left out."""
    columns: list[Floats] = [np.ones(len(study))]
    names: list[str] = []
    for name, values in study.covariates.items():
        for label, column in _columns(values):
            if column.std() > 0:
                columns.append(column)
                names.append(f"{name}: {label}" if label else name)
    return Design(np.column_stack(columns), tuple(names))


def _columns(values: NDArray[Any]) -> list[tuple[str, Floats]]:
    if values.dtype.kind in "fiub":
        return _of_numbers(values.astype(np.float64))
    labels = labels_of(values)
    found, counts = np.unique(labels, return_counts=True)
    commonest = found[np.argmax(counts)] if len(found) else None
    return [(str(one), (labels == one).astype(np.float64)) for one in found if one != commonest]


def _of_numbers(values: Floats) -> list[tuple[str, Floats]]:
    unknown = np.isnan(values)
    middle = float(values[~unknown].mean()) if (~unknown).any() else 0.0
    filled = np.where(unknown, middle, values)
    spread = float(filled.std())
    scaled = (filled - filled.mean()) / spread if spread > 0 else filled * 0.0
    return [("", scaled), (MISSING, unknown.astype(np.float64))]


def labels_of(values: NDArray[Any]) -> NDArray[Any]:
    """Labels with the unknown named so, and rare ones put together."""
    labels = np.array([str(one) if one not in (None, "") else MISSING for one in values.tolist()])
    if not len(labels):
        return labels
    found, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    rare = counts < max(2, RARE * len(labels))
    return np.where(rare[places], OTHER, found[places])


def missing_share(values: NDArray[Any]) -> float:
    """For which share of the tickets a covariate is not known."""
    if not len(values):
        return 0.0
    if values.dtype.kind in "fiub":
        return float(np.isnan(values.astype(np.float64)).mean())
    return sum(one in (None, "") for one in values.tolist()) / len(values)
