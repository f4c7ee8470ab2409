"""Was the tier classifier right where people gave a tier themselves? Asked of each month anew.

A month's corrections and answers are held against a classifier that learned only from what was
decided before that month, so that nothing it is asked about has taught it. Managers correct what
is wrong and owners answer what was left open: it is judged on the hardest work there is, and the
share that is right says less than how it moves from month to month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.db import Database
from swarm.matching.tiers import TierClassifier
from swarm.reports.judge import prove, read_examples, with_words
from swarm.tiers.tables import Touch, TouchOverride

MONTHS = 12
MOST_EXAMPLES = 2_000
"""The newest decided tickets that a month's classifier learns from."""


class MonthScore(BaseModel):
    """Of `stated` tickets whose tier people gave in a month, `told` got one tier, `right` theirs.

    `learned_from` is how many decided tickets it had to learn from; what it says of none, it
    would have left to a question.
    """

    month: date
    stated: int
    told: int
    right: int
    learned_from: int


@dataclass(frozen=True)
class Stated:
    """What people said in a month: ticket to tier, and what changes when they say more."""

    month: date
    tiers: Mapping[int, str]
    key: tuple[int, int]


def read_stated(session: Session, now: datetime) -> list[Stated]:
    """The standing corrections and answers of the last twelve months that have any."""
    first = _first_of(now, MONTHS - 1)
    rows = session.execute(
        select(TouchOverride.id, TouchOverride.at, TouchOverride.tier_of_work, Touch.ticket_number)
        .join(Touch, Touch.id == TouchOverride.touch_id)
        .where(TouchOverride.undone_at.is_(None), TouchOverride.at >= first)
        .order_by(TouchOverride.id)
    ).all()
    months: dict[date, dict[int, str]] = {}
    ids: dict[date, list[int]] = {}
    for row in rows:
        month = row.at.date().replace(day=1)
        months.setdefault(month, {})[row.ticket_number] = row.tier_of_work
        ids.setdefault(month, []).append(row.id)
    return [
        Stated(month, months[month], (len(ids[month]), max(ids[month]))) for month in sorted(months)
    ]


class TierScores:
    """The scores of the last months. One for each process; `score_next` belongs off the loop."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._scores: dict[date, tuple[tuple[int, int], MonthScore]] = {}

    def months(self) -> list[MonthScore]:
        """Oldest first; those that nobody has scored since the desk began are left out."""
        return [self._scores[month][1] for month in sorted(self._scores)]

    def score_next(self, now: datetime) -> bool:
        """Score one month of which more was said than when it was scored; False: none is left."""
        with self.database.read() as session:
            stated = read_stated(session, now)
            said = {one.month for one in stated}
            self._scores = {m: known for m, known in self._scores.items() if m in said}
            for one in stated:
                if self._scores.get(one.month, (None,))[0] != one.key:
                    self._scores[one.month] = (one.key, score_month(session, one))
                    return True
        return False


def score_month(session: Session, stated: Stated) -> MonthScore:
    """Hold one month against what was known before it; takes a second or two."""
    before = _begin(stated.month.year, stated.month.month)
    examples = [
        (work, tier)
        for work, tier in read_examples(session, before=before)[-MOST_EXAMPLES:]
        if int(work.id) not in stated.tiers
    ]
    proof = prove(examples)
    told = right = 0
    if proof is not None:
        classifier = TierClassifier.fit(examples, rules=())
        for work, tier in with_words(session, dict(stated.tiers)):
            verdict = classifier.classify(work)
            if verdict.tier is not None and verdict.confidence >= proof.confidence:
                told += 1
                right += verdict.tier == tier
    return MonthScore(
        month=stated.month,
        stated=len(stated.tiers),
        told=told,
        right=right,
        learned_from=len(examples),
    )


def _begin(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def _first_of(now: datetime, back: int) -> datetime:
    """The first moment of the month so many months back."""
    months = now.year * 12 + now.month - 1 - back
    return _begin(months // 12, months % 12 + 1)
