"""After how long evidence counts half."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Invalid, NotAllowed
from swarm.skills.decay import (
    CHOICES,
    DAY,
    STREAM,
    Fit,
    fit_half_life,
    half_life_of,
    keep_fit,
    read_shown,
    set_half_life,
)
from swarm.skills.evidence import add_evidence
from swarm.skills.order.tree import read_decay
from swarm.skills.profiles import profile_of
from swarm.skills.strength import HALF_LIFE_DAYS
from swarm.skills.tables import EvidenceKind


def passing_on(days: float) -> list[tuple[int, int, float]]:
    """Three years in which the one who answers for a skill changes every so many days."""
    chance = Random(7)
    shown = []
    for step in range(1500):
        at = step * 0.7
        keeper = int(at / days) % 4
        person = keeper if chance.random() < 0.9 else chance.randrange(4)
        shown.append((person, 1, at * DAY))
    return shown


def test_a_desk_that_changes_quickly_forgets_quickly() -> None:
    quick, slow = fit_half_life(passing_on(90)), fit_half_life(passing_on(5_000))
    assert quick is not None
    assert slow is not None
    assert quick.days == min(CHOICES)
    assert slow.days > quick.days
    assert set(quick.scores) == set(CHOICES)


def test_without_a_difference_the_usual_half_life_stands() -> None:
    alone = [(1, 1, step * DAY) for step in range(400)]
    fit = fit_half_life(alone)
    assert fit is not None
    assert (fit.days, fit.pieces) == (HALF_LIFE_DAYS, 386)
    assert fit_half_life(alone[:210]) is None
    assert fit_half_life([]) is None


def test_a_piece_of_a_decade_later_overflows_nothing() -> None:
    shown = [(1, 1, step * 40 * DAY) for step in range(2_500)]
    assert fit_half_life(shown) is not None


@pytest.mark.both
def test_the_word_of_an_administrator_counts_before_the_fit(bench: Any) -> None:
    assert half_life_of(bench.session) == HALF_LIFE_DAYS
    keep_fit(bench.session, None)
    keep_fit(bench.session, Fit(180.0, 400, {}))
    keep_fit(bench.session, Fit(180.0, 500, {}))
    assert half_life_of(bench.session) == 180
    set_half_life(bench.session, bench.admin, 100.0)
    assert read_decay(bench.session).model_dump() == {"days": 100, "source": "set", "pieces": None}
    set_half_life(bench.session, bench.admin, None)
    decay = read_decay(bench.session)
    assert (decay.days, decay.source, decay.pieces) == (180, "fitted", 400)
    lines = read_lines(bench.session, STREAM).items
    assert [line.kind for line in lines] == ["half_life_fitted", "half_life_set", "half_life_set"]
    with pytest.raises(NotAllowed):
        set_half_life(bench.session, bench.anna, 100.0)
    with pytest.raises(Invalid):
        set_half_life(bench.session, bench.admin, 3.0)


@pytest.mark.both
def test_strengths_follow_the_half_life(bench: Any) -> None:
    at = clock.now() - timedelta(days=100)
    add_evidence(
        bench.session, bench.anna.id, bench.skill.id, EvidenceKind.SOLVED, at=at,
        ticket=bench.ticket().number,
    )  # fmt: skip

    def strength() -> float:
        return profile_of(bench.session, bench.otto, bench.anna.id).skills[0].strength

    before = strength()
    set_half_life(bench.session, bench.admin, 100.0)
    assert strength() == pytest.approx(0.1535, abs=1e-4)  # 1 - exp(-0.5 / 3)
    assert strength() < before
    assert read_shown(bench.session) == [(bench.anna.id, bench.skill.id, at.timestamp())]
