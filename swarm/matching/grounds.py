"""Finds the evidence behind a suggestion: which tickets, how many, how long ago."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
from swarm.matching.feedback import Help
from swarm.matching.index.spans import spans, strongest, within
from swarm.matching.reasons import MOST_CITED, Reason, ReasonKind
from swarm.matching.signals import corpus_past
from swarm.matching.skills import NeededSkill
from swarm.matching.statements import Statements

_ALIKE = 0.5  # attribute cosine from which two tickets are about the same thing
_SIMILAR, _CITED = 0.12, 20  # text cosine from which tickets are called similar; the nearest
_LOOKING_BACK = 730.0  # days that reasons reach back
_RECENT = 90.0  # days
_COVERING = 0.25  # decayed tickets that show a skill
_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """What of one person's evidence a team is put together from.

    `covers` are needed skills that they have shown or are said to have, `shown` those that work
    of the last two years showed; `tie_days` is how long ago they last worked with the owner;
    `helped` is how often their help on tickets that needed the same was credited.
    """

    covers: tuple[str, ...]
    shown: tuple[str, ...]
    tie_days: float | None
    helped: Help = field(default_factory=Help)


class Grounds:
    """The evidence for one query as it is now; reasons are worked out when they are asked for."""

    def __init__(
        self,
        corpus: Corpus,
        statements: Statements,
        query: Query,
        needed: Sequence[NeededSkill],
        half_life: float,
    ) -> None:
        self._half_life = half_life
        self._corpus, self._statements = corpus, statements
        self._query, self._needed = query, needed
        self._times, self._profile = corpus.times(), corpus.profile()
        self._past = corpus_past(corpus) if len(corpus) else None
        self._since, self._lately = self._first(_LOOKING_BACK), self._first(_RECENT)
        self._near = self._nearest()
        self._near_rows = np.sort(np.array(list(self._near), np.int64))
        self._alike = corpus.subject_alike(query) >= _ALIKE
        self._showing: dict[str, dict[int, _Rows]] = {}  # by place of the needed skill
        self._place = np.full(len(corpus.skills), -1)
        for place, need in enumerate(needed):
            if need.skill in corpus.skills:
                self._place[corpus.skills[need.skill]] = place
        self._shared = self._rows(query.owner or "")

    def _days(self, rows: _Rows) -> npt.NDArray[np.float64]:
        """How many days before the question these tickets became evidence, not negative."""
        return np.maximum((self._query.created_at - self._times[rows]) / DAY, 0)

    def _first(self, days: float) -> int:
        """The oldest ticket that is not older than that, in days."""
        asked, times = self._query.created_at, self._times
        return bisect_left(range(len(times)), -days, key=lambda row: (times[row] - asked) / DAY)

    def _nearest(self) -> dict[int, float]:
        """The nearest tickets with their weight."""
        near = self._corpus.near(self._query)
        days = self._days(near.docs)
        weight = np.where(near.like >= _SIMILAR, near.like**2 * np.exp2(-days / 365.0), 0)
        first = strongest(weight, _CITED)
        return dict(zip(near.docs[first].tolist(), weight[first].tolist(), strict=True))

    def _rows(self, person: str) -> _Rows:
        """Rows of the tickets that the person was on, oldest first."""
        column = self._corpus.column.get(person)
        if column is None or self._past is None:
            return np.zeros(0, np.int64)
        rows = self._past.rows_of(column)
        return rows[: np.searchsorted(rows, len(self._times))]  # nothing that was added since

    def _cite(
        self, kind: ReasonKind, rows: _Rows, subject: str = "", most: int = MOST_CITED
    ) -> Reason:
        """A reason with its `rows`, oldest first."""
        newest_first = rows[: -most - 1 : -1].tolist()
        tickets = tuple(self._corpus.tickets.id_of(row) for row in newest_first)
        age = float(self._days(rows[-1:])[0])
        return Reason(kind, len(rows), subject, tickets, round(age, 3))

    def reasons(self, person: str) -> tuple[Reason, ...]:
        """All that speaks for the person, strongest kind first; never empty."""
        rows = self._rows(person)
        rows = rows[rows >= self._since]
        found = [Reason("named")] if person in self._query.named else []
        found += [*self._similar(rows), *self._with_owner(rows), *self._shown(person)]
        found += [*self._component(rows), *self._stated(person, len(rows)), *self._active(rows)]
        return tuple(found) or self._older(person)

    def _similar(self, rows: _Rows) -> list[Reason]:
        near = within(rows, self._near_rows)
        if not len(near):
            return []
        return [self._cite("similar_tickets", near, most=_CITED)]

    def _with_owner(self, rows: _Rows) -> list[Reason]:
        shared = within(rows, self._shared)
        if not len(shared):
            return []
        return [self._cite("worked_with_owner", shared, self._query.owner or "")]

    def _shown(self, person: str) -> list[Reason]:
        out = []
        for place, took in sorted(self._showing.get(person, {}).items()):
            fresh = took[took >= self._since]
            if len(fresh):
                out.append(self._cite("skill_shown", fresh, self._needed[place].skill))
        return out

    def _component(self, rows: _Rows) -> list[Reason]:
        about = ", ".join(self._query.components[:2]) or self._query.product
        alike = rows[self._alike[self._profile[rows]]]
        return [self._cite("component", alike, about)] if about and len(alike) else []

    def _stated(self, person: str, solved: int) -> list[Reason]:
        out = []
        for need in self._needed:
            best = self._statements.best(person, need.skill, self._query.created_at)
            if best is not None:
                age = max(0.0, (self._query.created_at - best.at) / DAY)
                out.append(
                    Reason(
                        "skill_stated",
                        solved,
                        need.skill,
                        age_days=round(age, 3),
                        source=best.source,
                        said=best.kind,
                    )
                )
        return out

    def _active(self, rows: _Rows) -> list[Reason]:
        recent = rows[rows >= self._lately]
        return [self._cite("recently_active", recent)] if len(recent) else []

    def _older(self, person: str) -> tuple[Reason, ...]:
        """For those whose work lies further back than reasons reach, or who have none."""
        rows = self._rows(person)
        if len(rows):
            return (self._cite("past_work", rows),)
        return (Reason("available"),)

    def standings(self, people: Sequence[str]) -> list[Standing]:
        """What a team is put together from, for several people at once."""
        rows, who = self._work(people)
        days, size = self._days(rows), (len(people), len(self._needed))
        starts, taken = self._corpus.taken_skills()
        where, counts = spans(starts, rows)
        places = self._place[taken[where]]
        hit = np.flatnonzero(places >= 0)
        places, of = places[hit], np.repeat(np.arange(len(rows)), counts)[hit]
        at = who[of] * len(self._needed) + places
        self._note(people, rows[of], at)
        decayed = np.bincount(at, np.exp2(-days[of] / self._half_life), size[0] * size[1])
        fresh = np.bincount(at, rows[of] >= self._since, size[0] * size[1])
        covered, shown = decayed.reshape(size) >= _COVERING, fresh.reshape(size) > 0
        ties = self._ties(rows, who, days, len(people))
        helped = self._helped(people, rows[of], who[of], places)
        return [
            Standing(
                tuple(
                    need.skill
                    for place, need in enumerate(self._needed)
                    if covered[at, place] or self._said(person, need.skill)
                ),
                tuple(need.skill for place, need in enumerate(self._needed) if shown[at, place]),
                ties[at],
                helped[at],
            )
            for at, person in enumerate(people)
        ]

    def _helped(self, people: Sequence[str], rows: _Rows, who: _Rows, places: _Rows) -> list[Help]:
        """How often each person's help counted; each row is of a needed skill that it took.

        A ticket on which nobody was credited tells of nobody, nor does it of who answered for it.
        """
        credited, who_credited = self._corpus.credits()
        told = credited[rows + 1] > credited[rows]
        rows, who, places = rows[told], who[told], places[told]
        if not len(rows):
            return [Help()] * len(people)
        total = sum(need.probability for need in self._needed)
        share = np.array([need.probability / total for need in self._needed])
        weight = share[places] * np.exp2(-self._days(rows) / self._half_life)
        columns = np.array([self._corpus.column.get(person, -1) for person in people], np.int64)
        pairs = self._pairs(rows, columns[who])
        yes = np.isin(pairs, self._named(credited, who_credited, rows))
        answered = np.isin(pairs, self._named(*self._corpus.touches(helped=False), rows))
        sums = [
            np.bincount(who[chosen], weight[chosen], len(people))
            for chosen in (yes & ~answered, ~yes & ~answered)
        ]
        return [Help(float(good), float(less)) for good, less in zip(*sums, strict=True)]

    def _named(self, starts: _Rows, entries: _Rows, rows: _Rows) -> _Rows:
        """Whoever stands on these rows, as pairs."""
        where, counts = spans(starts, rows)
        return self._pairs(np.repeat(rows, counts), entries[where])

    def _pairs(self, rows: _Rows, columns: _Rows) -> _Rows:
        """A number for each row and person."""
        return rows.astype(np.int64) * len(self._corpus.people) + columns

    def _note(self, people: Sequence[str], took: _Rows, at: _Rows) -> None:
        """Keep which tickets of each person took which needed skill, for who asks for reasons."""
        self._showing.update({person: {} for person in people})
        order = np.argsort(at, kind="stable")
        took, at = took[order], at[order]
        first = np.flatnonzero(np.diff(at, prepend=-1))
        for key, rows in zip(at[first].tolist(), np.split(took, first[1:]), strict=False):
            who, place = divmod(key, len(self._needed))
            self._showing[people[who]][place] = rows

    def _work(self, people: Sequence[str]) -> tuple[_Rows, _Rows]:
        """The tickets that these people were on, and the place of each one's person."""
        if self._past is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        columns = np.array([self._corpus.column.get(person, -1) for person in people], np.int64)
        rows, who = self._past.work_of(columns)
        inside = rows < len(self._times)
        return rows[inside], who[inside]

    def _ties(
        self, rows: _Rows, who: _Rows, days: npt.NDArray[np.float64], count: int
    ) -> list[float | None]:
        if not len(self._shared):
            return [None] * count
        place = np.minimum(np.searchsorted(self._shared, rows), len(self._shared) - 1)
        shared = (self._shared[place] == rows) & (rows >= self._since)
        last = np.full(count, np.inf)
        np.minimum.at(last, who[shared], days[shared])
        return [round(float(one), 3) if np.isfinite(one) else None for one in last]

    def _said(self, person: str, skill: str) -> bool:
        return self._statements.best(person, skill, self._query.created_at) is not None
