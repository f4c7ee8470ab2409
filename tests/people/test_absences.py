"""Leave: planned, taken back, and who stands in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.absences import card_of, end_absence, list_absences, plan_absence
from swarm.people.tables import Absence

DAY = timedelta(days=1)


def test_a_colleague_plans_leave_with_a_substitute(
    session: Session, make: Any, noon: datetime
) -> None:
    ada, bob = make.person(), make.person(name="Bob")
    absence = plan_absence(session, ada, ada, noon + DAY, noon + 5 * DAY, bob)
    (card,) = list_absences(session, ada)
    assert card == card_of(session, absence)
    assert card.substitute is not None
    assert card.substitute.name == "Bob"
    lines = read_lines(session, f"people/{ada.id}").items
    assert [(line.kind, line.data) for line in lines] == [
        ("profile_changed", {"fields": ["absences"]})
    ]


def test_a_manager_plans_for_others_and_an_agent_does_not(
    session: Session, make: Any, noon: datetime
) -> None:
    ada, bob, chief = make.person(), make.person(), make.person(role="manager")
    plan_absence(session, chief, ada, noon, noon + DAY)
    with pytest.raises(NotAllowed):
        plan_absence(session, bob, ada, noon + 2 * DAY, noon + 3 * DAY)


def test_requesters_take_no_leave_and_see_nobody(
    session: Session, make: Any, noon: datetime
) -> None:
    customer, ada = make.person(role="requester"), make.person()
    with pytest.raises(NotAllowed):
        plan_absence(session, customer, customer, noon, noon + DAY)
    with pytest.raises(NotFound):
        plan_absence(session, customer, ada, noon, noon + DAY)


@pytest.mark.parametrize(
    ("start", "end", "field"), [(2, 1, "ends_at"), (1, 1, "ends_at"), (-3, -1, "ends_at")]
)
def test_days_that_make_no_sense_are_refused(
    session: Session, make: Any, noon: datetime, start: int, end: int, field: str
) -> None:
    ada = make.person()
    with pytest.raises(Invalid) as refused:
        plan_absence(session, ada, ada, noon + start * DAY, noon + end * DAY)
    assert list(refused.value.fields or {}) == [field]


def test_nobody_stands_in_who_cannot(session: Session, make: Any, noon: datetime) -> None:
    ada = make.person()
    for substitute in (ada, make.person(role="requester"), make.person(left_at=noon)):
        with pytest.raises(Invalid) as refused:
            plan_absence(session, ada, ada, noon, noon + DAY, substitute)
        assert list(refused.value.fields or {}) == ["substitute"]


def test_two_absences_do_not_overlap(session: Session, make: Any, noon: datetime) -> None:
    ada, bob = make.person(), make.person()
    plan_absence(session, ada, ada, noon + DAY, noon + 3 * DAY)
    with pytest.raises(Conflict) as refused:
        plan_absence(session, ada, ada, noon + 2 * DAY, noon + 4 * DAY)
    assert refused.value.current is not None
    assert refused.value.current["ends_at"] == (noon + 3 * DAY).isoformat()
    plan_absence(session, ada, ada, noon + 3 * DAY, noon + 4 * DAY)
    plan_absence(session, bob, bob, noon + 2 * DAY, noon + 4 * DAY)


def test_leave_that_runs_ends_now_and_leave_to_come_never_was(
    session: Session, make: Any, noon: datetime
) -> None:
    ada = make.person()
    running = plan_absence(session, ada, ada, noon - DAY, noon + DAY)
    later = plan_absence(session, ada, ada, noon + 2 * DAY, noon + 3 * DAY)
    end_absence(session, ada, running.id)
    end_absence(session, ada, later.id)
    session.flush()
    assert running.ends_at == noon
    assert session.get(Absence, later.id) is None
    assert list_absences(session, ada) == []
    with pytest.raises(NotFound):
        end_absence(session, ada, running.id)
    with pytest.raises(NotFound):
        end_absence(session, ada, later.id)


def test_somebody_elses_leave_stays(session: Session, make: Any, noon: datetime) -> None:
    ada, bob = make.person(), make.person()
    absence = plan_absence(session, ada, ada, noon, noon + DAY)
    with pytest.raises(NotAllowed):
        end_absence(session, bob, absence.id)
