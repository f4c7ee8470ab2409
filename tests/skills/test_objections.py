"""What people hold against the evidence about them, and trainings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.skills.contests import open_contests
from swarm.skills.evidence import add_evidence, claim_skill
from swarm.skills.objections import (
    count_changes,
    object_to,
    open_objection,
    settle_contest,
    shut_edges,
    withdraw_objection,
)
from swarm.skills.profiles import knowers_of, profile_of
from swarm.skills.queries import list_skills
from swarm.skills.tables import EvidenceKind, ObjectionKind, Verdict
from swarm.skills.training import drop_training, record_training

CONTESTED, HIDDEN = ObjectionKind.CONTESTED, ObjectionKind.HIDDEN


@pytest.fixture
def shown(bench: Any) -> Any:
    """Anna has solved a ticket that shows Printers."""
    add_evidence(
        bench.session, bench.anna.id, bench.skill.id, EvidenceKind.SOLVED, at=clock.now(),
        ticket=bench.ticket().number,
    )  # fmt: skip
    bench.manager = bench.make.person("manager", "Mina Manager")
    return bench


def knowing(bench: Any) -> list[str]:
    return [one.person.name for one in knowers_of(bench.session, bench.skill.id)[0]]


def seen_by(bench: Any, viewer: Any) -> list[str]:
    return [one.name for one in profile_of(bench.session, viewer, bench.anna.id).skills]


def kinds(bench: Any) -> list[str]:
    return [line.kind for line in bench.lines(bench.anna)]


@pytest.mark.both
def test_what_is_contested_is_shown_as_such_and_does_not_count(shown: Any) -> None:
    first = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED, "Only once, by luck")
    again = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED, "Again")
    assert (again.id, again.why) == (first.id, "Only once, by luck")
    assert knowing(shown) == []
    assert list_skills(shown.session, shown.anna).items[0].people == 0
    standing = profile_of(shown.session, shown.otto, shown.anna.id).skills[0]
    assert [(one.kind, one.why) for one in standing.objections] == [("contested", "")]
    told = profile_of(shown.session, shown.manager, shown.anna.id).skills[0].objections
    assert [one.why for one in told] == ["Only once, by luck"]
    withdraw_objection(shown.session, shown.anna, shown.skill.id, CONTESTED)
    withdraw_objection(shown.session, shown.anna, shown.skill.id, CONTESTED)
    assert knowing(shown) == ["Anna Agent"]
    assert kinds(shown)[-2:] == ["skill_contested", "objection_settled"]
    assert shown.lines(shown.anna)[-1].data["verdict"] == "withdrawn"


@pytest.mark.both
def test_what_is_hidden_is_seen_by_oneself_alone(shown: Any) -> None:
    object_to(shown.session, shown.anna, shown.skill.id, HIDDEN)
    assert [seen_by(shown, one) for one in (shown.anna, shown.otto, shown.manager)] == [
        ["Printers"],
        [],
        [],
    ]
    assert knowing(shown) == []
    withdraw_objection(shown.session, shown.anna, shown.skill.id, HIDDEN)
    assert seen_by(shown, shown.otto) == ["Printers"]


@pytest.mark.both
def test_an_upheld_contest_shuts_out_what_was_but_not_what_comes(shown: Any) -> None:
    contest = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED)
    settle_contest(shown.session, shown.manager, contest.id, Verdict.UPHELD)
    assert (knowing(shown), seen_by(shown, shown.anna)) == ([], [])
    assert [edge.until for edge in shut_edges(shown.session)] == [clock.now()]
    with pytest.raises(Conflict):
        settle_contest(shown.session, shown.manager, contest.id, Verdict.DISMISSED)
    with pytest.raises(NotFound):
        object_to(shown.session, shown.anna, shown.skill.id, CONTESTED)
    with clock.at(clock.now() + timedelta(days=1)):
        claim_skill(shown.session, shown.anna, shown.skill.id)
    assert knowing(shown) == ["Anna Agent"]


def test_a_dismissed_contest_counts_again_and_can_be_raised_again(shown: Any) -> None:
    contest = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED)
    before = count_changes(shown.session)
    settle_contest(shown.session, shown.admin, contest.id, Verdict.DISMISSED)
    assert (knowing(shown), shut_edges(shown.session)) == (["Anna Agent"], [])
    assert count_changes(shown.session) == before + 1
    again = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED)
    assert again.id != contest.id


def test_somebody_else_settles_a_contest(shown: Any) -> None:
    contest = object_to(shown.session, shown.anna, shown.skill.id, CONTESTED, "No")
    with pytest.raises(NotFound):
        settle_contest(shown.session, shown.otto, contest.id, Verdict.UPHELD)
    shown.anna.role = "manager"
    shown.session.flush()
    with pytest.raises(NotAllowed):
        settle_contest(shown.session, shown.anna, contest.id, Verdict.UPHELD)
    assert [one.own for one in open_contests(shown.session, shown.anna).items] == [True]
    hidden = object_to(shown.session, shown.anna, shown.skill.id, HIDDEN)
    for missing in (hidden.id, 999):
        with pytest.raises(NotFound):
            settle_contest(shown.session, shown.manager, missing, Verdict.UPHELD)
    waiting = open_contests(shown.session, shown.manager)
    card = waiting.items[0]
    assert (waiting.count, card.person.name, card.why, card.pieces) == (1, "Anna Agent", "No", 1)
    assert len(card.tickets) == 1


def test_where_nothing_is_believed_there_is_nothing_to_contest(bench: Any) -> None:
    with pytest.raises(NotFound):
        object_to(bench.session, bench.otto, bench.skill.id, CONTESTED)
    assert open_objection(bench.session, bench.otto.id, bench.skill.id, CONTESTED) is None


@pytest.mark.both
def test_a_training_is_a_dated_word(bench: Any) -> None:
    day = clock.now().date()
    assert record_training(bench.session, bench.anna, bench.anna.id, bench.skill.id, day)
    assert not record_training(bench.session, bench.anna, bench.anna.id, bench.skill.id, day)
    earlier = day - timedelta(days=400)
    assert record_training(bench.session, bench.admin, bench.anna.id, bench.skill.id, earlier)
    standing = profile_of(bench.session, bench.otto, bench.anna.id).skills[0]
    assert (standing.proven.strength, standing.pieces) == (0, 2)
    assert standing.declared.trained_at is not None
    assert standing.declared.trained_at.date() == day
    newest = standing.evidence[0]
    with pytest.raises(NotAllowed):
        drop_training(bench.session, bench.otto, newest.id)
    assert drop_training(bench.session, bench.anna, newest.id) == bench.anna.id
    with pytest.raises(NotFound):
        drop_training(bench.session, bench.anna, newest.id)
    assert kinds(bench) == ["evidence_added", "evidence_added", "evidence_withdrawn"]


def test_trainings_are_ones_own_or_noted_by_an_administrator(bench: Any) -> None:
    today, guest = clock.now().date(), bench.make.person("guest")
    with pytest.raises(NotAllowed):
        record_training(bench.session, bench.otto, bench.anna.id, bench.skill.id, today)
    for actor, person in ((guest, bench.anna), (bench.anna, guest)):
        with pytest.raises(NotFound):
            record_training(bench.session, actor, person.id, bench.skill.id, today)
    for day in (today + timedelta(days=1), date(1901, 1, 1)):
        with pytest.raises(Invalid):
            record_training(bench.session, bench.anna, bench.anna.id, bench.skill.id, day)
    with pytest.raises(Invalid):
        record_training(bench.session, bench.anna, bench.anna.id, 999, today)
