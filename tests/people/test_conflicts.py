"""Teams that keep to themselves, and teams that must not meet."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotAllowed
from swarm.people.conflicts import conflicts_of, opposed_teams, private_teams, set_conflicts


@pytest.mark.both
def test_a_conflict_is_between_both_and_can_be_ended_from_either_side(
    session: Session, make: Any
) -> None:
    one, two, three = make.team(), make.team(), make.team()
    assert set_conflicts(session, None, two, [one.id, three.id])
    assert conflicts_of(session) == {
        one.id: [two.id],
        two.id: [one.id, three.id],
        three.id: [two.id],
    }
    assert opposed_teams(session, {one.id}) == {two.id}
    assert opposed_teams(session, {one.id, two.id}) == {one.id, two.id, three.id}
    assert opposed_teams(session, set()) == set()
    assert set_conflicts(session, None, three, [])
    assert not set_conflicts(session, None, three, [])
    assert conflicts_of(session) == {one.id: [two.id], two.id: [one.id]}


def test_private_teams_are_closed_except_for_their_own(session: Session, make: Any) -> None:
    make.team()
    board, ward = make.team(private=True), make.team(private=True)
    assert private_teams(session, set()) == {board.id, ward.id}
    assert private_teams(session, {board.id}) == {ward.id}


def test_a_team_is_in_conflict_with_others_only_and_set_by_administrators(
    session: Session, make: Any
) -> None:
    team = make.team()
    for others in ([team.id], [999_999]):
        with pytest.raises(Invalid):
            set_conflicts(session, make.person("administrator"), team, others)
    with pytest.raises(NotAllowed):
        set_conflicts(session, make.person("manager"), team, [])
