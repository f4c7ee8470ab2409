"""The model that serves: fitted on a history, asked for people, fixes and skills.

What was learned can be kept as arrays and facts (`keep`, `restore`; no pickle) and is then shared
by all processes that map them. New evidence counts at once by `add`; the learned weights change
only with the next `fit`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from threading import RLock

import networkx as nx
import numpy as np

from swarm.matching.card import Card
from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.forms import features
from swarm.matching.graph import Step, path_between, work_graph
from swarm.matching.grounds import Grounds
from swarm.matching.keeping.kept import Kept
from swarm.matching.lessons import fit_ranker, schedule
from swarm.matching.named import Naming
from swarm.matching.neighbour import Neighbour, nearest_in
from swarm.matching.order import bar_absent, let_others_follow, name_version
from swarm.matching.prospects import Prospect, Suggestion
from swarm.matching.ranker import BOOSTING_LABELS, Ranker, RankerKind
from swarm.matching.reasons import Reason
from swarm.matching.signals import corpus_past
from swarm.matching.skills import Called, Kind, NeededSkill, SkillClassifier
from swarm.matching.statements import Statements

CODE = "15"  # part of a model's version: raised when the same data would give other answers
_NEEDED, _LEAST_NEEDED = 8, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a model learns.

    `frozen` is for a model that will be asked long after its evidence ends. `embargo_days` hides
    evidence younger than that from each lesson, where sibling tickets would give it away.
    `half_life` is in days: a solved ticket that old shows a skill half as much, and what was said
    so long ago counts half.
    """

    frozen: bool = False
    embargo_days: float = 0.0
    candidates: int = 40
    most_lessons: int = 5_000
    half_life: float = 270.0


