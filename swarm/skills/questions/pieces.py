"""Every piece of evidence in columns: read once by a process, then followed from row to row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.skills.tables import Evidence, EvidenceKind

AT_ONCE = 20_000
DESKS = 2
KINDS = tuple(EvidenceKind)

Mark = tuple[int, int, int, int]


@dataclass(frozen=True)
class Pieces:
    """Parallel arrays, a piece of evidence each, by rising id. `kind` is a place in KINDS, `at`
    seconds since 1970."""

    id: NDArray[np.int64]
    person: NDArray[np.int64]
    skill: NDArray[np.int64]
    kind: NDArray[np.int8]
    at: NDArray[np.float64]

    @property
    def mark(self) -> Mark:
        """How many, up to which id, and the sums of whose and of which skills: rows that go, come
        or change hands make another one."""
        newest = int(self.id[-1]) if len(self.id) else 0
        return len(self.id), newest, int(self.person.sum()), int(self.skill.sum())


# Threads share it without a lock: what is in it is never changed, only replaced.
_known: dict[str, Pieces] = {}


def read_pieces(session: Session) -> Pieces:
    """All pieces of evidence as they stand now, those that count and those that do not."""
    url = session.connection().engine.url
    # A database in memory has no name that tells it from the next one.
    lasting = url.database not in {None, "", ":memory:"}
    known = _known.get(str(url), _NONE) if lasting else _NONE
    mark = _read_mark(session)
    if known.mark != mark:
        known = _joined(known, _load(session, known.mark[1]))
        if known.mark != mark:
            known = _load(session, 0)
        if lasting:
            _known.pop(str(url), None)
            _known[str(url)] = known
            for oldest in list(_known)[:-DESKS]:
                _known.pop(oldest, None)
    return known


def _read_mark(session: Session) -> Mark:
    sums = [
        func.count(),
        *(
            func.coalesce(one, 0)
            for one in (
                func.max(Evidence.id),
                func.sum(Evidence.person_id),
                func.sum(Evidence.skill_id),
            )
        ),
    ]
    row: Any = session.execute(select(*sums).select_from(Evidence)).one()
    count, newest, persons, skills = (int(one) for one in row)
    return count, newest, persons, skills


def _load(session: Session, after: int) -> Pieces:
    rows = session.execute(
        select(Evidence.id, Evidence.person_id, Evidence.skill_id, Evidence.kind, Evidence.at)
        .where(Evidence.id > after)
        .order_by(Evidence.id)
        .execution_options(yield_per=AT_ONCE)
    )
    return _joined(_NONE, *(_columns(some) for some in rows.partitions()))


def _columns(rows: Sequence[Any]) -> Pieces:
    ids, persons, skills, kinds, moments = zip(*rows, strict=True)
    return Pieces(
        np.array(ids, dtype=np.int64),
        np.array(persons, dtype=np.int64),
        np.array(skills, dtype=np.int64),
        np.array([_PLACES[kind] for kind in kinds], dtype=np.int8),
        np.array([at.timestamp() for at in moments], dtype=np.float64),
    )


def _joined(*parts: Pieces) -> Pieces:
    return Pieces(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("id", "person", "skill", "kind", "at")
        )
    )


_PLACES = {str(kind): place for place, kind in enumerate(KINDS)}
_IDS: NDArray[np.int64] = np.empty(0, dtype=np.int64)
_NONE = Pieces(_IDS, _IDS, _IDS, np.empty(0, dtype=np.int8), np.empty(0, dtype=np.float64))
