"""Finds the evidence behind a suggestion: which tickets, how many, how long ago."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
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


class Grounds:
    """The evidence for one query, asked person by person."""

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
        self._days = np.maximum((query.created_at - corpus.times()) / DAY, 0)
        self._past = corpus_past(corpus) if len(corpus) else None
        self._near = self._nearest()
        self._near_rows = np.sort(np.array(list(self._near), np.int64))
        self._alike = corpus.subject_alike(query) >= _ALIKE
        self._showing: dict[str, dict[int, _Rows]] = {}
        self._place = np.full(len(corpus.skills), -1)
        for place, need in enumerate(needed):
            if need.skill in corpus.skills:
                self._place[corpus.skills[need.skill]] = place
        self._shared = self._rows(query.owner or "")

    def _nearest(self) -> dict[int, float]:
        """The nearest tickets with their weight."""
        near = self._corpus.near(self._query)
        days = self._days[near.docs]
        weight = np.where(near.like >= _SIMILAR, near.like**2 * np.exp2(-days / 365.0), 0)
        first = strongest(weight, _CITED)
        return dict(zip(near.docs[first].tolist(), weight[first].tolist(), strict=True))

    def _rows(self, person: str) -> _Rows:
        """Rows of the tickets that the person was on, oldest first."""
        column = self._corpus.column.get(person)
        if column is None or self._past is None:
            return np.zeros(0, np.int64)
        return np.sort(self._past.rows_of(column))

    def _shows(self, person: str) -> dict[int, _Rows]:
        """By place of the needed skill, rows of the person's tickets that took it."""
        found = self._showing.get(person)
        if found is None:
            starts, taken = self._corpus.taken_skills()
            rows = self._rows(person)
            where, counts = spans(starts, rows)
            places = self._place[taken[where]]
            hit = np.flatnonzero(places >= 0)
            took, places = np.repeat(rows, counts)[hit], places[hit]
            found = {place: took[places == place] for place in sorted(set(places.tolist()))}
            self._showing[person] = found
        return found

    def _cite(
        self, kind: ReasonKind, rows: _Rows, subject: str = "", most: int = MOST_CITED
    ) -> Reason:
        newest_first = np.sort(rows)[::-1][:most]
        tickets = tuple(self._corpus.tickets.id_of(int(row)) for row in newest_first)
        age = float(self._days[rows].min())
        return Reason(kind, len(rows), subject, tickets, round(age, 3))

    def reasons(self, person: str) -> tuple[Reason, ...]:
        """All that speaks for the person, strongest kind first; never empty."""
        rows = self._rows(person)
        rows = rows[self._days[rows] <= _LOOKING_BACK]
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
        for place, took in sorted(self._shows(person).items()):
            fresh = took[self._days[took] <= _LOOKING_BACK]
            if len(fresh):
                out.append(self._cite("skill_shown", fresh, self._needed[place].skill))
        return out

    def _component(self, rows: _Rows) -> list[Reason]:
        about = ", ".join(self._query.components[:2]) or self._query.product
        alike = rows[self._alike[self._corpus.profile()[rows]]]
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
        recent = rows[self._days[rows] <= _RECENT]
        return [self._cite("recently_active", recent)] if len(recent) else []

    def _older(self, person: str) -> tuple[Reason, ...]:
        """For those whose work lies further back than reasons reach, or who have none."""
        rows = self._rows(person)
        if len(rows):
            return (self._cite("past_work", rows),)
        return (Reason("available"),)

    def covers(self, person: str) -> tuple[str, ...]:
        """Needed skills that the person has shown or is said to have."""
        shows, out = self._shows(person), []
        for place, need in enumerate(self._needed):
            took = shows.get(place, np.zeros(0, np.int64))
            shown = float(np.exp2(-self._days[took] / self._half_life).sum())
            stated = self._statements.best(person, need.skill, self._query.created_at)
            if shown >= _COVERING or stated is not None:
                out.append(need.skill)
        return tuple(out)
