"""A corpus up to a moment, as the signals see it: a large part summed long ago and a short one.

New tickets fall into a small stretch that is summed anew when somebody asks; when it has grown it
becomes part of a middle one, and that, much later, of the large one. A ticket so counts at once.
"""

from __future__ import annotations

import numpy as np

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.nearest import SLOPE
from swarm.matching.index.segment import HALF_LIVES, NEVER, YEAR, Segment
from swarm.matching.index.spans import Array, spans, strongest
from swarm.matching.index.votes import LONG_AGO, NEAREST, WIDE, Signals
from swarm.matching.rows import Floats

SMALL = 128  # tickets in the stretch that is summed anew at each question after news
LEAST_MIDDLE = 2_000
ALIKE = 0.5  # likeness of subjects from which two tickets are about the same
LATEST: dict[float, tuple[str, ...]] = {  # tickets after which a vote weighs half: what is read
    5.0: ("any",),
    20.0: ("answered", "helped", "any"),
    80.0: ("any",),
}
MOST_LATEST = 400  # tickets
STRETCH = 4_096  # tickets looked through at first


class Past:
    """The first `upto` tickets of a corpus."""

    def __init__(self, corpus: Corpus, upto: int) -> None:
        self.corpus, self.upto = corpus, 0
        times = corpus.times()
        self._moment = float(times[-1]) if len(times) else 0.0
        self._large = Segment(corpus, 0, upto, self._moment)
        self._middle = self._small = Segment(corpus, upto, upto, self._moment)
        self.upto = upto

    def advance(self, upto: int) -> None:
        """Let more tickets count; never fewer."""
        corpus, moment = self.corpus, self._moment
        if upto == self.upto and self._small.people == len(corpus.people):
            return
        self.upto = upto
        if upto - self._middle.upto > SMALL:
            self._middle = Segment(corpus, self._large.upto, upto, moment)
            if upto - self._large.upto > max(LEAST_MIDDLE, self._large.upto // 5):
                self._large = Segment(corpus, 0, upto, moment)
                self._middle = Segment(corpus, upto, upto, moment)
        self._small = Segment(corpus, self._middle.upto, upto, moment)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches that hold anything, oldest first."""
        return tuple(
            part for part in (self._large, self._middle, self._small) if part.upto > part.since
        )

    def rows_of(self, person: int) -> Array:
        """The tickets that a person was on, oldest first."""
        found = [part.rows_of(person) for part in self.segments]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def signals(self, query: Query, row: int | None = None) -> Signals:
        """All signals of one question; `row` is its own ticket, where its text was read before."""
        return _Question(self, query, row).signals()


class _Question:
    """One question while it is answered; every vote is an array over people."""

    def __init__(self, past: Past, query: Query, row: int | None) -> None:
        self.past, self.query, corpus = past, query, past.corpus
        self.corpus = corpus
        self.people = len(corpus.people)
        self.subject_alike = corpus.subject_alike(query)
        self.newest = float(corpus.times(past.upto)[-1])
        since = (self.newest - past._moment) / DAY  # noqa: SLF001 - made by Past alone
        # What a stretch summed as seen from one moment, as seen from the newest evidence.
        self.scale = np.array([0.5 ** (since / half) for half in HALF_LIVES])
        near = corpus.near(query, past.upto, row)
        days = (corpus.times()[near.docs] - self.newest) / DAY
        self.near = near
        self.year = np.exp2(days / 365.0).astype(np.float32)
        self.quarter = np.exp2(days / 90.0).astype(np.float32)
        self.owner = corpus.column.get(query.owner or "", -1)

    def signals(self) -> Signals:
        votes: dict[str, Floats] = {}
        activity, alike = self._activity(), self._alike()
        halves = len(HALF_LIVES)
        for place, half in enumerate(HALF_LIVES):
            for name, sums in (("active", activity), ("alike", alike)):
                answered, helped = sums[:, place], sums[:, halves + place]
                votes[f"{name} {half:g}:answered"] = answered
                votes[f"{name} {half:g}:helped"] = helped
                votes[f"{name} {half:g}:any"] = answered + helped
        squared = self.near.like * self.near.like
        fresh = squared * self.year
        near = self._cast(votes, "near", fresh, NEAREST, ("answered", "any"))
        alike_too = fresh * (self.near.alike + SLOPE)
        both = self._cast(
            votes, "near and alike", alike_too, NEAREST, ("answered", "helped", "any")
        )
        self._nearest_of_each(votes)
        self._latest(votes)
        self._cast(
            votes, "near, widely", squared * self.quarter, WIDE, ("answered", "helped", "any")
        )
        pairs = self._owner_pairs()
        votes["owner's:helped"], votes["with owner:any"] = pairs[:, 2], pairs[:, 1]
        votes["owner's, near:helped"] = self._owners_near(*both)
        busy = activity[:, YEAR] + activity[:, halves + YEAR] + 3.0
        votes["walk:any"] = self._walk(votes["near and alike:any"], busy)
        if self.corpus.skills:
            votes["skilled:any"] = self._skilled(*near)
        shaped = {name: said.astype(np.float32)[None, :] for name, said in votes.items()}
        lag = max(0.0, (self.query.created_at - self.newest) / DAY)
        ages = {name: age[None, :] for name, age in self._ages().items()}
        return Signals(shaped, ages, np.array([lag], np.float32))

    def _activity(self) -> Array:
        total = np.zeros((self.people, 2 * len(HALF_LIVES)))
        for part in self.past.segments:
            total[: part.people] += part.activity
        total *= np.tile(self.scale, 2)
        return total

    def _alike(self) -> Array:
        total = np.zeros((self.people, 2 * len(HALF_LIVES)))
        for part in self.past.segments:
            where, weight = self._subjects(part, 0.0)
            said = part.subject_sums[where] * weight[:, None]
            who = part.subject_people[where]
            for column in range(total.shape[1]):
                total[: part.people, column] += np.bincount(who, said[:, column], part.people)
        total *= np.tile(self.scale, 2)
        return total

    def _subjects(self, part: Segment, over: float) -> tuple[Array, Array]:
        """Entries of a stretch whose subject is more alike than that, and how alike each is."""
        alike = self.subject_alike[: part.subjects]
        chosen = np.flatnonzero(alike > over) if not over else np.flatnonzero(alike >= over)
        where, counts = spans(part.subject_starts, chosen)
        return where, np.repeat(alike[chosen], counts)

    def _ages(self) -> dict[str, Floats]:
        last = {name: np.full(self.people, NEVER) for name in ("answered", "any", "alike")}
        for part in self.past.segments:
            inside = slice(0, part.people)
            last["answered"][inside] = np.maximum(last["answered"][inside], part.last_answered)
            last["any"][inside] = np.maximum(last["any"][inside], part.last_any)
            where, _ = self._subjects(part, ALIKE)
            np.maximum.at(last["alike"], part.subject_people[where], part.subject_last[where])
        return {
            name: np.minimum((self.newest - moment) / DAY, LONG_AGO).astype(np.float32)
            for name, moment in last.items()
        }

    def _cast(
        self,
        votes: dict[str, Floats],
        name: str,
        weights: Array,
        most: int,
        parts: tuple[str, ...],
    ) -> tuple[Array, Array]:
        """Let the strongest tickets vote for their people; returns them with their weights."""
        chosen = strongest(weights, most)
        docs, weight = self.near.docs[chosen], weights[chosen]
        answered = self._votes_of(docs, weight, helped=False)
        helped = self._votes_of(docs, weight, helped=True)
        said = {"answered": answered, "helped": helped, "any": answered + helped}
        votes.update({f"{name}:{part}": said[part] for part in parts})
        return docs, weight

    def _nearest_of_each(self, votes: dict[str, Floats]) -> None:
        """How near the nearest ticket is that each person was on; one is enough, many add nothing.

        By text alone, and with what both are about.
        """
        like = self.near.like
        likeness = {"nearest": like, "nearest and alike": like * (self.near.alike + SLOPE)}
        votes.update({f"{name}:any": np.zeros(self.people, np.float32) for name in likeness})
        for helped in (False, True):
            starts, who = self.corpus.touches(helped=helped)
            where, counts = spans(starts, self.near.docs)
            people, of = who[where], np.repeat(np.arange(len(counts)), counts)
            for name, said in likeness.items():
                np.maximum.at(votes[f"{name}:any"], people, said[of])

    def _latest(self, votes: dict[str, Floats]) -> None:
        """Who was on the latest tickets about the same, however long ago those are.

        Where a component rests for a year, the last who worked there is still the one to ask.
        """
        docs = self._latest_alike()
        age = np.arange(len(docs))[::-1]
        alike = self.subject_alike[self.corpus.profile()[docs]]
        for half, parts in LATEST.items():
            weight = alike * np.exp2(-age / half)
            answered = self._votes_of(docs, weight, helped=False)
            helped = self._votes_of(docs, weight, helped=True)
            said = {"answered": answered, "helped": helped, "any": answered + helped}
            votes.update({f"latest {half:g}:{part}": said[part] for part in parts})

    def _latest_alike(self) -> Array:
        """The newest tickets about the same, oldest first; read backwards, in stretches."""
        found: list[Array] = []
        count, end, stretch = 0, self.past.upto, STRETCH
        while end and count < MOST_LATEST:
            start = max(0, end - stretch)
            alike = self.subject_alike[self.corpus.profile()[start:end]]
            found.append(start + np.flatnonzero(alike >= ALIKE))
            count, end, stretch = count + len(found[-1]), start, 2 * stretch
        return np.concatenate([*found[::-1], np.zeros(0, np.int64)])[-MOST_LATEST:].astype(np.int64)

    def _votes_of(self, docs: Array, weight: Array, *, helped: bool) -> Array:
        starts, who = self.corpus.touches(helped=helped)
        where, counts = spans(starts, docs)
        return np.bincount(who[where], np.repeat(weight, counts), self.people)

    def _owner_pairs(self) -> Array:
        total = np.zeros((self.people, 3))
        for part in self.past.segments:
            if 0 <= self.owner < part.people:
                first, last = part.pair_starts[self.owner : self.owner + 2]
                total[part.pair_people[first:last]] += part.pair_sums[first:last]
        total *= self.scale[YEAR]
        return total

    def _owners_near(self, docs: Array, weight: Array) -> Array:
        if self.owner < 0:
            return np.zeros(self.people)
        starts, who = self.corpus.touches(helped=False)
        where, counts = spans(starts, docs)
        owned = np.repeat(np.arange(len(docs)), counts)[who[where] == self.owner]
        return self._votes_of(docs[owned], weight[owned], helped=True)

    def _walk(self, people: Array, busy: Array) -> Array:
        """Two more steps of a random walk: from the likely people to whom they work with."""
        share = people / (people.sum() + 1e-9) / busy
        total = np.zeros(self.people)
        likely = np.flatnonzero(share)
        for part in self.past.segments:
            known = likely[likely < part.people]
            where, counts = spans(part.pair_starts, known)
            said = part.pair_sums[where, 0] * np.repeat(share[known], counts)
            total[: part.people] += np.bincount(part.pair_people[where], said, part.people)
        return np.asarray(total * self.scale[YEAR])

    def _skilled(self, docs: Array, weight: Array) -> Array:
        """How far each person has shown the needed skills, by the neighbours' word."""
        corpus = self.corpus
        needed = np.zeros(len(corpus.skills))
        if self.query.skills is not None:
            needed[[corpus.skills[s] for s in self.query.skills if s in corpus.skills]] = 1
        else:
            starts, taken = corpus.taken_skills()
            where, counts = spans(starts, docs)
            needed += np.bincount(taken[where], np.repeat(weight, counts), len(needed))
            needed /= weight.sum() + 1e-9
        total = np.zeros(self.people)
        for part in self.past.segments:
            wanted = np.flatnonzero(needed[: part.skills])
            where, counts = spans(part.skill_starts, wanted)
            said = part.skill_sums[where] * np.repeat(needed[wanted], counts)
            total[: part.people] += np.bincount(part.skill_people[where], said, part.people)
        return np.asarray(total * self.scale[YEAR])
