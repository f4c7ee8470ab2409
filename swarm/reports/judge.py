"""The tier of work that no rule decides, learned from work whose tier somebody decided.

Rules of the map come first. What they leave open goes to a classifier (`matching.tiers`) that
learns from what people and other desks stated, from managers' corrections and from the rules,
never from itself. It is silent by itself where two tiers are likely, or none (conformal sets). That
is not believed untried: on the newest fifth of the decided tickets, held out, at least four of
five verdicts must have been right, or it may speak only above the confidence at which they were.
Where there is no such confidence it is silent, and the tier stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from swarm import clock
from swarm.db import Database
from swarm.matching.tiers import TierClassifier, Work
from swarm.reports.aggregates.keeping import keep
from swarm.tickets.tables import Outcome, Ticket
from swarm.tiers.judging import by_map, judge_ticket
from swarm.tiers.rules import UNKNOWN, Verdict, WorkSeen
from swarm.tiers.tables import Touch, TouchOverride

MOST_EXAMPLES = 5_000
HELD_OUT = 0.2
RIGHT = 0.8
"""The share of held-out verdicts that must have been right for the classifier to speak."""
FEWEST_JUDGED = 30
OLD = timedelta(hours=1)
"""A judge is not fitted more often than this, however much was decided meanwhile."""


@dataclass(frozen=True)
class Proof:
    """From which confidence on the classifier may speak, and how it did there, held out."""

    confidence: float
    right: float
    judged: int


@dataclass(frozen=True)
class Cut:
    """How much had been decided when the judge was fitted."""

    decided: int
    corrected: int


class TierJudge:
    """Decides tiers of work. One for each process; `refit` and `rejudge` belong off the loop."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._classifier: TierClassifier | None = None
        self._proof: Proof | None = None
        self._cut: Cut | None = None
        self._at: datetime | None = None
        self._next: int | None = None

    def wants_fit(self, now: datetime) -> bool:
        """Whether more was decided since the last fit; cheap to ask."""
        if self._at is None:
            return True
        if now - self._at < OLD:
            return False
        with self.database.read() as session:
            return read_cut(session) != self._cut

    def refit(self) -> int:
        """Learn anew from the whole record; returns from how many tickets."""
        with self.database.read() as session:
            cut, examples = read_cut(session), read_examples(session)
        self._proof = prove(examples)
        self._classifier = TierClassifier.fit(examples, rules=()) if self._proof else None
        self._cut, self._at, self._next = cut, clock.now(), 0
        return len(examples)

    def classify(self, session: Session, work: WorkSeen) -> Verdict:
        """The verdict of the map's rules, else of the classifier, else unknown."""
        ruled = by_map(session, work)
        classifier, proof = self._classifier, self._proof
        if ruled.tier != UNKNOWN or classifier is None or proof is None:
            return ruled
        found = classifier.classify(_as_work(work))
        if found.tier is None and found.choices:
            asked = f"It reads like {' or like '.join(found.choices)}: which was it?"
            return Verdict(reason=asked, choices=found.choices)
        if found.tier is None or found.confidence < proof.confidence:
            return ruled
        return Verdict(
            found.tier,
            min(round(proof.right, 2), 0.99),  # 1 is for what a rule decides
            f"Most like work of {found.tier}; of {proof.judged:,} such verdicts that were held out"
            f" {proof.right:.0%} were right.",
        )

    def rejudge(self, most: int = 50) -> int:
        """Judge tickets with work of unknown tier by what was learned since; 0 when all are done.

        Each ticket is a transaction of its own, so that nobody waits long.
        """
        if self._next is None:
            return 0
        with self.database.read() as session:
            numbers = session.scalars(
                select(Touch.ticket_number)
                .where(
                    Touch.measured == "activity",
                    Touch.tier_of_work == UNKNOWN,
                    Touch.ticket_number > self._next,
                )
                .distinct()
                .order_by(Touch.ticket_number)
                .limit(most)
            ).all()
        for number in numbers:
            with self.database.write() as session:
                judge_ticket(session, number, self.classify)
                keep(session, [number])  # no line tells of it
        self._next = numbers[-1] if numbers else None
        return len(numbers)


