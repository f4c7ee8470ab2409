"""Everything that was solved, in the order in which it became evidence.

People, texts, subjects and skills of each ticket are rows of sparse matrices that only grow.
Tickets about the same product and components share one subject, so that what is alike is found
among subjects instead of tickets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.attributes import AttributeSpace, attributes
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.index.nearest import Near, TextNeighbours
from swarm.matching.index.spans import Array
from swarm.matching.index.terms import TermIndex
from swarm.matching.keeping.kept import Kept
from swarm.matching.keeping.recalled import Columns, Tickets
from swarm.matching.labels import LabelKind, Labels
from swarm.matching.rows import Floats, Numbers, Rows, Stacked
from swarm.matching.text import TextSpace

if TYPE_CHECKING:
    from swarm.matching.available import Roll
    from swarm.matching.index.past import Past

DAY = 86_400.0
_ROWS = ("_answered", "_helped", "_credited", "_subjects", "_skilled", "_sorted", "_texts")
_LATER = ("_credited", "_sorted")  # files from before hold none of them


class Corpus:
    """Solved tickets as growing matrices, sorted by `SolvedTicket.at`.

    Attributes
    ----------
    people: persons in the order in which they were first seen; their place is their column.
    tickets: the evidence, oldest first; a ticket's place is its row.
    past: its sums for all of it, once somebody has asked for them.
    roll: who might be named in the last answer, as columns.
    tells: what only some records tell (`skills`, `credits`) and this one did when it was read. It
        decides which signals there are, so that what comes later meets the ranker that learned.
    """

    def __init__(self, history: Sequence[SolvedTicket], people: Sequence[str] = ()) -> None:
        ordered = sorted(history, key=lambda ticket: ticket.at)
        self.tickets = Tickets()
        self.people: list[str] = []
        self.column: dict[str, int] = {}
        self.skills: dict[str, int] = {}
        self.categories: dict[str, int] = {}
        self._at, self._profile = Numbers(np.float64), Numbers(np.int32)
        self._answered, self._helped, self._subjects = Rows(), Rows(), Rows()
        self._skilled, self._credited, self._sorted = Rows(), Rows(), Rows()
        self._subject_of: dict[frozenset[str], int] = {}
        self._last_text: tuple[tuple[str, str], tuple[Array, Array]] | None = None
        self._last_alike: tuple[tuple[object, ...], Floats] | None = None
        self._last: tuple[tuple[object, ...], Near] | None = None
        self.past: Past | None = None
        self.roll: Roll | None = None
        self.text_space = TextSpace([(t.summary, t.description) for t in ordered])
        self.attribute_space = AttributeSpace([(t.product, t.components) for t in ordered])
        self._texts: Rows | Stacked = self.text_space.take_rows()
        for ticket in ordered:
            self._append(ticket)
        for person in people:
            self.know(person)
        told = {"skills": bool(self.skills), "credits": any(t.credited for t in ordered)}
        self.tells = frozenset(name for name, has in told.items() if has)
        self._neighbours = TextNeighbours(self._texts, self.text_space.width)

    def keep(self) -> Kept:
        """All that is needed to ask again; of the tickets everything but their words."""
        kept = Kept(
            {"at": self._at.all(), "profile": self._profile.all()},
            {
                "people": self.people,
                "skills": list(self.skills),
                "categories": list(self.categories),
                "subjects": [sorted(named) for named in self._subject_of],
                "tells": sorted(self.tells),
            },
        )
        for name in _ROWS:
            kept.put(name.strip("_"), getattr(self, name).keep())
        kept.put("text_space", self.text_space.keep())
        kept.put("attribute_space", self.attribute_space.keep())
        kept.put("neighbours", self._neighbours.keep())
        kept.put("tickets", self.tickets.keep(self.column, self.profile()))
        return kept

    @classmethod
    def restore(cls, kept: Kept) -> Corpus:
        """The corpus that kept this; its texts stay in the files."""
        corpus = cls([], kept.facts["people"])
        corpus.skills = {name: place for place, name in enumerate(kept.facts["skills"])}
        categories = kept.facts.get("categories", [])
        corpus.categories = {name: place for place, name in enumerate(categories)}
        # Files from before credits counted tell neither.
        corpus.tells = frozenset(kept.facts.get("tells", ["skills"] if corpus.skills else []))
        corpus._at = Numbers(np.float64, kept.arrays["at"])
        corpus._profile = Numbers(np.int32, kept.arrays["profile"])
        named = kept.facts["subjects"]
        corpus._subject_of = {frozenset(one): place for place, one in enumerate(named)}
        for name in _ROWS:
            if name.strip("_") in kept.facts:
                setattr(corpus, name, Rows.restore(kept.part(name.strip("_"))))
        for name in _LATER:
            later = getattr(corpus, name)
            for _ in range(len(later), len(corpus._answered)):
                later.append([], [])
        corpus._texts = Stacked(Rows.restore(kept.part("texts")))
        corpus.text_space = TextSpace.restore(kept.part("text_space"))
        corpus.attribute_space = AttributeSpace.restore(kept.part("attribute_space"))
        index = kept.part("neighbours")
        corpus._neighbours = TextNeighbours(
            corpus._texts, corpus.text_space.width, TermIndex.restore(index)
        )
        columns = Columns(
            people=corpus.people,
            skills=kept.facts["skills"],
            helped=corpus.touches(helped=True),
            taken=corpus.taken_skills(),
            subject=corpus.profile(),
        )
        corpus.tickets = Tickets.restore(kept.part("tickets"), columns)
        return corpus

    def __len__(self) -> int:
        return len(self.tickets)

    def know(self, person: str) -> int:
        """The person's column, a new one if need be."""
        if person not in self.column:
            self.column[person] = len(self.people)
            self.people.append(person)
        return self.column[person]

    def add(self, ticket: SolvedTicket) -> None:
        """One more solved ticket at the end. One that is older than the last counts from then."""
        self._texts.append(*self.text_space.row(ticket.summary, ticket.description))
        self._append(ticket)

    def _append(self, ticket: SolvedTicket) -> None:
        answerable = ticket.answerable
        others = [self.know(p) for p in ticket.people if p != answerable]
        first = [] if answerable is None else [self.know(answerable)]
        if ticket.requester:
            self.know(ticket.requester)
        skills = sorted({self.skills.setdefault(s, len(self.skills)) for s in ticket.skills})
        self._answered.append(first, [1.0] * len(first))
        self._helped.append(others, [1.0] * len(others))
        self._skilled.append(skills, [1.0] * len(skills))
        credited = [self.know(one) for one in ticket.credited if one in ticket.wanted]
        self._credited.append(credited, [1.0] * len(credited))
        kinds = [] if ticket.category is None else [ticket.category]
        kinds_at = [self.categories.setdefault(kind, len(self.categories)) for kind in kinds]
        self._sorted.append(kinds_at, [1.0] * len(kinds))
        self._profile.append(self._subject(ticket))
        last = float(self._at.all()[-1]) if len(self._at) else ticket.at
        self._at.append(max(ticket.at, last))
        self.tickets.append(ticket)

    def _subject(self, ticket: SolvedTicket) -> int:
        """The number of the ticket's subject; its attributes are learned when they are new."""
        named = frozenset(attributes(ticket.product, ticket.components))
        known = self._subject_of.get(named)
        if known is None:
            known = self._subject_of[named] = len(self._subjects)
            self._subjects.append(*self.attribute_space.learn(ticket.product, ticket.components))
        return known

    def times(self, upto: int | None = None) -> npt.NDArray[np.float64]:
        """Seconds at which each ticket became evidence, ascending."""
        return self._at.all()[:upto]

    def profile(self, upto: int | None = None) -> npt.NDArray[np.int32]:
        """The subject of each ticket: which product and components it is about."""
        return self._profile.all()[:upto]

    def before(self, moment: float) -> int:
        """How many tickets are older than the moment."""
        return int(np.searchsorted(self.times(), moment, side="left"))

    def parts(self, upto: int, since: int = 0) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Who answered for each ticket and who helped: two (tickets, people) arrays."""
        width = len(self.people)
        return self._answered.matrix(width, upto, since), self._helped.matrix(width, upto, since)

    def touches(self, *, helped: bool) -> tuple[Array, Array]:
        """The same without a matrix: where each ticket's people start, and who they are."""
        return (self._helped if helped else self._answered).entries()

    def credits(self) -> tuple[Array, Array]:
        """Where each ticket's credited helpers start, and who they are."""
        return self._credited.entries()

    def labels(self, of: LabelKind) -> Labels:
        """What each ticket took, or what kind it was."""
        if of == "skill":
            return Labels(self.skills, self._skilled)
        return Labels(self.categories, self._sorted)

    def taken_skills(self) -> tuple[Array, Array]:
        """Where each ticket's skills start, and which they are."""
        return self._skilled.entries()

    def barred(self, queries: Sequence[Query]) -> npt.NDArray[np.bool_]:
        """Whom not to name: the owner and those excluded, (queries, people)."""
        out = np.zeros((len(queries), len(self.people)), np.bool_)
        for row, query in enumerate(queries):
            named = {query.owner, *query.excluded}
            out[row, [self.column[person] for person in named if person in self.column]] = True
        return out

    def skilled(self, upto: int, since: int = 0) -> sparse.csr_array:
        """Which skills each ticket took: (tickets, skills)."""
        return self._skilled.matrix(max(1, len(self.skills)), upto, since)

    def text_rows(self, queries: Sequence[Query]) -> sparse.csr_array:
        """The queries in the text space: (queries, terms)."""
        rows = Rows()
        for query in queries:
            rows.append(*self.text_space.row(query.summary, query.description))
        return rows.matrix(self.text_space.width)

    def described(self, rows: Sequence[int]) -> sparse.csr_array:
        """Text and attributes of these tickets side by side, for a classifier."""
        text = self._texts.matrix(self.text_space.width)[rows]
        subjects = self._subjects.matrix(max(1, self.attribute_space.width))
        return sparse.hstack([text, subjects[self.profile()[rows]]]).tocsr()

    @property
    def described_width(self) -> int:
        """The number of columns of `described`, by now."""
        return self.text_space.width + max(1, self.attribute_space.width)

    def described_query(self, query: Query, width: int) -> sparse.csr_array:
        """A query in the columns of `described`; attributes learned later are left out."""
        words, weights = self._text_of(query)
        columns, values = self.attribute_space.row(query.product, query.components)
        at = columns + self.text_space.width
        fits = at < width
        row = np.concatenate([words, at[fits]]), np.concatenate([weights, values[fits]])
        return sparse.csr_array((row[1], row[0], [0, len(row[0])]), shape=(1, width))

    def _text_of(self, query: Query) -> tuple[Array, Array]:
        """The words of a question in the text space; those of the last one are kept."""
        asked = (query.summary, query.description)
        if self._last_text is None or self._last_text[0] != asked:
            self._last_text = (asked, self.text_space.row(*asked))
        return self._last_text[1]

    def near(self, query: Query, upto: int | None = None, row: int | None = None) -> Near:
        """Tickets that share words with the question; `row` is its own, where its text was read.

        One question is looked at several times in a row, once its needed skills are known with
        them: the last answer is kept by the words and the subject, which alone decide it.
        """
        upto = len(self) if upto is None else upto
        asked = (query.summary, query.description, query.product, query.components)
        key = (*asked, upto, row, len(self._subjects))
        if self._last is None or self._last[0] != key:
            text = self._text_of(query) if row is None else self._texts.row(row)
            alike = self.subject_alike(query)
            found = self._neighbours.near(text, upto, self.times(), alike, self.profile())
            self._last = (key, found)
        return self._last[1]

    def subject_alike(self, query: Query) -> Floats:
        """Cosine in 0..1 between what the question is about and each subject, (subjects,)."""
        key = (query.product, query.components, len(self._subjects))
        if self._last_alike is None or self._last_alike[0] != key:
            width = max(1, self.attribute_space.width)
            columns, values = self.attribute_space.row(query.product, query.components)
            asked = np.zeros(width, np.float32)
            asked[columns] = values
            alike = np.asarray(self._subjects.matrix(width) @ asked, np.float32)
            self._last_alike = (key, alike)
        return self._last_alike[1]

    def text_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        """Cosine in 0..1 between each question and the first `upto` tickets that come near."""
        out = np.zeros((len(queries), upto), np.float32)
        for place, query in enumerate(queries):
            near = self.near(query, upto)
            out[place, near.docs] = near.like
        return out

    def attribute_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        """Cosine in 0..1 of product and components, queries by tickets."""
        profile = self.profile(upto)
        return np.stack([self.subject_alike(query)[profile] for query in queries])
