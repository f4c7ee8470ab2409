"""One question put to a corpus: what every ticket near it says of every person."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.nearest import SLOPE
from swarm.matching.index.segment import HALF_LIVES, NEVER, YEAR, Segment
from swarm.matching.index.spans import Array, spans, strongest
from swarm.matching.index.votes import LONG_AGO, NEAREST, WIDE, Signals
from swarm.matching.rows import Floats

ALIKE = 0.5  # likeness of subjects from which two tickets are about the same
LATEST: dict[float, tuple[str, ...]] = {  # tickets after which a vote weighs half: what is read
    5.0: ("any",),
    20.0: ("answered", "helped", "any"),
    80.0: ("any",),
}
MOST_LATEST = 400  # tickets
STRETCH = 4_096  # tickets looked through at first


class Question:
    """One question while it is answered; every vote is an array over people."""

    def __init__(
        self,
        corpus: Corpus,
        segments: Sequence[Segment],
        upto: int,
        moment: float,
        query: Query,
        row: int | None,
    ) -> None:
        """`segments` are the first `upto` tickets, their ages weighed as seen from `moment`."""
        self.corpus, self.segments, self.upto, self.query = corpus, segments, upto, query
        self.people = len(corpus.people)
        self.subject_alike = corpus.subject_alike(query)
        self.newest = float(corpus.times(upto)[-1])
        since = (self.newest - moment) / DAY
        # What a stretch summed as seen from one moment, as seen from the newest evidence.
        self.scale = np.array([0.5 ** (since / half) for half in HALF_LIVES])
        near = corpus.near(query, upto, row)
        days = (corpus.times()[near.docs] - self.newest) / DAY
        self.near = near
        self.year = np.exp2(days / 365.0).astype(np.float32)
        self.quarter = np.exp2(days / 90.0).astype(np.float32)

    def signals(self) -> Signals:
        """All signals, those of the owner's too."""
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
        self.strongest = self._cast(
            votes, "near and alike", alike_too, NEAREST, ("answered", "helped", "any")
        )
        self._nearest_of_each(votes)
        self._latest(votes)
        self._cast(
            votes, "near, widely", squared * self.quarter, WIDE, ("answered", "helped", "any")
        )
        votes.update(self.owners(self.query.owner))
        busy = activity[:, YEAR] + activity[:, halves + YEAR] + 3.0
        votes["walk:any"] = self._walk(votes["near and alike:any"], busy)
        if "skills" in self.corpus.tells:
            votes["skilled:any"] = self._skilled(*near)
        if "credits" in self.corpus.tells:
            votes["credited:any"] = self._credited(*self.strongest)
        shaped = {name: _row(said) for name, said in votes.items()}
        lag = max(0.0, (self.query.created_at - self.newest) / DAY)
        ages = {name: age[None, :] for name, age in self._ages().items()}
        return Signals(shaped, ages, np.array([lag], np.float32))

    def owned_by(self, found: Signals, owner: str | None) -> Signals:
        """The signals that were found for somebody, as they are for another owner."""
        said = {name: _row(votes) for name, votes in self.owners(owner).items()}
        return found.changed(said)

    def owners(self, owner: str | None) -> dict[str, Floats]:
        """What the ties of the owner say."""
        column = self.corpus.column.get(owner or "", -1)
        pairs = self._owner_pairs(column)
        return {
            "owner's:helped": pairs[:, 2],
            "with owner:any": pairs[:, 1],
            "owner's, near:helped": self._owners_near(column, *self.strongest),
        }

    def _activity(self) -> Array:
        total = np.zeros((self.people, 2 * len(HALF_LIVES)))
        for part in self.segments:
            total[: part.people] += part.activity
        total *= np.tile(self.scale, 2)
        return total

    def _alike(self) -> Array:
        total = np.zeros((self.people, 2 * len(HALF_LIVES)))
        for part in self.segments:
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
        for part in self.segments:
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
        count, end, stretch = 0, self.upto, STRETCH
        while end and count < MOST_LATEST:
            start = max(0, end - stretch)
            alike = self.subject_alike[self.corpus.profile()[start:end]]
            found.append(start + np.flatnonzero(alike >= ALIKE))
            count, end, stretch = count + len(found[-1]), start, 2 * stretch
        return np.concatenate([*found[::-1], np.zeros(0, np.int64)])[-MOST_LATEST:].astype(np.int64)

    def _votes_of(self, docs: Array, weight: Array, *, helped: bool) -> Array:
        return self._sum_over(self.corpus.touches(helped=helped), docs, weight)

    def _credited(self, docs: Array, weight: Array) -> Array:
        """How often each person's help was credited on tickets like this one."""
        return self._sum_over(self.corpus.credits(), docs, weight)

    def _sum_over(self, entries: tuple[Array, Array], docs: Array, weight: Array) -> Array:
        starts, who = entries
        where, counts = spans(starts, docs)
        return np.bincount(who[where], np.repeat(weight, counts), self.people)

    def _owner_pairs(self, owner: int) -> Array:
        total = np.zeros((self.people, 3))
        for part in self.segments:
            if 0 <= owner < part.people:
                first, last = part.pair_starts[owner : owner + 2]
                total[part.pair_people[first:last]] += part.pair_sums[first:last]
        total *= self.scale[YEAR]
        return total

    def _owners_near(self, owner: int, docs: Array, weight: Array) -> Array:
        if owner < 0:
            return np.zeros(self.people)
        starts, who = self.corpus.touches(helped=False)
        where, counts = spans(starts, docs)
        owned = np.repeat(np.arange(len(docs)), counts)[who[where] == owner]
        return self._votes_of(docs[owned], weight[owned], helped=True)

    def _walk(self, people: Array, busy: Array) -> Array:
        """Two more steps of a random walk: from the likely people to whom they work with."""
        share = people / (people.sum() + 1e-9) / busy
        total = np.zeros(self.people)
        likely = np.flatnonzero(share)
        for part in self.segments:
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
        for part in self.segments:
            wanted = np.flatnonzero(needed[: part.skills])
            where, counts = spans(part.skill_starts, wanted)
            said = part.skill_sums[where] * np.repeat(needed[wanted], counts)
            total[: part.people] += np.bincount(part.skill_people[where], said, part.people)
        return np.asarray(total * self.scale[YEAR])


def _row(said: Array) -> Floats:
    return said.astype(np.float32)[None, :]
