"""Evidence in columns is what the rows say, whatever became of them meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.db import Database
from swarm.migrating import every_table
from swarm.people.tables import Person
from swarm.skills.questions.holding import holdings
from swarm.skills.questions.pieces import KINDS, Pieces, read_pieces
from swarm.skills.strength import PROVEN, weigh
from swarm.skills.tables import Evidence, Objection, Skill


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    """A desk in a file, with pieces of evidence of three people in two skills."""
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    every_table().create_all(database.engine)
    now, chance = clock.now(), np.random.default_rng(1)
    with database.write() as session:
        session.add_all(Person(name=f"P{n}", role="agent", created_at=now) for n in range(3))
        session.add_all(Skill(name=f"S{n}", created_at=now) for n in range(2))
        session.flush()
        for _ in range(60):
            show(session, *(int(one) for one in chance.integers(0, (3, 2, 900))))
        yield session
    database.close()


def show(session: Session, person: int, skill: int, days: int) -> None:
    kind = KINDS[(person + skill + days) % 3]
    at = clock.now() - timedelta(days=days)
    session.add(Evidence(person_id=person + 1, skill_id=skill + 1, kind=kind, at=at))
    session.flush()


def rows_of(session: Session) -> list[tuple[int, int, int, str, float]]:
    return [
        (one.id, one.person_id, one.skill_id, one.kind, one.at.timestamp())
        for one in session.scalars(select(Evidence).order_by(Evidence.id))
    ]


def said(pieces: Pieces) -> list[tuple[int, int, int, str, float]]:
    kinds = [str(KINDS[place]) for place in pieces.kind]
    columns = (pieces.id, pieces.person, pieces.skill)
    return list(zip(*(one.tolist() for one in columns), kinds, pieces.at.tolist(), strict=True))


def test_rows_that_come_go_and_change_hands_are_followed(desk: Session) -> None:
    assert said(read_pieces(desk)) == rows_of(desk)
    show(desk, 1, 1, 5)
    assert said(read_pieces(desk)) == rows_of(desk)
    desk.delete(desk.get_one(Evidence, 7))
    desk.flush()
    assert said(read_pieces(desk)) == rows_of(desk)
    desk.execute(update(Evidence).where(Evidence.id < 9).values(person_id=3))
    assert said(read_pieces(desk)) == rows_of(desk)


def test_rows_are_read_once(desk: Session) -> None:
    read_pieces(desk)
    asked: list[str] = []
    event.listen(
        desk.get_bind(), "before_cursor_execute", lambda _c, _r, text, *_: asked.append(text)
    )
    first = read_pieces(desk)
    assert read_pieces(desk) is first
    assert len(asked) == 2
    assert all(text.startswith("SELECT count(*)") for text in asked)


def test_holdings_are_the_sums_of_weights(desk: Session) -> None:
    now = clock.now()
    desk.get_one(Person, 3).left_at = now
    desk.add(Objection(person_id=1, skill_id=1, kind="contested", at=now))
    desk.add(
        Objection(person_id=2, skill_id=1, kind="contested", at=now, verdict="upheld",
                  settled_at=now - timedelta(days=300))
    )  # fmt: skip
    desk.flush()
    with clock.at(now):
        held = holdings(desk)
    wanted: dict[tuple[int, str, int], float] = {}
    for _, person, skill, kind, at in rows_of(desk):
        old = at <= (now - timedelta(days=300)).timestamp()
        if skill == 1 and (person == 1 or (person == 2 and old)):
            continue
        shown = kind in PROVEN
        if person == 3 and not shown:
            continue
        where = "left" if person == 3 else "proven" if shown else "said"
        moment = now - timedelta(seconds=now.timestamp() - at)
        key = skill, where, person
        wanted[key] = wanted.get(key, 0.0) + weigh(kind, moment, now)
    found = {
        (skill, where, person): weight
        for skill, one in held.items()
        for where in ("proven", "said", "left")
        for person, weight in getattr(one, where).items()
    }
    assert found == pytest.approx(wanted)
    assert holdings(desk, [2]).keys() == {2}
