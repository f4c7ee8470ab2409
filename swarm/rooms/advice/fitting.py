"""A model together with the cut of the record that it was fitted on."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import networkx as nx
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.evidence import Query
from swarm.matching.memory import Memory
from swarm.matching.model import Model, Settings
from swarm.matching.named import Names
from swarm.matching.prospects import Prospect
from swarm.matching.walk.closeness import Closeness
from swarm.people.tables import Alias
from swarm.rooms.advice.history import (
    ENDED,
    STATED,
    History,
    read_history,
    read_solved,
    read_statements,
    skill_names,
)
from swarm.rooms.advice.naming import read_names
from swarm.skills.decay import half_life_of
from swarm.skills.objections import count_changes, counts
from swarm.skills.tables import Evidence
from swarm.tickets.tables import Outcome, Ticket

MOST_AT_ONCE = 200
"""So many newly solved tickets are added one by one; more wait for the next fit."""


REDRAWN = 3_000
"""Up to so many tickets the graph is drawn anew when one is added: it takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How far the record goes; cheap to ask for.

    `matched` counts old names matched to accounts, `objections` what people hold against it;
    `half_life` is that of profiles, in days, so that profile and suggestion tell the same.
    """

    solved: int
    outcome: int
    evidence: int
    statements: int
    matched: int
    objections: int
    skills: tuple[tuple[int, str], ...]
    half_life: float


def read_cut(session: Session) -> Cut:
    """The present cut of the record."""
    evidence, statements = session.execute(
        select(
            func.coalesce(func.max(Evidence.id), 0),
            func.count().filter(Evidence.kind.in_(STATED), counts()),
        )
    ).one()
    solved = select(func.count()).select_from(Ticket).where(Ticket.status.in_(ENDED))
    matched = select(func.count()).select_from(Alias).where(Alias.matched_at.is_not(None))
    return Cut(
        solved=session.scalar(solved) or 0,
        outcome=session.scalar(select(func.max(Outcome.id))) or 0,
        evidence=evidence,
        statements=statements,
        matched=session.scalar(matched) or 0,
        objections=count_changes(session),
        skills=read_skills(session),
        half_life=half_life_of(session),
    )


def read_skills(session: Session) -> tuple[tuple[int, str], ...]:
    """Ids and names of the skills in use."""
    return tuple(sorted(skill_names(session).items()))


@dataclass
class Fitted:
    """A model, its cut, and how far it has kept up since.

    `complete` says that it learned from the whole record. `known` are the ticket ids in it.
    """

    model: Model
    cut: Cut
    at: datetime
    skill_ids: dict[str, int]
    known: set[str]
    complete: bool
    outcome: int
    evidence: int
    statements: int
    added: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    drawn: tuple[int, nx.Graph] | None = field(default=None, repr=False)
    walked: Closeness | None = field(default=None, repr=False)
    called: Names | None = field(default=None, repr=False)
    memory: Memory = field(default_factory=Memory, repr=False)

    @property
    def version(self) -> str:
        """Names the model and what was added: same version and question, same answer."""
        return f"{self.model.version[:64]}+{self.added}"

    @property
    def among(self) -> int | None:
        """How many of the last solved tickets it counts; None when it counts all."""
        return None if self.complete else len(self.known)

    def look(self, query: Query, *, k: int, available: Collection[str] | None) -> list[Prospect]:
        """The model's first `k`; the same question is answered from memory until news comes."""
        return self.memory.recall(
            ("people", self.added, query, k),
            lambda: self.model.look(query, k=k, available=available),
            available,
        )

    def names(self, session: Session) -> Names:
        """What those whom it knows are called, read when somebody first asks."""
        if self.called is None:
            self.called = read_names(session, self.model.people)
        return self.called

    def closeness(self) -> Closeness:
        """The graph for walking on, made when somebody first asks and kept up from then on."""
        if self.walked is None:
            self.walked = Closeness(self.graph())
        return self.walked

    def graph(self) -> nx.Graph:
        """The graph of what work ties; on a large desk that of the fit. See `links.py` too."""
        drawn = self.drawn
        if drawn is None or (drawn[0] != self.added and len(self.known) <= REDRAWN):
            drawn = self.drawn = (self.added, self.model.graph())
        return drawn[1]


def read_record(session: Session, *, newest: int | None = None) -> tuple[Cut, History, bool]:
    """The record (its `newest` solved tickets only, where that is told), and whether it is all."""
    cut, history = read_cut(session), read_history(session, newest=newest)
    return cut, history, newest is None or len(history.tickets) < newest


def fit(cut: Cut, history: History, complete: bool, *, judge: bool = False) -> Fitted:
    """Fit on a record that was read; takes seconds on a large one, and needs no session.

    With `judge` the model brings its report card.
    """
    now = clock.now()
    model = Model.fit(
        history.tickets,
        statements=history.statements,
        people=history.people,
        skills=[(name, *history.other_names.get(name, ())) for name in history.skill_ids],
        now=now.timestamp(),
        settings=Settings(half_life=cut.half_life),
        judge=judge,
    )
    fitted = Fitted(
        model=model,
        cut=cut,
        at=now,
        skill_ids=history.skill_ids,
        known={ticket.id for ticket in history.tickets},
        complete=complete,
        outcome=cut.outcome,
        evidence=cut.evidence,
        statements=cut.statements,
    )
    fitted.graph()  # drawn here, in the background, rather than for the first who looks
    return fitted


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_SOLVED_SINCE = (
    select(Outcome.id, Outcome.ticket_number)
    .where(Outcome.id > bindparam("known"), Outcome.undone_at.is_(None))
    .order_by(Outcome.id)
    .limit(MOST_AT_ONCE)
)
_NEWEST_EVIDENCE = select(func.max(Evidence.id))


def catch_up(session: Session, fitted: Fitted) -> None:
    """Add what was solved and stated since; it counts from the next question on."""
    with fitted.lock:
        rows = session.execute(_SOLVED_SINCE, {"known": fitted.outcome}).all()
        names = skill_names(session) if rows else {}
        solved = {row.ticket_number for row in rows}
        new = {number for number in solved if str(number) not in fitted.known}
        for ticket in read_solved(session, new, names) if new else ():
            fitted.model.add(ticket)
            if fitted.walked is not None:
                fitted.walked.note(ticket)
            fitted.known.add(ticket.id)
            fitted.added += 1
        fitted.outcome = rows[-1].id if rows else fitted.outcome
        _add_statements(session, fitted)


def _add_statements(session: Session, fitted: Fitted) -> None:
    newest = session.scalar(_NEWEST_EVIDENCE) or 0
    if newest <= fitted.evidence:
        return
    names = {skill_id: name for name, skill_id in fitted.skill_ids.items()}
    for statement in read_statements(session, names, after=fitted.evidence):
        fitted.model.add_statement(statement)
        fitted.statements += 1
        fitted.added += 1
    fitted.evidence = newest
