"""Why people say no: told only where five or more said the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import NotAllowed
from swarm.reports.declines import read_decline_reasons
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation, Swarm
from swarm.tickets.creating import create_ticket

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
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


def test_the_window_moves_by_whole_months(session: Session, told: Any) -> None:
    told({"no_time": 5}, at=datetime(2026, 6, 1, tzinfo=UTC))
    told({"other": 5}, at=datetime(2026, 3, 1, tzinfo=UTC))
    told({"ask_instead": 5}, at=datetime(2026, 2, 28, tzinfo=UTC))
    with clock.at(NOW):
        found = read_decline_reasons(session, None)
    assert [one.why for one in found.items] == ["other"]
    with clock.at(datetime(2026, 2, 20, tzinfo=UTC)):
        found = read_decline_reasons(session, None)
    assert (found.since, found.until) == (
        datetime(2025, 11, 1, tzinfo=UTC),
        datetime(2026, 2, 1, tzinfo=UTC),
    )
    assert (found.items, found.count, found.withheld) == ([], 0, False)


def test_only_managers_are_told(session: Session, make: Any) -> None:
    with pytest.raises(NotAllowed):
        read_decline_reasons(session, make.person())
    assert read_decline_reasons(session, make.person("manager")).items == []
