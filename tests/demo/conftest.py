"""The demo's deeds, carried out by the product's own actions, one command at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.due import Worklist
from swarm.activity.lines import Line, head_of
from swarm.db import Database
from swarm.demo import shapes
from swarm.demo.cast.shapes import Away
from swarm.demo.events.year import make_demo
from swarm.demo.loading import load
from swarm.demo.records.deeds import Deed
from swarm.demo.records.desk import Cast
from swarm.demo.records.rooms import client_id_of, credits_of, reason_rows
from swarm.demo.records.tickets import TIER_SAID
from swarm.people.absences import plan_absence
from swarm.people.tables import Person, Team
from swarm.rooms import listener as room_listener
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import (
    Basis,
    answer_invitation,
    expire_invitations,
    invite_person,
    see_invitation,
)
from swarm.rooms.messages import post_message
from swarm.rooms.offers import answer_offer, make_offer
from swarm.rooms.opening import open_swarm
from swarm.rooms.talk.positions import mark_read
from swarm.skills import listener as skill_listener
from swarm.skills.needs import state_need
from swarm.tickets.access import hold, lock_tellings, owner_of
from swarm.tickets.creating import create_ticket
from swarm.tickets.handovers import answer_handover, offer_handover
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import change_owner, take_ticket
from swarm.tickets.replies import post_reply
from swarm.tickets.solving import close_ticket, rate_ticket, solve_ticket
from swarm.tickets.tables import Ticket
from swarm.tiers import listener as tier_listener
from swarm.tiers.actions import leave_queue, move_to_group, record_touch
from swarm.tiers.judging import mark_resolving
from swarm.tiers.policies.deciding import assign_process
from swarm.tiers.streams import ticket_of
from tests.demo.on_articles import OnArticles
from tests.demo.on_boards import OnBoards

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)  # a Wednesday


class ByActions(OnBoards, OnArticles):
    """Hands that use actions; `carry_out` gives each deed a transaction of its own."""

    def __init__(self, database: Database, cast: Cast, secret: str) -> None:
        self.database = database
        self.cast = cast
        self.secret = secret
        self.session: Session
        self.numbers: dict[str, int] = {}
        self.swarms: dict[str, int] = {}
        self.calls: dict[tuple[str, str], int] = {}
        self.messages: dict[int, int] = {}
        self.supposed: dict[int, int] = {}
        self.articles: dict[str, int] = {}
        self.worklist = Worklist(database)
        self.worklist.add("skills", skill_listener.KINDS, skill_listener.work)
        self.worklist.add("touches", tier_listener.KINDS, self.count_touch)
        self.worklist.add("rooms", room_listener.KINDS, room_listener.work)
        database.after_commit.append(self.worklist.after_commit)

    def carry_out(self, deed: Deed) -> None:
        with clock.at(deed.at), self.database.write() as self.session:
            deed.done_by(self)

    def count_touch(self, session: Session, line: Line) -> None:
        number = ticket_of(session, line.stream)
        if number is not None and session.get_one(Ticket, number).process != "tier":
            tier_listener.work(session, line)
        elif number is not None:
            mark_resolving(session, number)

    def person(self, key: str) -> Person:
        return self.session.get_one(Person, self.cast.people[key].id)

    def ticket(self, told: shapes.DemoTicket) -> Ticket:
        return self.session.get_one(Ticket, self.numbers[told.key])

    def owner(self, ticket: shapes.DemoTicket) -> Person:
        return owner_of(self.session, self.numbers[ticket.key]) or pytest.fail("nobody owns it")

    def create(self, ticket: shapes.DemoTicket) -> None:
        made, _ = create_ticket(
            self.session,
            self.person(ticket.requester),
            summary=ticket.summary,
            description=ticket.description,
            product=ticket.product,
            component=ticket.component,
            category=ticket.category,
            priority=ticket.priority,
            channel=ticket.channel,
            team=self.session.get_one(Team, self.cast.teams[ticket.team].id),
            tags=ticket.tags,
        )
        made.demo = True
        made.process = "tier" if ticket.path == "tiered" else "swarm"
        self.numbers[ticket.key] = made.number

    def draw(self, ticket: shapes.DemoTicket) -> None:
        row = self.ticket(ticket)
        before, assigned = row.process, assign_process(self.session, row)
        assert assigned is not None
        assert (assigned.process, assigned.how) == (before, "randomized")

    def take(self, ticket: shapes.DemoTicket, stay: shapes.Stay) -> None:
        take_ticket(self.session, self.person(stay.owner), self.ticket(ticket))

    def escalate(self, ticket: shapes.DemoTicket, stay: shapes.Stay) -> None:
        taker, row = self.person(stay.owner), self.ticket(ticket)
        hold(self.session, row)
        lock_tellings(self.session, row)
        change_owner(self.session, taker, row, taker, how="escalated", why="escalated")

    def offer(self, ticket: shapes.DemoTicket, passing: shapes.Passing) -> None:
        offer_handover(
            self.session,
            self.person(passing.giver),
            self.ticket(ticket),
            self.person(passing.taker),
            tried=passing.tried,
            still_open=passing.still_open,
            promised=passing.promised,
        )

    def accept(self, ticket: shapes.DemoTicket, passing: shapes.Passing) -> None:
        taker = self.person(passing.taker)
        offered = open_handover(self.session, self.numbers[ticket.key])
        answer_handover(self.session, taker, offered or pytest.fail("not offered"), "accepted")

    def say(self, ticket: shapes.DemoTicket, words: shapes.Words, wait: bool) -> None:
        post_reply(
            self.session,
            self.person(words.author),
            self.ticket(ticket),
            words.body,
            public=words.public,
            wait=wait,
        )

    def name_needs(self, ticket: shapes.DemoTicket) -> None:
        for name in ticket.skills:
            state_need(
                self.session, self.owner(ticket), self.ticket(ticket), self.cast.skills[name]
            )

    def queue(self, ticket: shapes.DemoTicket, to: str, who: str) -> None:
        move_to_group(self.session, self.numbers[ticket.key], to, actor=self.person(who))

    def record_work(self, ticket: shapes.DemoTicket, stretch: shapes.Stretch) -> None:
        record_touch(
            self.session,
            self.numbers[ticket.key],
            self.person(stretch.person),
            started_at=stretch.started_at,
            ended_at=stretch.ended_at,
            minutes=stretch.minutes,
            tier_of_work=stretch.tier,
            reason=TIER_SAID,
            group=stretch.queue,
        )

    def open_swarm(self, ticket: shapes.DemoTicket) -> None:
        assert ticket.swarm is not None
        swarm = open_swarm(
            self.session,
            self.owner(ticket),
            self.numbers[ticket.key],
            help_needed=ticket.swarm.help_needed,
            tried=ticket.swarm.tried,
            kind=ticket.swarm.kind,
        )
        self.swarms[ticket.key] = swarm.id

    def call(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        invitation = invite_person(
            self.session,
            self.owner(ticket),
            self.swarms[ticket.key],
            self.person(call.person).id,
            note=call.note,
            basis=Basis(reasons=reason_rows(call, self.numbers)),
        )
        self.calls[ticket.key, call.person] = invitation.id

    def see(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        number = self.calls[ticket.key, call.person]
        see_invitation(self.session, self.person(call.person), number)

    def answer(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        who, number = self.person(call.person), self.calls[ticket.key, call.person]
        answer_invitation(self.session, who, number, call.answer, call.reason)

    def expire(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        assert expire_invitations(self.session, clock.now()) == 1

    def volunteer(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        offer = make_offer(
            self.session, self.person(call.person), self.swarms[ticket.key], call.note
        )
        self.calls[ticket.key, call.person] = offer.id

    def welcome(self, ticket: shapes.DemoTicket, call: shapes.Call) -> None:
        number = self.calls[ticket.key, call.person]
        answer_offer(self.session, self.owner(ticket), number, "accepted")

    def post(self, ticket: shapes.DemoTicket, said: shapes.Said) -> None:
        posted = post_message(
            self.session,
            self.person(said.author),
            self.swarms[ticket.key],
            client_id_of(ticket, said),
            said.body,
            secret=self.secret,
        )
        self.messages[id(said)] = posted.line.data["message"]

    def read(self, ticket: shapes.DemoTicket, person: str) -> None:
        swarm, who = self.swarms[ticket.key], self.person(person)
        mark_read(self.session, who, swarm, head_of(self.session, f"swarms/{swarm}"))

    def close_swarm(self, ticket: shapes.DemoTicket) -> None:
        told = ticket.swarm
        assert told is not None
        close_swarm(
            self.session,
            self.owner(ticket),
            self.swarms[ticket.key],
            summary=told.summary,
            solved=told.solved,
            ruled_out=told.ruled_out,
            credits=[
                Credit(self.person(said.author).id, kind, self.messages[id(said)])
                for said, kind in credits_of(told)
            ],
            cause=ticket.cause,
            fix=ticket.fix,
        )

    def solve(self, ticket: shapes.DemoTicket) -> None:
        row = self.ticket(ticket)
        solve_ticket(self.session, self.owner(ticket), row, ticket.cause, ticket.fix)
        leave_queue(self.session, row.number)

    def rate(self, ticket: shapes.DemoTicket) -> None:
        told = ticket.verdict
        assert told is not None
        who, row = self.person(ticket.requester), self.ticket(ticket)
        rate_ticket(self.session, who, row, told.score or 0, told.comment)

    def close(self, ticket: shapes.DemoTicket) -> None:
        close_ticket(self.session, self.person(ticket.requester), self.ticket(ticket))

    def plan_leave(self, person: str, away: Away) -> None:
        who = self.person(person)
        days = away.span(who.time_zone or (who.team.time_zone if who.team else "UTC"))
        plan_absence(self.session, who, who, *days, self.person(away.substitute))


@pytest.fixture(scope="session")
def year() -> shapes.Demo:
    """A year of 400 solved tickets."""
    return make_demo(NOON, seed=3, tickets=400)


@pytest.fixture
def by_actions() -> type[ByActions]:
    """Hands that use the product's actions."""
    return ByActions


@pytest.fixture
def loaded_desk(database: Database) -> Callable[[int], Database]:
    """Loads a demo of so many tickets into the test's own database."""

    def loaded(tickets: int) -> Database:
        with database.write() as session:
            made = make_demo(NOON, seed=4, tickets=tickets)
            load(session, made, NOON, secret="s" * 32, password_hash="a hash")
        return database

    return loaded
