from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.effects.labels import Labels
from swarm.reports.effects.study import Study, design_of, missing_share


def study(**covariates):
    count = len(next(iter(covariates.values()))[0])
    return Study(
        treated=np.arange(count) % 2 == 0,
        hours=np.ones(count),
        happened=np.full(count, True),
        cluster=np.arange(count),
        covariates={
            name: np.array(column, dtype=kind) for name, (column, kind) in covariates.items()
        },
    )


def test_it_is_made_from_anything_that_gives_columns_by_name():
    frame = {
        "treated": [1, 0],
        "hours": [2, 3],
        "happened": [1, 1],
        "cluster": [7, 8],
        "age": [1, 9],
    }
    made = Study.of(frame, covariates=["age"])
    assert made.treated.tolist() == [True, False]
    assert made.covariates["age"].tolist() == [1, 9]
    assert made.take(np.array([1, 1])).hours.tolist() == [3, 3]


def test_columns_of_other_lengths_and_times_before_the_start_are_refused():
    frame = {"treated": [1], "hours": [2, 3], "happened": [1, 1], "cluster": [7, 8]}
    with pytest.raises(ValueError, match="one entry"):
        Study.of(frame, covariates=[])
    with pytest.raises(ValueError, match="negative"):
        Study.of(frame | {"treated": [1, 0], "hours": [-1, 2]}, covariates=[])


def test_labels_become_columns_except_the_commonest_and_the_rare_join():
    labels = ["a"] * 60 + ["b"] * 38 + ["c", "d"]
    design = design_of(study(kind=(labels, object)))
    assert design.names == ("kind: b", "kind: other")
    assert design.matrix.sum(axis=0).tolist() == [100, 38, 2]


def test_what_is_not_told_is_a_level_of_its_own_and_numbers_get_their_mean():
    design = design_of(
        study(kind=(["a"] * 6 + [None] * 4, object), age=([1.0, np.nan, 3.0, 1.0, 3.0] * 2, float))
    )
    assert design.names == ("kind: not told", "age", "age: not told")
    assert design.matrix[:, 2].mean() == pytest.approx(0)
    assert design.matrix[1, 2] == 0


def test_a_column_that_does_not_vary_is_left_out():
    assert design_of(study(kind=(["a"] * 5, object), age=([2.0] * 5, float))).names == ()


def test_how_much_is_missing():
    assert missing_share(np.array(["a", "", None, "b"], dtype=object)) == 0.5
    assert missing_share(np.array([1.0, np.nan])) == 0.5
    assert missing_share(np.array([])) == 0
    assert missing_share(Labels(np.array([0, 1, 1, 0]), ("", "a"))) == 0.5


def test_tickets_that_are_alike_in_everything_known_share_a_cell():
    chance = np.random.default_rng(4)
    kinds = chance.choice(["a", "b", "c"], 500).astype(object)
    days = chance.integers(0, 6, 500).astype(float)
    made = study(kind=(kinds, object), day=(days, float), pace=(chance.random(500) < 0.5, float))
    design = design_of(made)
    assert len(design.cells) == len(set(zip(kinds, days, made.covariates["pace"], strict=True)))
    assert design.counts.sum() == 500
    assert design.total(made.treated).sum() == made.treated.sum()
    day = design.names.index("day")
    assert design.matrix[:, day + 1] == pytest.approx((days - days.mean()) / days.std())
    other = next(name for name in design.names if name.startswith("kind: "))
    column = design.matrix[:, 1 + design.names.index(other)]
    assert (column == (kinds == other.removeprefix("kind: "))).all()


def test_very_many_possible_cells_are_told_from_those_that_are_there():
    chance = np.random.default_rng(5)
    columns = {f"n{place}": (chance.normal(size=300), float) for place in range(6)}
    design = design_of(study(**columns))
    assert len(design.cells) == 300
    assert design.matrix[:, 1:].mean(axis=0) == pytest.approx(np.zeros(6), abs=1e-9)