def prove(examples: Sequence[tuple[Work, str]]) -> Proof | None:
    """How far the classifier can be believed: fitted on the older examples, judged on the newest.

    None where no confidence separates verdicts of which `RIGHT` are right, `FEWEST_JUDGED` at
    least.
    """
    cut = len(examples) - int(len(examples) * HELD_OUT)
    classifier = TierClassifier.fit(examples[:cut], rules=())
    verdicts = [(classifier.classify(work), tier) for work, tier in examples[cut:]]
    spoken = sorted(
        ((verdict.confidence, verdict.tier == tier) for verdict, tier in verdicts if verdict.tier),
        reverse=True,
    )
    proof, hits = None, 0
    for judged, (confidence, right) in enumerate(spoken, 1):
        hits += right
        if judged >= FEWEST_JUDGED and hits / judged >= RIGHT:
            # Where all that it said was right enough, it knows by itself when to be silent.
            least = confidence if judged < len(spoken) else 0.0
            proof = Proof(least, hits / judged, judged)
    return proof


def read_cut(session: Session) -> Cut:
    """How much is decided now."""
    decided = session.scalar(select(func.count()).select_from(Touch).where(_decided()))
    # Both a new correction and one that is taken back make another number.
    corrected = session.scalar(
        select(func.coalesce(func.max(TouchOverride.id), 0) + func.count(TouchOverride.undone_at))
    )
    return Cut(decided or 0, corrected or 0)


def read_examples(session: Session, *, before: datetime | None = None) -> list[tuple[Work, str]]:
    """The newest tickets with work of a decided tier, each with the tier that ended it.

    That is the tier of its last decided touch among those that resolved it (among all where none
    is known to have), or the newest correction where there is one: the words of a ticket tell
    what it needed in the end, not who looked at it first. `before`
    leaves out what was decided from that moment on.
    """
    by_then = true() if before is None else Touch.ended_at < before
    said_by_then = true() if before is None else TouchOverride.at < before
    ended = session.execute(
        select(Touch.ticket_number, Touch.tier_of_work)
        .where(_decided(), by_then, or_(Touch.resolving, ~_resolved_by_another()))
        .order_by(Touch.ended_at, Touch.id)
    )
    corrected = session.execute(
        select(Touch.ticket_number, TouchOverride.tier_of_work)
        .join(TouchOverride, TouchOverride.touch_id == Touch.id)
        .where(TouchOverride.undone_at.is_(None), said_by_then)
        .order_by(TouchOverride.id)
    )
    # Of several for one ticket the last one stays.
    tiers = {row.ticket_number: row.tier_of_work for row in chain(ended, corrected)}
    newest = sorted((n for n, tier in tiers.items() if tier != UNKNOWN), reverse=True)
    return with_words(session, {n: tiers[n] for n in newest[:MOST_EXAMPLES]})


def with_words(session: Session, tiers: dict[int, str]) -> list[tuple[Work, str]]:
    """Tickets with what their words say of the work, each with the tier that stands here."""
    rows = session.execute(
        select(Ticket.number, Ticket.summary, Ticket.description, Outcome.cause, Outcome.fix)
        .outerjoin(Outcome, (Outcome.ticket_number == Ticket.number) & Outcome.undone_at.is_(None))
        .where(Ticket.number.in_(tiers))
        .order_by(Ticket.number)
    )
    return [
        (
            Work(
                id=str(number),
                summary=summary,
                description=description,
                resolution=f"{cause or ''}\n{fix or ''}".strip(),
            ),
            tiers[number],
        )
        for number, summary, description, cause, fix in rows
    ]


def _resolved_by_another() -> ColumnElement[bool]:
    other = aliased(Touch)
    return exists().where(other.ticket_number == Touch.ticket_number, other.resolving)


def _decided() -> ColumnElement[bool]:
    """Stated by a person or another desk, or decided by a rule (which is sure)."""
    return (Touch.tier_of_work != UNKNOWN) & or_(
        Touch.measured != "activity", Touch.confidence == 1.0
    )


def _as_work(work: WorkSeen) -> Work:
    return Work(
        id=str(work.ticket),
        summary=work.summary,
        description=work.description,
        resolution=work.resolution,
    )
