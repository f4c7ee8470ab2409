"""Made-up words, so that a planted desk speaks no language that anything could have learned."""

from __future__ import annotations

import random
from collections.abc import Sequence

_ONSETS = (*"bcdfghjklmnprstvwz", "br", "cl", "dr", "fl", "gr", "kr", "pl", "st", "tr")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io", "ou")
_ENDS = ("", "", "n", "r", "s", "t", "l", "m", "k")
_STEEPNESS = 0.8  # of the Zipf curve by which the first words of a vocabulary come up oftener


class Vocabulary:
    """Words with the chance that each comes up; earlier ones come up oftener."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._weights = [1 / (place + 1) ** _STEEPNESS for place in range(len(words))]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """So many words, with repetition."""
        return chance.choices(self.words, self._weights, k=count)


class Coiner:
    """Coins words, never one twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._coined: set[str] = set()

    def word(self) -> str:
        """A new word of two or three syllables."""
        while True:
            count = self._chance.choice((2, 2, 3))
            word = "".join(self._syllable() for _ in range(count))
            if word not in self._coined:
                self._coined.add(word)
                return word

    def vocabulary(self, count: int) -> Vocabulary:
        """So many new words."""
        return Vocabulary([self.word() for _ in range(count)])

    def _syllable(self) -> str:
        return "".join(self._chance.choice(sounds) for sounds in (_ONSETS, _VOWELS, _ENDS))
