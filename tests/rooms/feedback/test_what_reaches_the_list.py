"""Everything people say and do about a request moves the next list, at once and the right way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.people.tables import Person
from swarm.rooms.adviser import Adviser
from swarm.rooms.answers.one_message import answer_in_message
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.feedback.declines import record_decline
from swarm.rooms.feedback.thumbs import set_thumb
from swarm.rooms.invitations import answer_invitation
from swarm.rooms.tables import Swarm
from swarm.skills.needs import state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.tables import Ticket

LONG_AGO = timedelta(days=120)
"""So long ago that being asked then is no load any more."""

TIMES = 3
"""Once is no verdict."""


class Two:
    """Two colleagues of whom the same is known, and a swarm that either could help."""

    def __init__(self, floor: Any, adviser: Adviser) -> None:
        self.floor, self.adviser = floor, adviser
        self.skill = int(add_skill(floor.session, None, "Rollers").id)
        # Places count, and first ones most: far down the list equals are nearly level.
        for number in range(6):
            better = floor.make.person(name=f"Better {number}")
            floor.solve_some(better, "Printer prints blank labels", 4)
        for person in (floor.expert, floor.other):
            floor.solve_some(person, "Printer prints blank labels", 3)
        self.asked = self.room()

    def room(self) -> Swarm:
        """One more swarm that needs the same."""
        swarm: Swarm = self.floor.swarm(help_needed="Printer blank labels")
        ticket = self.floor.session.get(Ticket, swarm.ticket_number)
        state_need(self.floor.session, self.floor.owner, ticket, self.skill)
        return swarm

    def end(self, swarm: Swarm, *credited: Person) -> None:
        """Close a room; where somebody is credited, it solved its ticket."""
        close_swarm(
            self.floor.session,
            self.floor.owner,
            swarm.id,
            summary="A worn roller",
            solved=bool(credited),
            credits=[Credit(one.id, "fix") for one in credited],
        )

    def names(self) -> list[str]:
        """The two in their order."""
        found = self.floor.suggest(self.adviser, self.asked, most=20)
        return [name for name in self.floor.names(found) if name in ("Eva Expert", "Otto Other")]


@pytest.fixture
def two(floor: Any, database: Database) -> Two:
    return Two(floor, Adviser(database))


def invited(two: Two, person: Person) -> None:
    two.floor.invite(two.room(), person)


def accepted(two: Two, person: Person) -> None:
    """They come where another does not: coming is worth something where it is not usual."""
    with clock.at(clock.now() - LONG_AGO):
        for one in (person, two.floor.manager):
            room = two.room()
            invitation = two.floor.invite(room, one)
            said = "accepted" if one is person else "declined"
            answer_invitation(two.floor.session, one, invitation.id, said)
            two.end(room)


def declined(two: Two, person: Person) -> None:
    with clock.at(clock.now() - LONG_AGO):
        invitation = two.floor.invite(two.room(), person)
        answer_invitation(two.floor.session, person, invitation.id, "declined")


def not_their_subject(two: Two, person: Person) -> None:
    with clock.at(clock.now() - LONG_AGO):
        invitation = two.floor.invite(two.room(), person)
        answer_invitation(two.floor.session, person, invitation.id, "declined")
        record_decline(two.floor.session, person, invitation, "not_my_subject")


def named_instead(two: Two, person: Person) -> None:
    third = two.floor.make.person()
    invitation = two.floor.invite(two.asked, third)
    answer_invitation(two.floor.session, third, invitation.id, "declined")
    record_decline(two.floor.session, third, invitation, "ask_instead", instead=person.id)


def contributed(two: Two, person: Person) -> None:
    """In a room whose ticket was solved, with nobody credited: one more ticket speaks for them."""
    with clock.at(clock.now() - LONG_AGO):
        room = two.room()
        two.floor.join(room, person)
        close_swarm(
            two.floor.session, two.floor.owner, room.id, summary="A worn roller", solved=True
        )


def credited(two: Two, person: Person) -> None:
    """Both came, one was credited."""
    with clock.at(clock.now() - LONG_AGO):
        room = two.room()
        for one in (two.floor.expert, two.floor.other):
            two.floor.join(room, one)
        two.end(room, person)


def credited_for_one_message(two: Two, person: Person) -> None:
    """Neither came; both said in a message what they knew, one was credited."""
    with clock.at(clock.now() - LONG_AGO):
        room = two.room()
        for one in (two.floor.expert, two.floor.other):
            invitation = two.floor.invite(room, one)
            answer_in_message(two.floor.session, one, invitation.id, "The roller", secret="s")
        two.end(room, person)


def thumbed_up(two: Two, person: Person) -> None:
    set_thumb(two.floor.session, two.floor.owner, two.room().id, person.id, True)


def thumbed_down(two: Two, person: Person) -> None:
    set_thumb(two.floor.session, two.floor.owner, two.room().id, person.id, False)


@pytest.mark.parametrize(
    ("feedback", "rises"),
    [
        (invited, False),
        (accepted, True),
        (declined, False),
        (not_their_subject, False),
        (named_instead, True),
        (contributed, True),
        (credited, True),
        (credited_for_one_message, True),
        (thumbed_up, True),
        (thumbed_down, False),
    ],
)
def test_what_was_said_or_done_moves_somebody_past_their_equal(
    two: Two, feedback: Callable[[Two, Person], None], rises: bool
) -> None:
    first, second = two.names()
    people = {"Eva Expert": two.floor.expert, "Otto Other": two.floor.other}
    for _ in range(TIMES):
        feedback(two, people[second if rises else first])
    assert two.names() == [second, first]
