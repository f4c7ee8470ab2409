from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import event, select

from swarm.reports.aggregates.keeping import keep
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.labels import Labels
from swarm.reports.effects.loading import load_study
from swarm.reports.memory import forget_all, recall
from swarm.tickets.tables import Ticket
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy


@pytest.fixture
def desk(history):
    """Three tickets that last 9, 4 and 6 hours; the second was drawn, the third swarmed twice."""
    ann, ben = history.person(name="Ann"), history.person(name="Ben")
    first = history.ticket(0, solved=9, product="Shop", channel="mail", process="tier")
    second = history.ticket(1, solved=5, product="Bank", channel="web", priority="urgent")
    third = history.ticket(2, solved=8, channel="web")
    history.owners(first, ben, ann)
    history.owners(second, ann)
    for later in (3, 1):
        history.swarm(third, ann).opened_at = third.created_at + timedelta(hours=later)
    history.add(
        ProcessPolicy(version=1, made_at=history.start, rules=[], otherwise="experiment",
                      by_choice=False, share=0.5, seed="s", start_tier="L1", limits=[])
    )  # fmt: skip
    for ticket, how in ((second, "randomized"), (third, "rule")):
        history.add(
            ProcessAssignment(ticket_number=ticket.number, policy_version=1, process="swarm",
                              how=how, at=history.start)
        )  # fmt: skip
    return history.session


def texts(column: Labels) -> list[str]:
    return [column.names[place] for place in column.places]


@pytest.mark.parametrize("kept", [False, True])
def test_a_study_is_made_of_figures_kept_or_counted_now(desk, kept):
    if kept:
        keep(desk, list(desk.scalars(select(Ticket.number))))
    forget_all()
    loaded = load_study(desk, recall(desk, Cohort()))
    assert loaded.number.tolist() == [2, 3, 1]
    assert loaded.study.hours.tolist() == [4, 6, 9]
    assert loaded.study.treated.tolist() == [True, True, False]
    assert loaded.drawn.tolist() == [True, False, False]
    assert loaded.urgent.tolist() == [True, False, False]
    assert loaded.opened == pytest.approx([np.nan, 1, np.nan], nan_ok=True)
    assert texts(loaded.study.covariates["product"]) == ["Bank", "", "Shop"]
    assert texts(loaded.study.covariates["channel"]) == ["web", "web", "mail"]
    assert "category" not in loaded.study.covariates
    assert len(set(loaded.study.cluster.tolist())) == 3


def test_of_kept_figures_it_reads_no_row_of_every_ticket(desk):
    keep(desk, list(desk.scalars(select(Ticket.number))))
    forget_all()
    kept, asked = recall(desk, Cohort()), []
    event.listen(
        desk.get_bind(), "before_cursor_execute", lambda _c, _r, said, *_: asked.append(said)
    )
    load_study(desk, kept)
    assert len(asked) == 3
    assert all("WHERE ticket.number IN" in said for said in asked)
