"""Teams that keep to themselves, and teams whose people must not work on the same ticket."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid
from swarm.people.access import check_administers
from swarm.people.tables import Person, Team, TeamConflict


def conflicts_of(session: Session) -> dict[int, list[int]]:
    """The teams in conflict with each team, by id; teams without any are left out."""
    found: dict[int, list[int]] = {}
    pairs = session.execute(select(TeamConflict.one_id, TeamConflict.other_id))
    for one, other in sorted(tuple(pair) for pair in pairs):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def set_conflicts(
    session: Session, actor: Person | None, team: Team, others: Iterable[int]
) -> bool:
    """Set with which teams a team is in conflict; returns whether anything changed.

    Raises NotAllowed for who does not administer, Invalid for a team that is not there and for
    the team itself.
    """
    check_administers(actor)
    wanted = set(others)
    known = set(session.scalars(select(Team.id).where(Team.id.in_(wanted))))
    if team.id in wanted or known != wanted:
        raise Invalid("Choose among the other teams.", fields={"conflicts": "unknown team"})
    present = set(conflicts_of(session).get(team.id, []))
    if wanted == present:
        return False
    by, now = actor.id if actor else None, clock.now()
    for other in sorted(present ^ wanted):
        one, two = sorted((team.id, other))
        if other in present:
            pair = (TeamConflict.one_id == one, TeamConflict.other_id == two)
            session.execute(delete(TeamConflict).where(*pair))
        else:
            session.add(TeamConflict(one_id=one, other_id=two, by_id=by, at=now))
    append(session, f"teams/{team.id}", "team_changed", by, fields=["conflicts"])
    return True


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_THESE: BindParameter[Any] = bindparam("teams", expanding=True)
_PRIVATE = select(Team.id).where(Team.private.is_(True), Team.id.not_in(_THESE))
_OPPOSED = select(TeamConflict.one_id, TeamConflict.other_id).where(
    or_(TeamConflict.one_id.in_(_THESE), TeamConflict.other_id.in_(_THESE))
)


def private_teams(session: Session, but: Collection[int]) -> set[int]:
    """The teams whose people are asked only for their own team's tickets, except those in `but`."""
    return set(session.scalars(_PRIVATE, {"teams": sorted(but)}))


def opposed_teams(session: Session, concerned: Collection[int]) -> set[int]:
    """The teams in conflict with any that a ticket concerns."""
    opposed: set[int] = set()
    for one, other in session.execute(_OPPOSED, {"teams": sorted(concerned)}):
        opposed |= {one} if other in concerned else set()
        opposed |= {other} if one in concerned else set()
    return opposed
