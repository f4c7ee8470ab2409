"""Everything that was solved, in the order in which it became evidence.

People, texts, attributes and skills of each ticket are rows of sparse matrices, so that a signal
is a weight for each past ticket, and what it says of people is one product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.attributes import AttributeSpace
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.rows import Floats, Rows
from swarm.matching.text import TextSpace

DAY = 86_400.0


class Corpus:
    """Solved tickets as growing matrices, sorted by `SolvedTicket.at`.

    Attributes
    ----------
    people: persons in the order in which they were first seen; their place is their column.
    tickets: the evidence, oldest first; a ticket's place is its row.
    """

    def __init__(self, history: Sequence[SolvedTicket], people: Sequence[str] = ()) -> None:
        ordered = sorted(history, key=lambda ticket: ticket.at)
        self.tickets: list[SolvedTicket] = []
        self.people: list[str] = []
        self.column: dict[str, int] = {}
        self.skills: dict[str, int] = {}
        self._stored: dict[tuple[str, str], int] = {}
        self._last: dict[str, tuple[tuple[Query, int], Floats]] = {}
        self._at = np.zeros(64, np.float64)
        self._answered, self._helped, self._texts = Rows(), Rows(), Rows()
        self._attributes, self._skilled = Rows(), Rows()
        self.text_space = TextSpace([(t.summary, t.description) for t in ordered])
        self.attribute_space = AttributeSpace([(t.product, t.components) for t in ordered])
        for place, ticket in enumerate(ordered):
            self._append(ticket, self.text_space.fitted[place])
        self.text_space.fitted = []
        for person in people:
            self.know(person)
        self._base = len(self.tickets)
        self._postings = self._texts.matrix(self.text_space.width).T.tocsr()

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
        self._append(ticket, self.text_space.row(ticket.summary, ticket.description))

    def _append(self, ticket: SolvedTicket, text: tuple[npt.NDArray[np.int32], Floats]) -> None:
        answerable = ticket.answerable
        others = [self.know(p) for p in ticket.people if p != answerable]
        first = [] if answerable is None else [self.know(answerable)]
        if ticket.requester:
            self.know(ticket.requester)
        skills = sorted({self.skills.setdefault(s, len(self.skills)) for s in ticket.skills})
        self._answered.append(first, [1.0] * len(first))
        self._helped.append(others, [1.0] * len(others))
        self._texts.append(*text)
        self._attributes.append(*self.attribute_space.learn(ticket.product, ticket.components))
        self._skilled.append(skills, [1.0] * len(skills))
        count = len(self.tickets)
        if count == len(self._at):
            self._at = np.concatenate([self._at, np.zeros(count, np.float64)])
        self._at[count] = max(ticket.at, self._at[count - 1]) if count else ticket.at
        self._stored.setdefault((ticket.summary, ticket.description), count)
        self.tickets.append(ticket)

    def times(self, upto: int | None = None) -> npt.NDArray[np.float64]:
        """Seconds at which each ticket became evidence, ascending."""
        return self._at[: len(self.tickets) if upto is None else upto]

    def before(self, moment: float) -> int:
        """How many tickets are older than the moment."""
        return int(np.searchsorted(self.times(), moment, side="left"))

    def parts(self, upto: int) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Who answered for each ticket and who helped: two (tickets, people) arrays."""
        width = len(self.people)
        return self._answered.matrix(width, upto), self._helped.matrix(width, upto)

    def barred(self, queries: Sequence[Query]) -> npt.NDArray[np.bool_]:
        """Whom not to name: the owner and those excluded, (queries, people)."""
        out = np.zeros((len(queries), len(self.people)), np.bool_)
        for row, query in enumerate(queries):
            named = {query.owner, *query.excluded}
            out[row, [self.column[person] for person in named if person in self.column]] = True
        return out

    def skilled(self, upto: int) -> sparse.csr_array:
        """Which skills each ticket took: (tickets, skills)."""
        return self._skilled.matrix(max(1, len(self.skills)), upto)

    def text_rows(self, queries: Sequence[Query]) -> sparse.csr_array:
        """The queries in the text space: (queries, terms)."""
        rows = Rows()
        for query in queries:
            stored = self._stored.get((query.summary, query.description))
            if stored is None:
                rows.append(*self.text_space.row(query.summary, query.description))
            else:  # a text that was read before
                rows.append(*self._texts.row(stored))
        return rows.matrix(self.text_space.width)

    def described(self, rows: Sequence[int]) -> sparse.csr_array:
        """Text and attributes of these tickets side by side, for a classifier."""
        text = self._texts.matrix(self.text_space.width)[rows]
        about = self._attributes.matrix(max(1, self.attribute_space.width))[rows]
        return sparse.hstack([text, about]).tocsr()

    def described_query(self, query: Query, width: int) -> sparse.csr_array:
        """A query in the columns of `described`; attributes learned later are left out."""
        known = Rows()
        columns, values = self.attribute_space.row(query.product, query.components)
        fits = columns < width - self.text_space.width
        known.append(columns[fits], values[fits])
        about = known.matrix(width - self.text_space.width)
        return sparse.hstack([self.text_rows([query]), about]).tocsr()

    def text_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        """Cosine in 0..1 between each query and the first `upto` tickets."""
        return self._remembered("text", queries, upto, self._text_similarity)

    def _text_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        asked = self.text_rows(queries)
        base = self._postings if upto >= self._base else self._postings[:, :upto]
        like = (asked @ base).toarray()
        if upto > self._base:  # came in since the index was built
            since = self._texts.matrix(self.text_space.width, upto, self._base)
            like = np.hstack([like, (asked @ since.T).toarray()])
        return np.asarray(like, np.float32)

    def attribute_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        """Cosine in 0..1 of product and components, queries by tickets."""
        return self._remembered("attributes", queries, upto, self._attribute_similarity)

    def _attribute_similarity(self, queries: Sequence[Query], upto: int) -> Floats:
        rows = Rows()
        for query in queries:
            rows.append(*self.attribute_space.row(query.product, query.components))
        width = max(1, self.attribute_space.width)
        known = self._attributes.matrix(width, upto)
        return np.asarray((rows.matrix(width) @ known.T).toarray(), np.float32)

    def _remembered(
        self,
        what: str,
        queries: Sequence[Query],
        upto: int,
        compute: Callable[[Sequence[Query], int], Floats],
    ) -> Floats:
        """One question is looked at several times in a row: the last answer is kept."""
        if len(queries) > 1:
            return compute(queries, upto)
        key = (queries[0], upto)
        last = self._last.get(what)
        if last is None or last[0] != key:
            last = self._last[what] = (key, compute(queries, upto))
        return last[1]
