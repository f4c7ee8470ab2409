"""What is said in a room: hypothesis, what was ruled out, what was found, the fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from swarm.demo.cast.shapes import DemoPerson
from swarm.demo.words.chance import happens, long_tailed
from swarm.demo.words.voices import Voice


@dataclass(frozen=True, slots=True)
class Line:
    """A message to come: who, what, minutes after the one before, and what it is worth."""

    author: DemoPerson
    body: str
    gap: float
    credit: str | None = None


class Talk:
    """Puts a room's lines together, one part of the search after the other."""

    def __init__(
        self, rng: Random, voice: Voice, owner: DemoPerson, helpers: Sequence[DemoPerson]
    ) -> None:
        self.rng = rng
        self.voice = voice
        self.owner = owner
        self.helpers = list(helpers)
        self.lines: list[Line] = []

    def _say(
        self,
        author: DemoPerson,
        kind: str,
        median: float,
        credit: str | None = None,
    ) -> None:
        others = [p for p in [self.owner, *self.helpers] if p is not author]
        body = self.voice.say("room", kind, other=self.rng.choice(others).first_name)
        worth = credit if author is not self.owner else None
        self.lines.append(Line(author, body, long_tailed(self.rng, median, 0.6), worth))

    def gather(self) -> None:
        """The owner tells the story, the others say that they are here."""
        self._say(self.owner, "owner_start", 2)
        for helper in self.helpers:
            if happens(self.rng, 0.7):
                self._say(helper, "hello", 2)

    def search(self) -> None:
        """Somebody looks, somebody guesses, something is ruled out."""
        first, last = self.helpers[0], self.helpers[-1]
        if happens(self.rng, 0.7):
            self._say(first, "look", 4)
        self._say(self.rng.choice(self.helpers), "guess", 7, "hypothesis")
        if happens(self.rng, 0.6):
            self._say(self.owner, "owner_check", 2)
        self._say(self.rng.choice([self.owner, last]), "ruled_out", 9, "ruled_out")
        if happens(self.rng, 0.5):
            self._say(self.rng.choice([self.owner, *self.helpers]), "react", 2)
        if self.voice["error"] and happens(self.rng, 0.6):
            self._say(self.rng.choice(self.helpers), "error", 6)

    def finish(self) -> None:
        """It is found, somebody agrees, it is mended."""
        finder = self.helpers[0] if happens(self.rng, 0.6) else self.rng.choice(self.helpers)
        self._say(finder, "found", 12, "unblocked")
        if happens(self.rng, 0.7):
            rest = [p for p in [self.owner, *self.helpers] if p is not finder]
            self._say(self.rng.choice(rest), "agree", 3)
        mender = self.rng.choice([finder, *self.helpers])
        self._say(mender, "fix", 14, "fix")

    def learn(self, learner: DemoPerson) -> None:
        """Somebody came to learn and says so."""
        self._say(learner, "learner", 4)
