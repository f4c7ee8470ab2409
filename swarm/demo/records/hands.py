"""The commands that people of the demo give; whoever carries deeds out understands these."""

from __future__ import annotations

from typing import Protocol

from swarm.demo.cast.shapes import Away
from swarm.demo.shapes import Call, DemoArticle, DemoTicket, Passing, Said, Stay, Stretch, Words


class Hands(Protocol):
    """Whoever carries deeds out. Each method is one command of one person."""

    def create(self, ticket: DemoTicket) -> None:
        """The requester makes the ticket."""

    def draw(self, ticket: DemoTicket) -> None:
        """The policy decides by lot how it goes; a tiered one lies in its first queue."""

    def take(self, ticket: DemoTicket, stay: Stay) -> None:
        """Somebody takes the ticket."""

    def escalate(self, ticket: DemoTicket, stay: Stay) -> None:
        """The next tier takes the ticket from its queue, and from its owner."""

    def offer(self, ticket: DemoTicket, passing: Passing) -> None:
        """The owner offers the ticket to a colleague."""

    def accept(self, ticket: DemoTicket, passing: Passing) -> None:
        """The colleague accepts it."""

    def say(self, ticket: DemoTicket, words: Words, wait: bool) -> None:
        """A public reply or a private note; `wait` sets the ticket waiting."""

    def name_needs(self, ticket: DemoTicket) -> None:
        """The owner says which skills the ticket needs."""

    def queue(self, ticket: DemoTicket, to: str, who: str) -> None:
        """The ticket goes into a tier's queue; `who` sent it there."""

    def record_work(self, ticket: DemoTicket, stretch: Stretch) -> None:
        """A stretch of work in the classic process is over."""

    def open_swarm(self, ticket: DemoTicket) -> None:
        """The owner asks for help."""

    def call(self, ticket: DemoTicket, call: Call) -> None:
        """The owner invites somebody."""

    def see(self, ticket: DemoTicket, call: Call) -> None:
        """They see it."""

    def answer(self, ticket: DemoTicket, call: Call) -> None:
        """They say yes or no."""

    def expire(self, ticket: DemoTicket, call: Call) -> None:
        """They did not answer in time."""

    def volunteer(self, ticket: DemoTicket, call: Call) -> None:
        """Somebody offers to come."""

    def welcome(self, ticket: DemoTicket, call: Call) -> None:
        """The owner says yes to that offer."""

    def post(self, ticket: DemoTicket, said: Said) -> None:
        """Somebody says something in the room."""

    def mark(self, ticket: DemoTicket, said: Said) -> None:
        """The owner marks how it helped."""

    def suppose(self, ticket: DemoTicket, said: Said) -> None:
        """The owner puts on the board what it supposes."""

    def confirm(self, ticket: DemoTicket, supposed: Said, found: Said) -> None:
        """The owner says that what was found confirms what was supposed."""

    def read(self, ticket: DemoTicket, person: str) -> None:
        """Somebody has read the room up to here."""

    def close_swarm(self, ticket: DemoTicket) -> None:
        """The owner closes the swarm, and with it solves the ticket if the swarm did."""

    def solve(self, ticket: DemoTicket) -> None:
        """The owner solves the ticket."""

    def rate(self, ticket: DemoTicket) -> None:
        """The requester answers the one question."""

    def close(self, ticket: DemoTicket) -> None:
        """The requester closes the ticket for good."""

    def write(self, article: DemoArticle) -> None:
        """Somebody writes an article from a ticket that they solved."""

    def use(self, article: DemoArticle, ticket: DemoTicket) -> None:
        """Somebody notes that the article solved a ticket."""

    def plan_leave(self, person: str, away: Away) -> None:
        """Somebody says when they will be away, and who stands in."""