class Model:
    """Who could help, and why. Made by `fit`; safe to ask from several threads.

    Attributes
    ----------
    version: names the data, the settings and the code; the same version and the same evidence
        added since give the same answers in any process.
    ranker: which ranker the amount of data switched on.
    card: how it would have done on the newest questions of its history, where that was asked.
    """

    def __init__(
        self,
        corpus: Corpus,
        ranker: Ranker,
        classifier: SkillClassifier,
        statements: Statements,
        version: str,
        settings: Settings,
        card: Card | None = None,
        *,
        naming: Naming | None = None,
        categories: SkillClassifier | None = None,
    ) -> None:
        self.version, self.card = version, card
        self._naming = naming or Naming()
        self._categories = categories or SkillClassifier(corpus, of="category", learning=False)
        self._corpus, self._ranker, self._classifier = corpus, ranker, classifier
        self._statements, self._settings = statements, settings
        self._lock = RLock()

    @classmethod
    def fit(
        cls,
        history: Sequence[SolvedTicket],
        *,
        statements: Sequence[Statement] = (),
        people: Sequence[str] = (),
        skills: Sequence[Called] = (),
        now: float,
        seed: int = 0,
        settings: Settings | None = None,
        judge: bool = False,
    ) -> Model:
        """Learn from what was solved before `now`; later tickets and statements are left out.

        With `judge` the model brings a report card; what it answers is the same without.
        """
        settings = settings or Settings()
        past = [ticket for ticket in history if ticket.at <= now]
        said = [statement for statement in statements if statement.at <= now]
        version = name_version(CODE, past, said, people, skills, seed, asdict(settings))
        # Seeded by the version: no two data cuts share their chance, no process differs.
        chance = int(version[:7], 16)
        corpus = Corpus(past, [*people, *(statement.person for statement in said)])
        lessons = schedule(
            corpus,
            frozen=settings.frozen,
            embargo_days=settings.embargo_days,
            enough=BOOSTING_LABELS,
            most=settings.most_lessons,
        )
        ranker, card = fit_ranker(
            corpus, lessons, candidates=settings.candidates, seed=chance, judge=judge
        )
        classifier = SkillClassifier(corpus, skills, chance)
        categories = SkillClassifier(corpus, seed=chance, of="category")
        words, naming = Statements(said, settings.half_life), Naming.learned(corpus.tickets)
        learned = (corpus, ranker, classifier, words, version, settings, card)
        return cls(*learned, naming=naming, categories=categories)

    @property
    def ranker(self) -> RankerKind:
        """Which ranker the amount of data switched on."""
        return self._ranker.kind

    @property
    def half_life(self) -> float:
        """Days after which a solved ticket shows a skill half as much, the desk's own."""
        return self._settings.half_life

    @property
    def evidence(self) -> int:
        """Number of tickets that count as evidence by now."""
        return len(self._corpus)

    @property
    def newest(self) -> float | None:
        """The moment of the newest evidence; None where there is none."""
        return float(self._corpus.times()[-1]) if len(self._corpus) else None

    @property
    def people(self) -> list[str]:
        """Everyone known, in the order in which they were first seen."""
        return list(self._corpus.people)

    def add(self, ticket: SolvedTicket) -> None:
        """Count one more solved ticket as evidence, at once and without a refit."""
        with self._lock:
            self._corpus.add(ticket)
            for skill in ticket.skills:
                self._classifier.know(skill)

    def keep(self) -> Kept:
        """All that another process needs to answer as this one does."""
        with self._lock:
            kept = Kept({}, {"version": self.version, "settings": asdict(self._settings)})
            kept.put("corpus", self._corpus.keep())
            kept.put("ranker", self._ranker.keep())
            kept.put("classifier", self._classifier.keep())
            kept.put("categories", self._categories.keep())
            kept.put("statements", self._statements.keep())
            kept.put("naming", self._naming.keep())
            return kept

    @classmethod
    def restore(cls, kept: Kept) -> Model:
        """The model that kept this; it brings no report card."""
        corpus = Corpus.restore(kept.part("corpus"))
        settings = Settings(**kept.facts["settings"])
        model = cls(
            corpus,
            Ranker.restore(kept.part("ranker")),
            SkillClassifier.restore(kept.part("classifier"), corpus),
            Statements.restore(kept.part("statements"), settings.half_life),
            kept.facts["version"],
            settings,
            naming=Naming.restore(kept.part("naming")),
            categories=SkillClassifier.restore(kept.find("categories"), corpus, "category"),
        )
        corpus_past(corpus)  # summed now rather than for the first who asks
        return model

    def tickets(self) -> list[str]:
        """The ids of the tickets that count as evidence."""
        return self._corpus.tickets.ids()

    def settle(self) -> None:
        """Sum what was added now rather than at the next question."""
        with self._lock:
            if len(self._corpus):
                corpus_past(self._corpus)

    def add_statement(self, statement: Statement) -> None:
        """Count one more claim, endorsement, training or article, at once."""
        with self._lock:
            self._statements.add(statement)
            self._corpus.know(statement.person)
            self._classifier.know(statement.skill)

    def recommend(
        self, query: Query, *, k: int = 10, available: Collection[str] | None = None
    ) -> list[Suggestion]:
        """The `k` people to ask first, best first, never the owner or those excluded.

        `available` limits the answer to these people; None stands for everyone known.
        """
        with self._lock:
            return [
                Suggestion(one.person, one.score, one.reasons(), one.covers)
                for one in self.look(query, k=k, available=available)
            ]

    def look(
        self, query: Query, *, k: int, available: Collection[str] | None = None
    ) -> list[Prospect]:
        """The same people; why each is named is worked out for those of whom it is asked."""
        with self._lock:
            needed = self.needed_skills(query)
            scored = self._scored(query, needed, available, k)
            grounds = Grounds(self._corpus, self._statements, query, needed, self.half_life)
            standings = grounds.standings([person for person, _ in scored])
            return [
                Prospect(person, score, standing.covers, standing, self._why(grounds, person))
                for (person, score), standing in zip(scored, standings, strict=True)
            ]

    def _why(self, grounds: Grounds, person: str) -> Callable[[], tuple[Reason, ...]]:
        @cache
        def reasons() -> tuple[Reason, ...]:
            with self._lock:
                return grounds.reasons(person)

        return reasons

    def _scored(
        self,
        query: Query,
        needed: Sequence[NeededSkill],
        available: Collection[str] | None,
        k: int,
    ) -> list[tuple[str, float]]:
        """The first `k` who may be named, with a score rounded so that no processor differs."""
        corpus = self._corpus
        barred = corpus.barred([query])
        unknown: list[str] = []
        if available is not None:
            unknown = bar_absent(corpus, barred[0], query, available)
        scores = np.zeros(len(corpus.people))
        if len(corpus):
            found = corpus_past(corpus).signals(query)
            # Of a few people no more need be looked at: nobody else can be named.
            most = min(self._settings.candidates, max(1, int((~barred[0]).sum())))
            shown = features(found, barred, most)
            scores[shown.people[0]] = self._ranker.score(shown)[0]
            activity = found.votes["active 365:any"][0]
            let_others_follow(scores, shown.people[0], activity)
            scores[activity == 0] = 0  # nothing is known of them but what is said
        self._statements.lift(scores, corpus.column, needed, query.created_at)
        self._naming.lift(scores, corpus.column, query.named)
        rounded = np.round(scores, 6)
        named = np.flatnonzero(~barred[0])
        named = named[np.argsort(-rounded[named], kind="stable")][:k]  # ties keep their order
        ordered = [(corpus.people[column], float(rounded[column])) for column in named]
        return ordered + [(person, 0.0) for person in unknown[: k - len(ordered)]]

    def nearest(self, query: Query, *, k: int = 3, least: float = 0.1) -> list[Neighbour]:
        """The solved tickets most like this one, by text first and then by what it is about."""
        with self._lock:
            return nearest_in(self._corpus, query, k, least)

    def needed_skills(
        self, query: Query, *, most: int = _NEEDED, least: float = _LEAST_NEEDED
    ) -> list[NeededSkill]:
        """Skills that the ticket seems to need, likeliest first."""
        with self._lock:
            return self._classifier.needed(query, most=most, least=least)

    def kinds(self, query: Query, *, most: int = 3, least: float = 0.15) -> list[Kind]:
        """Which of the desk's categories it seems to be; none until enough tickets have one."""
        with self._lock:
            return self._categories.kinds(query, most=most, least=least)

    def graph(self) -> nx.Graph:
        """People, skills, components and tickets as one graph; see `swarm.matching.graph`."""
        with self._lock:
            return work_graph(self._corpus.tickets, self._statements.all())

    def paths(self, one: str, other: str) -> list[Step]:
        """How two people are connected through work, the shortest way; empty if they are not."""
        with self._lock:
            return path_between(self._corpus.tickets, one, other)
