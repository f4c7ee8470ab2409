"""Work that no longer speaks for somebody, because they object to what it shows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from swarm.skills.objections import shut_edges

Until = datetime | None


class Objected:
    """Whose part in a ticket is left out of what matching learns from.

    A ticket that shows a skill which a person contests or hides does not name that person at
    all: words and components would lead to them as surely as the skill does.
    """

    def __init__(self, session: Session, names: dict[int, str]) -> None:
        """`names` are the names of skills by id."""
        self._of: defaultdict[int, list[tuple[str, Until]]] = defaultdict(list)
        for edge in shut_edges(session):
            if edge.skill in names:
                self._of[edge.person].append((names[edge.skill], edge.until))

    def left(self, people: Iterable[int], skills: Collection[str], at: datetime) -> list[int]:
        """Those of `people` for whom a ticket of that moment with these skills speaks."""
        if not self._of:
            return list(people)
        return [one for one in people if not self._shut(one, skills, at)]

    def _shut(self, person: int, skills: Collection[str], at: datetime) -> bool:
        return any(
            skill in skills and (until is None or at <= until)
            for skill, until in self._of.get(person, ())
        )
