"""Why people say no: told only where five or more said the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import NotAllowed
from swarm.reports.declines import read_decline_reasons
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation, Swarm
from swarm.tickets.creating import create_ticket

NOW = datetime(2026, 8, 10, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def told(session: Session, make: Any) -> Any:
    """Record answers of no: how many people gave each reason, twice each."""
    owner = make.person()
    ticket, _ = create_ticket(session, owner, summary="x", requester=make.person("requester"))
    swarm = Swarm(ticket_number=ticket.number, help_needed="x", opened_by=owner.id, opened_at=MAY)
    session.add(swarm)
    session.flush()

    def tell(counts: dict[str, int], at: datetime = MAY) -> None:
        for why, people in counts.items():
            for person in [make.person() for _ in range(people)] * 2:
                invitation = Invitation(
                    swarm_id=swarm.id,
                    person_id=person.id,
                    by_id=owner.id,
                    sent_at=at,
                    expires_at=at,
                    answer="declined",
                    answered_at=at,
                )
                session.add(invitation)
                session.flush()
                if why != "unsaid":
                    session.add(
                        Decline(invitation_id=invitation.id, person_id=person.id, why=why, at=at)
                    )
        session.flush()

    return tell


@pytest.mark.both
def test_reasons_are_told_from_five_people_on(session: Session, told: Any) -> None:
    told({"no_time": 5, "unsaid": 6, "not_my_subject": 4})
    with clock.at(NOW):
        found = read_decline_reasons(session, None)
    assert [(one.why, one.count, one.people) for one in found.items] == [
        ("unsaid", 12, 6),
        ("no_time", 10, 5),
    ]
    # The four cannot be had by subtraction: they are not in the sum either.
    assert (found.count, found.withheld) == (22, True)


def test_small_groups_are_counted_together_where_they_are_five_people(
    session: Session, told: Any
) -> None:
    told({"no_time": 5, "ask_instead": 2, "not_my_subject": 3})
    with clock.at(NOW):
        found = read_decline_reasons(session, None)
    assert [one.why for one in found.items] == ["no_time"]
    assert (found.count, found.withheld) == (20, True)


def test_the_window_is_the_last_full_quarter(session: Session, told: Any) -> None:
    told({"no_time": 5}, at=datetime(2026, 7, 1, tzinfo=UTC))
    told({"other": 5}, at=datetime(2026, 4, 1, tzinfo=UTC))
    told({"ask_instead": 5}, at=datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
    with clock.at(NOW):
        found = read_decline_reasons(session, None)
    assert [one.why for one in found.items] == ["other"]
    with clock.at(datetime(2026, 2, 20, tzinfo=UTC)):
        found = read_decline_reasons(session, None)
    assert (found.since, found.until) == (
        datetime(2025, 10, 1, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert (found.items, found.count, found.withheld) == ([], 0, False)


def test_who_reads_every_day_learns_nothing_by_subtraction(session: Session, told: Any) -> None:
    """Five say they have no time, one more later, and one of the five takes it back after that.

    Any two of the readings of a year are either the same or have no day in common: what fewer
    than five people said in between is in no difference.
    """
    told({"no_time": 5}, at=datetime(2026, 4, 20, tzinfo=UTC))
    told({"no_time": 1, "ask_instead": 1}, at=datetime(2026, 6, 20, tzinfo=UTC))
    first = session.scalars(select(Decline).order_by(Decline.invitation_id)).all()[0]
    seen: dict[tuple[datetime, datetime], set[str]] = {}
    for day in range(365):
        with clock.at(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)):
            if clock.now().month == 8:
                first.undone_at = first.undone_at or clock.now()
                session.flush()
            found = read_decline_reasons(session, None)
        seen.setdefault((found.since, found.until), set()).add(found.model_dump_json())
    assert all(len(readings) == 1 for readings in seen.values())
    windows = sorted(seen)
    assert all(one[1] <= other[0] for one, other in pairwise(windows))
    (second,) = map(
        json.loads, seen[datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)]
    )
    assert [(one["why"], one["people"]) for one in second["items"]] == [("no_time", 6)]


def test_only_managers_are_told(session: Session, make: Any) -> None:
    with pytest.raises(NotAllowed):
        read_decline_reasons(session, make.person())
    assert read_decline_reasons(session, make.person("manager")).items == []
