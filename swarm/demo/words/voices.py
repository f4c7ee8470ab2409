"""The words of one ticket: its problem, filled in once, and sentences drawn from the pools."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from swarm.demo.cast.company import read_text
from swarm.demo.cast.shapes import DemoPerson
from swarm.demo.words.chance import happens
from swarm.demo.words.families import Family
from swarm.demo.words.slots import Slots

_WISHES = {"Request", "Access", "Question"}
"""Categories in which nothing is broken: there is something to be done."""
_PARTS = ("error", "tried", "guess", "ruled_out", "found", "cause", "fix")


class Voice:
    """What can be said about one ticket; every text of it agrees on its facts."""

    def __init__(
        self, rng: Random, family: Family, product: str, requester: DemoPerson, moment: datetime
    ) -> None:
        self.rng = rng
        self.family = family
        self.product = product
        self.requester = requester
        self.manner = "request" if family.category in _WISHES else "all"
        local = moment.astimezone(ZoneInfo(requester.site.zone))
        stamp = (local - timedelta(minutes=rng.randint(4, 90))).strftime("%Y-%m-%d %H:%M:%S")
        self.slots = Slots(
            rng,
            product,
            {"first": requester.first_name, "stamp": stamp, "other": "all"},
            local.strftime("%H:%M"),
        )
        self._place = rng.randrange(len(family.summary))
        self.slots.known["component"] = family.component
        self.slots.known["summary"] = self.slots.fill(family.summary[self._place])
        for part in _PARTS:
            self.slots.known[part] = self.slots.fill(getattr(family, part))

    def __getitem__(self, part: str) -> str:
        """A filled text of the problem: summary, error, tried, guess, ruled_out, …"""
        return self.slots.known[part]

    def say(self, pool: str, name: str, **more: str) -> str:
        """A sentence of that pool of `phrases.toml`, filled."""
        return self.slots.fill(self.rng.choice(_phrases()[pool][name]), **more).strip()

    def description(self) -> str:
        """The requester's own words, in their own manner."""
        who, rng = self.requester.voice, self.rng
        symptoms = self.family.symptom
        symptom = symptoms[self._place] if self.family.paired else rng.choice(symptoms)
        middle = [self.slots.fill(symptom)]
        if self.manner == "all" and happens(rng, 0.9 if who == "thorough" else 0.45):
            middle.append(self.say("started", "all"))
        if happens(rng, 0.25 if who == "terse" else 0.7):
            middle.append(self.say("impact", self.product if self.manner == "all" else "request"))
        parts = [self.say("opening", who), " ".join(middle)]
        if self["error"] and happens(rng, 0.92 if who == "engineer" else 0.6):
            parts.append(self.say("error_intro", who))
        parts.append(self.say("closing", who))
        return "\n\n".join(part for part in parts if part)

    def first_reply(self) -> str:
        """The owner's first public words."""
        return self.say("first_reply", self.manner, tried_you=self.say("first_reply", "tried_you"))

    def question(self) -> tuple[str, str]:
        """What the owner asks back, and what the requester answers."""
        asked, *answers = self.rng.choice(_phrases()["question"][self.manner])
        return self.slots.fill(asked), self.slots.fill(self.rng.choice(answers))

    def ask(self, skill: str) -> tuple[str, str]:
        """What help is needed, and what was tried."""
        question = self.say("ask", "question")
        help_needed = self.say("ask", "help", skill=skill, question=question)
        return help_needed[:1].upper() + help_needed[1:], self["tried"]


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Any]:
    return read_text("phrases")
