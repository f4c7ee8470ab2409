"""What kind of work ended a planted ticket, what of it was recorded, and the words it left.

The tier follows from the kind alone, whoever did it. What is recorded is less: facts are missing
as often as on a real desk, words are shared between kinds and tell of what was tried before, and
some work leaves a few words or none.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from swarm.planted.words import Coiner, Vocabulary

TIER_OF = {
    "article": "L0",
    "automation": "L0",
    "known_fix": "L1",
    "simple_request": "L1",
    "specialist": "L2",
    "administrator_action": "L2",
    "code_change": "L3",
    "configuration_change": "L3",
    "vendor": "L4",
}
"""Kinds of work and the tier that each is."""

_SHARE = (0.08, 0.05, 0.22, 0.15, 0.14, 0.11, 0.10, 0.09, 0.06)
_RECORDED = (0.75, 0.85, 0.5, 0.5, 0.45, 0.45, 0.6, 0.5, 0.7)
_EMPTY, _TERSE = 0.03, 0.06
_KIND, _TIER, _BEFORE = 0.22, 0.15, 0.13  # shares of words; the rest is what anybody writes
_TIERS = ("L0", "L1", "L2", "L3", "L4")


@dataclass(frozen=True, slots=True)
class Done:
    """One piece of work: its true kind and tier, the facts on record, and the words left."""

    kind: str
    tier: str
    facts: frozenset[str]
    words: str


class Trade:
    """The kinds of work of one desk and how people write about them."""

    def __init__(self, chance: random.Random) -> None:
        coiner = Coiner(chance)
        self._chance = chance
        self._kinds = {kind: coiner.vocabulary(40) for kind in TIER_OF}
        self._tiers = {tier: coiner.vocabulary(30) for tier in _TIERS}
        self._common = coiner.vocabulary(400)

    def leaning(self) -> dict[str, float]:
        """How often each kind of work is needed within one subject: no two subjects are alike."""
        chance = self._chance
        return {
            kind: share * chance.gammavariate(2, 0.5)
            for kind, share in zip(TIER_OF, _SHARE, strict=True)
        }

    def choose(self, leaning: Mapping[str, float]) -> str:
        """A kind of work."""
        return self._chance.choices(list(leaning), list(leaning.values()))[0]

    def do(self, kind: str) -> Done:
        """Work of that kind as the record shows it."""
        place = list(TIER_OF).index(kind)
        recorded = self._chance.random() < _RECORDED[place]
        facts = frozenset({kind} if recorded else ())
        return Done(kind, TIER_OF[kind], facts, self._write(kind))

    def chat(self, count: int) -> list[str]:
        """Words that tell nothing."""
        return self._common.draw(self._chance, count)

    def _write(self, kind: str) -> str:
        chance = self._chance
        fate = chance.random()
        if fate < _EMPTY:
            return ""
        count = chance.randint(2, 4) if fate < _EMPTY + _TERSE else chance.randint(8, 24)
        return " ".join(self._source(kind).draw(chance, 1)[0] for _ in range(count))

    def _source(self, kind: str) -> Vocabulary:
        """Where the next word comes from."""
        draw, tier = self._chance.random(), TIER_OF[kind]
        if draw < _KIND:
            return self._kinds[kind]
        if draw < _KIND + _TIER:
            return self._tiers[tier]
        if draw < _KIND + _TIER + _BEFORE:
            at = _TIERS.index(tier) + self._chance.choice((-1, 1))
            return self._tiers[_TIERS[min(max(at, 0), len(_TIERS) - 1)]]
        return self._common
