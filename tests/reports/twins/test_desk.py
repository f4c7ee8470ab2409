"""Twins and alarms of a desk that has a tiered history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.tables import ActivityLine
from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.reports.learning import OLD
from swarm.reports.twins.alarm import find_bounces, warn_owner
from swarm.reports.twins.keeping import FEWEST, TwinKeeper
from swarm.reports.twins.loading import load_journeys
from swarm.reports.twins.page import foresee_bounce, read_twin, tiered_chance
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.tables import QueueStay, Tier, TierMap, Touch


def stay(number: int, group: str, tier: str, begins, ends=None) -> QueueStay:
    return QueueStay(
        ticket_number=number, group_name=group, tier=tier, started_at=begins, ended_at=ends
    )


@pytest.fixture
def desk(database, noon):
    """Tickets of the shop go on from L1 to L2, those of the till do not; rates are entered."""
    with database.write() as session:
        session.add(TierMap(version=1, made_at=noon, currency="EUR"))
        session.flush()
        session.add_all([
            Tier(version=1, key="L1", position=0, name="Service desk", hourly_rate=30.0),
            Tier(version=1, key="L2", position=1, name="Specialists", hourly_rate=60.0),
            Person(name="Mia", role="manager", created_at=noon),
            Person(name="Ann", role="agent", created_at=noon),
        ])  # fmt: skip
        session.flush()
        for place in range(150):
            shop = place % 2 == 0
            at = noon + timedelta(hours=5 * place)
            middle, end = at + timedelta(hours=1), at + timedelta(hours=4 if shop else 1)
            ticket = Ticket(summary="s", product="Shop" if shop else "Till", category="Incident",
                            process="tier", status="solved", created_at=at, updated_at=end,
                            solved_at=end)  # fmt: skip
            session.add(ticket)
            session.flush()
            session.add(stay(ticket.number, "Front", "L1", at, middle))
            if shop:
                session.add(stay(ticket.number, "Back", "L2", middle, end))
            for moment, tier in ((at, "L1"), (middle, "L2"))[: 2 if shop else 1]:
                session.add(
                    Touch(ticket_number=ticket.number, stream=f"tickets/{ticket.number}",
                          first_seq=int(tier[1]), last_seq=int(tier[1]), started_at=moment,
                          ended_at=moment, minutes=30.0, measured="recorded", tier_of_work=tier,
                          tier_of_person=tier, map_version=1)
                )  # fmt: skip
    return database


@pytest.fixture
def keeper(desk):
    found = TwinKeeper(desk)
    assert found.refit() == 150
    return found


def new_ticket(desk, noon, product: str = "Shop", *, process: str = "tier", owned=True) -> int:
    at = noon + timedelta(days=40)
    with desk.write() as session:
        ticket = Ticket(summary="s", product=product, category="Incident", process=process,
                        status="open", created_at=at, updated_at=at)  # fmt: skip
        session.add(ticket)
        session.flush()
        if process == "tier":
            session.add(stay(ticket.number, "Front", "L1", at))
        if owned:
            ann = session.scalars(select(Person.id).where(Person.name == "Ann")).one()
            session.add(Ownership(ticket_number=ticket.number, owner_id=ann, how="taken",
                                  started_at=at))  # fmt: skip
        return ticket.number


def lines(desk, stream: str) -> list[dict]:
    with desk.read() as session:
        return list(
            session.scalars(
                select(ActivityLine.data).where(
                    ActivityLine.stream == stream, ActivityLine.kind == "bounce_foreseen"
                )
            )
        )


def told(desk) -> list[dict]:
    with desk.read() as session:
        ann = session.scalars(select(Person.id).where(Person.name == "Ann")).one()
    return lines(desk, f"people/{ann}")


def warn(desk, keeper) -> list[int]:
    return [one for one in find_bounces(keeper) if warn_owner(desk, keeper, one)]


def draw_lots(desk, noon, number: int) -> None:
    with desk.write() as session:
        session.add(
            ProcessPolicy(version=1, made_at=noon, rules=[], otherwise="experiment",
                          by_choice=False, share=0.5, seed="s", start_tier="L1", limits=[])
        )  # fmt: skip
        session.flush()
        session.add(
            ProcessAssignment(ticket_number=number, policy_version=1, process="tier",
                              how="randomized", share=0.5, draw=0.9, at=noon)
        )  # fmt: skip


def test_a_journey_tells_queues_hours_minutes_and_cost(desk):
    with desk.read() as session:
        first, second = load_journeys(session)[:2]
    assert [(stop.place, stop.hours) for stop in first.stops] == [("L1 Front", 1), ("L2 Back", 3)]
    assert [(stop.minutes, stop.cost) for stop in first.stops] == [(30, 15), (30, 30)]
    assert first.cost == 45
    assert (second.hops, second.hours, second.fields["product"]) == (0, 1, "Till")


def test_a_swarmed_ticket_has_a_twin_with_its_error(desk, keeper, noon):
    number = new_ticket(desk, noon, process="swarm")
    with desk.read() as session:
        mia = session.scalars(select(Person).where(Person.role == "manager")).one()
        twin = read_twin(session, mia, number, keeper.learned).twin
    assert twin.paths[0].queues == ["L1 Front", "L2 Back"]
    assert twin.hops.value > 0.75
    assert twin.cost.low <= twin.cost.value <= twin.cost.high
    assert 35 < twin.cost.value < 46
    assert twin.currency == "EUR"
    assert twin.held_out.judged == 30
    assert twin.held_out.hours < twin.held_out.hours_average
    assert twin.held_out.hops < twin.held_out.hops_average


def test_a_tiered_ticket_needs_no_twin_and_a_young_desk_has_none(desk, keeper, noon):
    number, other = new_ticket(desk, noon), new_ticket(desk, noon, process="swarm")
    with desk.read() as session:
        mia = session.scalars(select(Person).where(Person.role == "manager")).one()
        assert read_twin(session, mia, number, keeper.learned).why.startswith("This ticket runs")
        assert read_twin(session, mia, other, None).why.startswith(f"A twin needs {FEWEST}")
        with pytest.raises(NotFound):
            read_twin(session, mia, 10**6, None)
        ann = session.scalars(select(Person).where(Person.role == "agent")).one()
        with pytest.raises(NotAllowed):
            read_twin(session, ann, other, keeper.learned)


def test_without_rates_there_is_no_cost(desk, noon):
    with desk.write() as session:
        for tier in session.scalars(select(Tier)):
            tier.hourly_rate = None
    keeper = TwinKeeper(desk)
    keeper.refit()
    number = new_ticket(desk, noon, process="swarm")
    with desk.read() as session:
        mia = session.scalars(select(Person).where(Person.role == "manager")).one()
        twin = read_twin(session, mia, number, keeper.learned).twin
    assert twin.cost is None
    assert twin.currency is None
    assert twin.minutes.value > 45


def test_an_owner_is_told_once_a_stay_that_the_ticket_will_be_passed_on(desk, keeper, noon):
    number, quiet = new_ticket(desk, noon), new_ticket(desk, noon, "Till")
    unowned = new_ticket(desk, noon, owned=False)
    with clock.at(noon + timedelta(days=41)):
        assert warn(desk, keeper) == [number]
        assert warn(desk, keeper) == []
        assert not warn_owner(desk, keeper, number)
        assert not warn_owner(desk, keeper, unowned)
    assert lines(desk, f"tickets/{quiet}") == []
    [own] = lines(desk, f"tickets/{number}")
    [line] = told(desk)
    assert line == {"ticket": number, "percent": own["percent"]}
    assert line["percent"] > 75


def test_what_tiers_would_do_with_a_ticket_is_foretold_once_learned(desk, keeper, noon):
    number = new_ticket(desk, noon, process="swarm")
    with desk.read() as session:
        ticket = session.get_one(Ticket, number)
        assert tiered_chance(keeper.learned, ticket) > 0.75
        assert tiered_chance(None, ticket) is None


def test_the_alarm_is_silent_inside_an_experiment(desk, keeper, noon):
    number = new_ticket(desk, noon)
    draw_lots(desk, noon, number)
    with desk.read() as session:
        found = foresee_bounce(session, session.get_one(Ticket, number), keeper.learned)
    assert found.silent
    assert (found.chance, found.alarm) == (None, False)
    assert warn(desk, keeper) == []


def test_a_ticket_at_its_last_queue_rings_no_alarm(desk, keeper, noon):
    number = new_ticket(desk, noon)
    at = noon + timedelta(days=41)
    with desk.write() as session:
        session.scalars(select(QueueStay).where(QueueStay.ended_at.is_(None))).one().ended_at = at
        session.flush()
        session.add(stay(number, "Back", "L2", at))
    with desk.read() as session:
        found = foresee_bounce(session, session.get_one(Ticket, number), keeper.learned)
    assert found.queue == "L2 Back"
    assert found.chance < 0.2
    assert not found.alarm


def test_a_queue_without_a_past_names_the_one_that_tells(desk, keeper, noon):
    number = new_ticket(desk, noon)
    with desk.write() as session:
        session.scalars(
            select(QueueStay).where(QueueStay.ended_at.is_(None))
        ).one().group_name = "L1 Shops"  # fmt: skip
    with desk.read() as session:
        found = foresee_bounce(session, session.get_one(Ticket, number), keeper.learned)
    assert found.queue == "L1 Front"
    assert found.alarm


def test_what_lies_with_a_vendor_or_in_no_queue_is_not_foretold(desk, keeper, noon):
    number, swarmed = new_ticket(desk, noon), new_ticket(desk, noon, process="swarm")
    with desk.write() as session:
        open_stay = session.scalars(select(QueueStay).where(QueueStay.ended_at.is_(None))).one()
        session.add(QueueClock(stay_id=open_stay.id, how="vendor"))
    with desk.read() as session:
        for one in (number, swarmed):
            found = foresee_bounce(session, session.get_one(Ticket, one), keeper.learned)
            assert (found.chance, found.silent) == (None, False)


def test_it_is_learned_anew_when_more_ended_and_an_hour_went_by(desk, keeper, noon):
    now = clock.now()
    assert not keeper.wants_fit(now)
    assert not keeper.wants_fit(now + OLD)
    with desk.write() as session:
        session.add(Ticket(summary="s", status="solved", created_at=noon, updated_at=noon,
                           solved_at=noon))  # fmt: skip
    assert keeper.wants_fit(now + OLD)


def test_an_empty_desk_warns_nobody(database):
    keeper = TwinKeeper(database)
    assert keeper.wants_fit(clock.now())
    assert keeper.refit() == 0
    assert keeper.learned is None
    assert find_bounces(keeper) == []
    assert not warn_owner(database, keeper, 1)
