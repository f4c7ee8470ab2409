"""The tickets of an adjusted comparison, and what was known of each before work began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from swarm.reports.effects.labels import Ids, Labels, ranked
from swarm.reports.survival import Flags, Floats

RARE = 0.02
"""A level that fewer tickets than this share have joins "other": it could not be balanced."""

OTHER, MISSING = "other", "not told"

MOST_CELLS = 4_000_000
MOST_STEPS = 100_000
"""Whole numbers that span no more than this are counted, not sorted."""


@dataclass(frozen=True)
class Study:
    """Parallel arrays, one entry a ticket.

    `hours` run to the solution, or to when the ticket was last seen where `happened` is False.
    `cluster` holds whose tickets belong together (the owner). A covariate is an array of
    numbers (NaN where it is not known) or of labels ("" or None where it is not), or `Labels`.
    """

    treated: Flags
    hours: Floats
    happened: Flags
    cluster: NDArray[Any]
    covariates: Mapping[str, NDArray[Any] | Labels]

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
        if rows.dtype == np.bool_:
            if rows.all():
                return self
            rows = np.flatnonzero(rows)
        return Study(
            treated=self.treated[rows],
            hours=self.hours[rows],
            happened=self.happened[rows],
            cluster=self.cluster[rows],
            covariates={name: column[rows] for name, column in self.covariates.items()},
        )


@dataclass(frozen=True)
class Design:
    """Covariates as numbers. Tickets that are alike in all of them share a cell.

    `cells` (cells x columns, the first is 1) holds the numbers of each, `place` which cell each
    ticket is in, `names` those of the columns. Numbers are standardized; a label is a column of
    its own except the commonest.
    """

    cells: Floats
    place: Ids
    names: tuple[str, ...]

    @property
    def matrix(self) -> Floats:
        """The numbers of each ticket, one row a ticket."""
        return self.cells[self.place]

    @cached_property
    def counts(self) -> Floats:
        """How many tickets are in each cell."""
        return np.bincount(self.place, minlength=len(self.cells)).astype(np.float64)

    def total(self, values: NDArray[Any]) -> Floats:
        """The sum of `values`, one a ticket, in each cell."""
        return np.bincount(self.place, values, len(self.cells)).astype(np.float64)


@dataclass(frozen=True)
class _Column:
    """One covariate: the level of each ticket, and for each level the numbers of its columns."""

    levels: Ids
    table: Floats
    names: tuple[str, ...]


def design_of(study: Study) -> Design:
    """The design of a study's covariates; columns that do not vary are left out."""
    columns = [_column(name, values) for name, values in study.covariates.items()]
    place, width = np.zeros(len(study), dtype=np.int64), 1
    for column in columns:
        place = place * len(column.table) + column.levels
        width *= len(column.table)
        if width > MOST_CELLS:
            width, place = ranked(place)
    width, place = ranked(place)
    first = np.empty(width, dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    cells: list[Floats] = [np.ones(width)]
    names: list[str] = []
    for column in columns:
        for name, numbers in zip(column.names, column.table[column.levels[first]].T, strict=True):
            if np.ptp(numbers) > 0:
                cells.append(numbers)
                names.append(name)
    return Design(np.column_stack(cells), place, tuple(names))


def _column(name: str, values: NDArray[Any] | Labels) -> _Column:
    if isinstance(values, Labels):
        return _of_labels(name, values)
    if values.dtype.kind in "fiub":
        return _of_numbers(name, values.astype(np.float64))
    return _of_labels(name, Labels.of(values))


def _of_labels(name: str, values: Labels) -> _Column:
    labels = common_labels(values)
    counts = np.bincount(labels.places, minlength=len(labels.names))
    shown = [place for place in range(len(counts)) if place != counts.argmax()]
    table = np.eye(len(counts))[:, shown]
    return _Column(labels.places, table, tuple(f"{name}: {labels.names[one]}" for one in shown))


def common_labels(values: Labels) -> Labels:
    """Labels with the unknown named so, and rare ones put together."""
    told = values.renamed([one or MISSING for one in values.names])
    counts = np.bincount(told.places, minlength=len(told.names))
    rare = counts < max(2, RARE * len(told))
    return told.renamed(
        [OTHER if few else one for one, few in zip(told.names, rare.tolist(), strict=True)]
    )


def _of_numbers(name: str, values: Floats) -> _Column:
    unknown = np.isnan(values)
    known = values[~unknown]
    middle = float(known.mean()) if len(known) else 0.0
    spread = float(np.where(unknown, middle, values).std())
    steps, places = _steps(known)
    levels = np.full(len(values), len(steps), dtype=np.int64)
    levels[~unknown] = places
    scaled = (steps - middle) / spread if spread > 0 else steps * 0.0
    table = np.zeros((len(steps) + 1, 2))
    table[:-1, 0], table[-1, 1] = scaled, 1.0
    return _Column(levels, table, (name, f"{name}: {MISSING}"))


def _steps(values: Floats) -> tuple[Floats, Ids]:
    """The different ones of some numbers, or all whole ones between them, and the place of each."""
    if len(values):
        least, most = float(values.min()), float(values.max())
        if most - least <= MOST_STEPS and (values == np.floor(values)).all():
            return np.arange(least, most + 1), (values - least).astype(np.int64)
    found, places = np.unique(values, return_inverse=True)
    return found, places.astype(np.int64)


def missing_share(values: NDArray[Any] | Labels) -> float:
    """For which share of the tickets a covariate is not known."""
    if not len(values):
        return 0.0
    if isinstance(values, Labels):
        told = np.array([bool(name) for name in values.names])
        return float((~told[values.places]).mean())
    if values.dtype.kind in "fiub":
        return float(np.isnan(values.astype(np.float64)).mean())
    return missing_share(Labels.of(values))
