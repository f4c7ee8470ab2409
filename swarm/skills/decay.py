"""After how long evidence counts half here: fitted on the desk's own record, or set by hand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import fmean, stdev

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.skills.strength import HALF_LIFE_DAYS, PROVEN
from swarm.skills.tables import Evidence, HalfLife
from swarm.skills.taxonomy import check_administrator

CHOICES = (90.0, 120.0, 180.0, 270.0, 365.0, 540.0, 730.0)
"""Half-lives that are tried, in days."""

FEWEST, NEWEST = 200, 50_000
"""From so many predicted pieces on a fit is believed; of more than the newest none is read."""

SHORTEST, LONGEST = 14.0, 3_650.0
STREAM = "desk/skills"
DAY = 86_400.0
EMBARGO = 14 * DAY
"""Evidence younger than that is not seen: who is busy with one thing these days is no memory."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The half-life that told best who would show a skill next, over `pieces` of evidence.

    `scores` are mean log shares by half-life in days: nearer to 0 is better.
    """

    days: float
    pieces: int
    scores: dict[float, float]


Shown = tuple[int, int, float]
"""Person, skill, and the moment in seconds."""


def fit_half_life(shown: Sequence[Shown]) -> Fit | None:
    """Choose the half-life under which those who showed a skill again held most of it before.

    Pure. `shown` is in the order of time. Each piece is predicted from those two weeks before it
    and older: the share that its person holds of the skill's decayed weight. A person's first
    piece says nothing of decay and is not judged. None below 200 judged pieces. Of those no more
    than one standard error (of the paired differences) behind the best, the one nearest to the
    usual half-life is taken: the rule of one standard error, Breiman, Friedman, Olshen and
    Stone, "Classification and Regression Trees", 1984, section 3.4.3.
    """
    judged = {days: _judge(shown, days * DAY) for days in CHOICES}
    pieces = len(judged[CHOICES[0]])
    if pieces < FEWEST:
        return None
    best = max(CHOICES, key=lambda days: fmean(judged[days]))
    level = [days for days in CHOICES if _as_good(judged[days], judged[best])]
    chosen = min(level, key=lambda days: (abs(log(days / HALF_LIFE_DAYS)), days))
    return Fit(chosen, pieces, {days: fmean(judged[days]) for days in CHOICES})


def _as_good(scores: Sequence[float], best: Sequence[float]) -> bool:
    behind = [one - other for one, other in zip(best, scores, strict=True)]
    return fmean(behind) <= stdev(behind) / sqrt(len(behind))


def _judge(shown: Sequence[Shown], half_life: float) -> list[float]:
    """The logarithm of the share that was held before each piece that can be judged."""
    held: defaultdict[tuple[int, int], float] = defaultdict(float)
    whole: defaultdict[int, float] = defaultdict(float)
    scores: list[float] = []
    waiting: deque[Shown] = deque()
    for person, skill, at in shown:
        while waiting and waiting[0][2] <= at - EMBARGO:
            who, what, when = waiting.popleft()
            # Weights grow with time instead of shrinking with age: shares are the same.
            weight = 2.0 ** min(900.0, (when - shown[0][2]) / half_life)
            held[who, what] += weight
            whole[what] += weight
        if held[person, skill] > 0:
            scores.append(log(held[person, skill] / whole[skill]))
        waiting.append((person, skill, at))
    return scores


def read_shown(session: Session) -> list[Shown]:
    """The newest pieces of evidence that work gave, in the order of time."""
    rows = session.execute(
        select(Evidence.person_id, Evidence.skill_id, Evidence.at)
        .where(Evidence.kind.in_(PROVEN))
        .order_by(Evidence.at.desc(), Evidence.id.desc())
        .limit(NEWEST)
    ).all()
    return [(row.person_id, row.skill_id, row.at.timestamp()) for row in reversed(rows)]


def half_life_of(session: Session) -> float:
    """The half-life in days that counts now: the one set by hand, else fitted, else the usual."""
    row = standing(session)
    return HALF_LIFE_DAYS if row is None or row.days is None else row.days


def standing(session: Session) -> HalfLife | None:
    """The record that counts: the last word of a person unless it left it to the fit."""
    said = session.scalar(
        select(HalfLife).where(HalfLife.source == "set").order_by(HalfLife.id.desc()).limit(1)
    )
    if said is not None and said.days is not None:
        return said
    return session.scalar(
        select(HalfLife).where(HalfLife.source == "fitted").order_by(HalfLife.id.desc()).limit(1)
    )


def keep_fit(session: Session, fit: Fit | None) -> None:
    """Note a fit, when it says something new."""
    last = session.scalar(
        select(HalfLife).where(HalfLife.source == "fitted").order_by(HalfLife.id.desc()).limit(1)
    )
    if fit is not None and (last is None or last.days != fit.days):
        session.add(
            HalfLife(source="fitted", days=fit.days, pieces=fit.pieces, at=clock.now(), by_id=None)
        )
        session.flush()
        append(session, STREAM, "half_life_fitted", None, days=fit.days, pieces=fit.pieces)


def set_half_life(session: Session, actor: Person, days: float | None) -> None:
    """Set the half-life by hand, in days; None leaves it to the fit. Raises NotAllowed, Invalid."""
    check_administrator(actor)
    if days is not None and not SHORTEST <= days <= LONGEST:
        raise Invalid(
            "Evidence halves in two weeks to ten years.",
            fields={"days": f"{SHORTEST:g} to {LONGEST:g}"},
        )
    session.add(HalfLife(source="set", days=days, by_id=actor.id, at=clock.now()))
    session.flush()
    append(session, STREAM, "half_life_set", actor.id, days=days)
