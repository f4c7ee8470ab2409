"""A ticket as it unfolds: taken, answered, asked about, solved, sometimes opened again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from swarm.demo.cast.hours import later, next_shared
from swarm.demo.cast.shapes import DemoPerson
from swarm.demo.shapes import DemoTicket, Gathering, Passing, Stay, Stretch, Verdict, Words
from swarm.demo.words.chance import happens, long_tailed
from swarm.demo.words.families import Family
from swarm.demo.words.voices import Voice


@dataclass(slots=True)
class Story:
    """Gathers what happens; `at` is how far it has come, `owner` who answers for it now."""

    rng: Random
    family: Family
    voice: Voice
    requester: DemoPerson
    at: datetime
    owner: DemoPerson | None = None
    stays: list[Stay] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    passings: list[Passing] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    waits: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    swarm: Gathering | None = None
    solved: list[datetime] = field(default_factory=list)
    reopened_at: datetime | None = None
    verdict: Verdict | None = None

    @property
    def lead(self) -> DemoPerson:
        """The owner; raises LookupError before anybody took the ticket."""
        if self.owner is None:
            raise LookupError("nobody owns this ticket yet")
        return self.owner

    def spend(self, minutes: float) -> None:
        """Let the owner's working time pass."""
        self.at = later([self.lead], self.at, minutes)

    def taken_by(self, owner: DemoPerson, how: str, minutes: float) -> None:
        """`owner` takes the ticket, `minutes` of their working time from now."""
        self.at = later([owner], next_shared([owner], self.at), minutes)
        if self.stays:
            self.stays[-1] = replace(self.stays[-1], ended_at=self.at)
        self.stays.append(Stay(owner.key, self.at, None, how))
        self.owner = owner

    def reply(self, body: str) -> None:
        """The owner writes to the requester."""
        self.words.append(Words(self.at, self.lead.key, body, public=True))

    def note(self, pool: str, **more: str) -> None:
        """The owner writes a private note."""
        wish = pool == "work" and self.voice.manner == "request"
        body = self.voice.say("note", "request" if wish else pool, **more)
        self.words.append(Words(self.at, self.lead.key, body, public=False))

    def greet(self) -> None:
        """The first public reply, soon after the ticket was taken."""
        self.spend(long_tailed(self.rng, 6, 0.7))
        self.reply(self.voice.first_reply())

    def ask_back(self) -> None:
        """The owner asks, the requester answers in their own time, the owner goes on."""
        question, answer = self.voice.question()
        self.reply(question)
        asked = self.at
        self.at = later([self.requester], self.at, long_tailed(self.rng, 55, 1.0))
        self.words.append(Words(self.at, self.requester.key, answer, public=True))
        self.waits.append((asked, self.at))
        self.at = next_shared([self.lead], self.at)

    def tell_progress(self) -> None:
        """A word to the requester in between."""
        self.reply(
            self.voice.say("progress", self.voice.manner, other=self.voice.rng.choice(_COLLEAGUES))
        )

    def hand_over(self, taker: DemoPerson) -> None:
        """The owner offers the ticket to a colleague, who accepts it."""
        self.spend(5)
        offered, giver, say = self.at, self.lead, self.voice.say
        self.taken_by(taker, "handover", long_tailed(self.rng, 20, 0.7))
        self.passings.append(
            Passing(
                giver=giver.key,
                taker=taker.key,
                tried=say("handover", "tried"),
                still_open=say("handover", "still_open"),
                promised=say("handover", "promised"),
                offered_at=offered,
                answered_at=self.at,
            )
        )

    def solve(self) -> None:
        """The owner tells the requester, and with the next breath the ticket is solved."""
        self.reply(self.voice.say("solution", self.voice.manner))
        self.spend(0.4)
        self.solved.append(self.at)
        if self.swarm is not None and self.swarm.closed_at is None:
            self.swarm = replace(self.swarm, closed_at=self.at)

    def come_back(self) -> None:
        """The requester says that it is not solved after all; the owner mends it."""
        self.at = later([self.requester], self.at, long_tailed(self.rng, 500, 0.6))
        body = self.voice.say("again", "all")
        self.words.append(Words(self.at, self.requester.key, body, public=True))
        self.reopened_at = self.at
        self.at = next_shared([self.lead], self.at)
        self.spend(long_tailed(self.rng, 15))
        self.reply(self.voice.say("again", "answer"))
        self.spend(long_tailed(self.rng, 120))
        self.solve()

    def rate(self, mood: float) -> None:
        """The requester may answer the one question; `mood` is 1 to 5."""
        asked = self.solved[-1]
        if not happens(self.rng, 0.5):
            self.verdict = Verdict(asked, None, None, "")
            return
        moment = later([self.requester], asked, long_tailed(self.rng, 90, 0.9))
        score = max(1, min(5, round(self.rng.gauss(mood, 0.8))))
        pool = "good" if score >= 4 else "poor" if score <= 2 else "fair"
        self.verdict = Verdict(asked, moment, score, self.voice.say("rating", pool))

    @property
    def last(self) -> datetime:
        """The latest moment at which anything happened."""
        moments = [self.at, *(word.at for word in self.words)]
        if self.swarm:
            moments += [said.at for said in self.swarm.said]
        if self.verdict and self.verdict.answered_at:
            moments.append(self.verdict.answered_at)
        return max(moments)

    def told(self, ticket: DemoTicket) -> DemoTicket:
        """`ticket` with everything that happened."""
        done = bool(self.solved)
        return replace(
            ticket,
            stays=tuple(self.stays),
            stretches=tuple(self.stretches),
            passings=tuple(self.passings),
            words=tuple(sorted(self.words, key=lambda word: word.at)),
            waits=tuple(self.waits),
            swarm=self.swarm,
            cause=self.voice["cause"] if done else "",
            fix=self.voice["fix"] if done else "",
            first_solved_at=self.solved[0] if done else None,
            reopened_at=self.reopened_at,
            solved_at=self.solved[-1] if done else None,
            verdict=self.verdict,
        )


_COLLEAGUES = ("a colleague", "the team next door", "somebody who knows this part")
