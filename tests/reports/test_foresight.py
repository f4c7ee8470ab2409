from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Model
from swarm.people.tables import Person
from swarm.reports.foresight import FEWEST_CASES, Foresight
from swarm.reports.intakes import read_tiers
from swarm.reports.learning import OLD
from swarm.tickets.tables import Ownership, Ticket
from swarm.tickets.telling import note
from swarm.tiers.actions import record_touch
from swarm.tiers.tables import QueueStay, TouchOverride


@pytest.fixture
def passing(database, noon):
    """Tickets of the shop go to a second owner, tickets of the till stay where they are."""
    chance = random.Random(1)
    with database.write() as session:
        people = [Person(name=name, role="agent", created_at=noon) for name in ("Ann", "Bob")]
        session.add_all(people)
        session.flush()
        for hour in range(160):
            product = chance.choice(["Shop", "Till"])
            at = noon + timedelta(hours=hour)
            ticket = Ticket(
                summary="s", product=product, created_at=at, updated_at=at, status="solved",
                solved_at=at + timedelta(minutes=30),
            )  # fmt: skip
            session.add(ticket)
            session.flush()
            ends = at + timedelta(minutes=10)
            for person in people if product == "Shop" and hour % 2 else people[:1]:
                session.add(
                    Ownership(
                        ticket_number=ticket.number, owner_id=person.id, how="taken", started_at=at,
                        ended_at=ends,
                    )
                )  # fmt: skip
            for group in ("front", "back") if product == "Shop" else ("front",):
                session.add(
                    QueueStay(
                        ticket_number=ticket.number, group_name=group, started_at=at, ended_at=ends
                    )
                )
            tier = "L3" if product == "Shop" else "L1"
            record_touch(
                session, ticket.number, None, started_at=at, ended_at=at, tier_of_work=tier
            )
    return database


def new_ticket(database, noon, product: str) -> Ticket:
    at = noon + timedelta(days=8)
    with database.write() as session:
        ticket = Ticket(summary="s", product=product, created_at=at, updated_at=at)
        session.add(ticket)
        session.flush()
        session.expunge(ticket)
    return ticket


def test_what_will_be_passed_on_is_foretold_with_its_tier(passing, noon) -> None:
    foresight, model = Foresight(passing), Model.fit([], now=0.0)
    assert foresight.wants_fit(clock.now())
    assert foresight.refit() == 160
    shop, till = (
        foresight.foresee(new_ticket(passing, noon, product), model, Query(created_at=0.0))
        for product in ("Shop", "Till")
    )
    assert shop.bounce is not None
    assert till.bounce is not None
    assert shop.bounce.probability > 0.9
    assert till.bounce.probability < 0.1
    assert 0.3 < shop.bounce.usual < 0.7
    assert any("100% of the latest tickets with product Shop" in one for one in shop.bounce.grounds)
    assert shop.bounce.learned_from == 160
    assert (shop.tier.tier, till.tier.tier) == ("L3", "L1")
    assert shop.nearest is None


def test_a_fit_is_wanted_once_an_hour_and_only_after_news(passing, noon) -> None:
    foresight = Foresight(passing)
    foresight.refit()
    assert not foresight.wants_fit(clock.now())
    assert not foresight.wants_fit(clock.now() + OLD)
    new_ticket(passing, noon, "Shop")
    with passing.write() as session:
        at = noon + timedelta(days=9)
        more = Ticket(summary="s", created_at=at, updated_at=at, solved_at=at, status="solved")
        session.add(more)
    assert foresight.wants_fit(clock.now() + OLD)


def test_a_young_desk_foretells_nothing_but_what_it_has_seen(database, noon) -> None:
    foresight = Foresight(database)
    assert foresight.refit() == 0 < FEWEST_CASES
    ticket = new_ticket(database, noon, "Shop")
    solved = SolvedTicket(id="77", created_at=0.0, summary="printer toner empty", resolver="ann")
    own = SolvedTicket(id=str(ticket.number), created_at=1.0, summary="printer toner", owner="bob")
    model = Model.fit([solved, own], now=9.0)
    query = Query(created_at=9.0, summary="printer toner")
    found = foresight.foresee(ticket, model, query)
    assert (found.bounce, found.tier) == (None, None)
    assert found.nearest is not None
    assert found.nearest.ticket == 77
    assert found.nearest.known
    assert foresight.foresee(ticket, model, Query(created_at=9.0, summary="vpn")).nearest is None


def test_what_somebody_changed_while_working_does_not_tell_the_end(passing, noon) -> None:
    """A component that was set after the hand-over would give it away."""
    with passing.write() as session:
        for ticket in session.scalars(select(Ticket)):
            gone = ticket.product == "Shop"
            ticket.product, ticket.component = "Desk", "back" if gone else "front"
            note(session, ticket, "ticket_changed", None, fields=["component", "product"])
    foresight, model = Foresight(passing), Model.fit([], now=0.0)
    assert foresight.refit() == 160
    asked = new_ticket(passing, noon, "Desk")
    asked.component = "back"
    bounce = foresight.foresee(asked, model, Query(created_at=0.0)).bounce
    assert bounce is not None
    assert bounce.probability == pytest.approx(bounce.usual, abs=0.25)
    assert not any("component" in ground for ground in bounce.grounds)


def test_the_tier_that_is_learned_is_that_of_the_work_that_resolved_it(session, history):
    """As the ledger counts it: corrections count, and work of others does not stand in."""
    one, two, three = (history.ticket(solved=1) for _ in range(3))
    ann, bob = history.person(), history.person()
    resolved = history.touch(one, ann, tier_of_work="L1", resolving=True)
    history.touch(one, bob, tier_of_work="L3")
    history.touch(two, ann, tier_of_work="unknown", resolving=True)
    history.touch(two, bob, tier_of_work="L2")
    for tier in ("L2", "L1", "unknown"):
        history.touch(three, bob, tier_of_work=tier)
    assert read_tiers(session) == {one.number: "L1", three.number: "L1"}
    history.add(
        TouchOverride(
            touch_id=resolved.id, tier_of_work="L2", by_id=ann.id, reason="r", at=history.start
        )
    )
    assert read_tiers(session)[one.number] == "L2"
