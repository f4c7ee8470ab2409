"""Who met the same symptom before hears of the fix, with the reason, and nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.neighbour import Neighbour
from swarm.rooms.closing import close_swarm
from swarm.rooms.reaching.alike import LEAST, MOST_PEOPLE, SHOWN_FOR, solved_alike, with_adviser
from swarm.rooms.reaching.wishes import Ways, choose_ways
from swarm.rooms.reaching.words import told


def nearest(*like: tuple[int, float]) -> Any:
    """An adviser that knows how alike tickets are."""

    def find(_query: Any, *, k: int, least: float) -> list[Neighbour]:
        return [Neighbour(str(one), how, 1.0) for one, how in like if how >= least][:k]

    model = SimpleNamespace(nearest=find)
    return SimpleNamespace(current=lambda _session: SimpleNamespace(model=model))


def close(floor: Any, session: Session, *like: tuple[int, float], solved: bool = True) -> int:
    swarm = floor.swarm(floor.ticket(summary="The printer prints blanks"))
    close_swarm(session, floor.owner, swarm.id, summary="New drum", solved=solved)
    line = floor.lines(f"swarms/{swarm.id}")[-1]
    assert line.kind == "swarm_closed"
    for _ in range(2):  # the second time nobody is told again
        with_adviser(nearest((swarm.ticket_number, 1.0), *like))(session, line)
    return int(swarm.ticket_number)


def heard(floor: Any, person: Any) -> list[dict[str, Any]]:
    lines = floor.lines(f"people/{person.id}")
    return [line.data for line in lines if line.kind == "symptom_solved"]


@pytest.mark.both
def test_who_owned_something_like_it_is_told_with_the_reason(floor: Any, session: Session) -> None:
    (before,) = floor.solve_some(floor.expert, "Blank prints", 1)
    number = close(floor, session, (before, 0.7))
    (data,) = heard(floor, floor.expert)
    assert data == {"ticket": number, "like": before, "similarity": 0.7}
    (notice,) = solved_alike(session, floor.expert)
    assert (notice.ticket, notice.like) == (number, before)
    line = floor.lines(f"people/{floor.expert.id}")[-1]
    words = told(session, floor.expert, line)
    assert words is not None
    assert f"like #{before} " in words.text
    with clock.at(clock.now() + SHOWN_FOR):
        assert solved_alike(session, floor.expert) == []


def test_nobody_else_is_told(floor: Any, session: Session) -> None:
    (mine,) = floor.solve_some(floor.owner, "My own", 1)
    (faint,) = floor.solve_some(floor.expert, "Something else", 1)
    (gone,) = floor.solve_some(floor.other, "Long ago", 1)
    (unwilling,) = floor.solve_some(floor.manager, "Not wanted", 1)
    floor.other.left_at = clock.now()
    none = Ways(kind="alike", client=False, push=False, mail="off")
    choose_ways(session, floor.manager, [none])
    session.flush()
    close(floor, session, (mine, 0.9), (faint, LEAST - 0.01), (gone, 0.9), (unwilling, 0.9))
    for person in (floor.owner, floor.expert, floor.other, floor.manager):
        assert heard(floor, person) == []


def test_no_more_than_a_few_are_told(floor: Any, session: Session, make: Any) -> None:
    people = [make.person() for _ in range(MOST_PEOPLE + 1)]
    like = [
        (floor.solve_some(one, "Blank", 1)[0], 0.9 - place / 100)
        for place, one in enumerate(people)
    ]
    close(floor, session, *like)
    assert [len(heard(floor, one)) for one in people] == [1] * MOST_PEOPLE + [0]


def test_a_swarm_that_solved_nothing_tells_nobody(floor: Any, session: Session) -> None:
    (before,) = floor.solve_some(floor.expert, "Blank prints", 1)
    close(floor, session, (before, 0.9), solved=False)
    assert heard(floor, floor.expert) == []
