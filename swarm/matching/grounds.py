"""Finds the evidence behind a suggestion: which tickets, how many, how long ago."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
from swarm.matching.reasons import MOST_CITED, Reason, ReasonKind
from swarm.matching.rows import Floats
from swarm.matching.skills import NeededSkill, skill_votes
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
        self, corpus: Corpus, statements: Statements, query: Query, needed: Sequence[NeededSkill]
    ) -> None:
        self._corpus, self._statements = corpus, statements
        self._query, self._needed = query, needed
        size = len(corpus)
        self._days = np.maximum((query.created_at - corpus.times()) / DAY, 0)
        answered, helped = corpus.parts(size)
        self._touches = (answered + helped).tocsc()
        self._fresh = self._days <= _LOOKING_BACK
        self._near = self._nearest(size)
        self._alike = corpus.attribute_similarity([query], size)[0] >= _ALIKE
        self._skilled = skill_votes(corpus, needed).tocsc() if needed and size else None
        self._shared = np.zeros(size, np.bool_)
        if query.owner in corpus.column:
            self._shared[self._rows(query.owner or "")] = True

    def _nearest(self, size: int) -> Floats:
        """Weight of each of the nearest tickets, zero for all others."""
        like = self._corpus.text_similarity([self._query], size)[0]
        weight = np.where(like >= _SIMILAR, like**2 * np.exp2(-self._days / 365.0), 0)
        if size > _CITED:
            weight[weight < np.partition(weight, -_CITED)[-_CITED]] = 0
        return weight.astype(np.float32)

    def _rows(self, person: str) -> _Rows:
        """Rows of the tickets that the person was on, oldest first."""
        column = self._corpus.column.get(person)
        if column is None or not len(self._corpus):
            return np.zeros(0, np.int64)
        start, end = self._touches.indptr[column : column + 2]
        return np.sort(self._touches.indices[start:end]).astype(np.int64)

    def _cite(self, kind: ReasonKind, rows: _Rows, cited: _Rows, subject: str = "") -> Reason:
        newest_first = np.sort(cited)[::-1][:MOST_CITED]
        tickets = tuple(self._corpus.tickets[row].id for row in newest_first)
        age = float(self._days[rows].min())
        return Reason(kind, len(rows), subject, tickets, round(age, 3))

    def reasons(self, person: str) -> tuple[Reason, ...]:
        """All that speaks for the person, strongest kind first; never empty."""
        rows = self._rows(person)
        rows = rows[self._fresh[rows]]
        found = [*self._similar(rows), *self._with_owner(rows), *self._shown(rows)]
        found += [*self._component(rows), *self._stated(person, len(rows)), *self._active(rows)]
        return tuple(found) or self._older(person)

    def _similar(self, rows: _Rows) -> list[Reason]:
        near = rows[self._near[rows] > 0]
        if not len(near):
            return []
        strongest = near[np.argsort(-self._near[near], kind="stable")[:MOST_CITED]]
        return [self._cite("similar_tickets", near, strongest)]

    def _with_owner(self, rows: _Rows) -> list[Reason]:
        shared = rows[self._shared[rows]]
        if not len(shared):
            return []
        return [self._cite("worked_with_owner", shared, shared, self._query.owner or "")]

    def _shown(self, rows: _Rows) -> list[Reason]:
        if self._skilled is None:
            return []
        out = []
        for place, need in enumerate(self._needed):
            took = self._with_skill(rows, place)
            if len(took):
                out.append(self._cite("skill_shown", took, took, need.skill))
        return out

    def _with_skill(self, rows: _Rows, place: int) -> _Rows:
        if self._skilled is None:
            return rows[:0]
        start, end = self._skilled.indptr[place : place + 2]
        return rows[np.isin(rows, self._skilled.indices[start:end])]

    def _component(self, rows: _Rows) -> list[Reason]:
        about = ", ".join(self._query.components[:2]) or self._query.product
        alike = rows[self._alike[rows]]
        return [self._cite("component", alike, alike, about)] if about and len(alike) else []

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
        return [self._cite("recently_active", recent, recent)] if len(recent) else []

    def _older(self, person: str) -> tuple[Reason, ...]:
        """For those whose work lies further back than reasons reach, or who have none."""
        rows = self._rows(person)
        if len(rows):
            return (self._cite("past_work", rows, rows),)
        return (Reason("available"),)

    def covers(self, person: str) -> tuple[str, ...]:
        """Needed skills that the person has shown or is said to have."""
        rows = self._rows(person)
        out = []
        for place, need in enumerate(self._needed):
            took = self._with_skill(rows, place)
            shown = float(np.exp2(-self._days[took] / 365.0).sum())
            stated = self._statements.best(person, need.skill, self._query.created_at)
            if shown >= _COVERING or stated is not None:
                out.append(need.skill)
        return tuple(out)
