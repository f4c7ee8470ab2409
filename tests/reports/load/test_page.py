from __future__ import annotations

from datetime import timedelta

import pytest

from swarm import clock
from swarm.errors import NotAllowed
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.load.behind import load_tickets
from swarm.reports.load.page import read_load
from swarm.rooms.tables import Invitation, Member
from swarm.skills.tables import Evidence, Interest, Need, Skill
from swarm.tickets.tables import Outcome


@pytest.fixture
def desk(history):
    """Ann alone knows routers, Ann and Bob know printers; Cleo learned printers on a swarm."""
    ann, bob, cleo = (history.person(name=name) for name in ("Ann", "Bob", "Cleo"))
    routers, printers = (
        history.add(Skill(name=name, created_at=history.start)) for name in ("Routers", "Printers")
    )
    taught = history.ticket(0, solved=5)
    for person, skill in ((ann, routers), (ann, printers), (bob, printers)):
        history.add(Evidence(person_id=person.id, skill_id=skill.id, kind="solved",
                             ticket_number=taught.number, at=history.start))  # fmt: skip
    room = history.swarm(taught, bob)
    history.add(Member(swarm_id=room.id, person_id=cleo.id, role="learner", came_by="offer",
                       joined_at=history.start))  # fmt: skip
    need(history, taught, printers)
    waiting = history.ticket(20)
    need(history, waiting, routers)
    for hour in (0, 1):
        history.add(Invitation(swarm_id=room.id, person_id=ann.id, by_id=bob.id,
                               sent_at=history.at(hour), answer="declined",
                               expires_at=history.at(hour + 9)))  # fmt: skip
    history.people = {"ann": ann, "bob": bob, "cleo": cleo}
    history.skills = {"routers": routers, "printers": printers}
    history.waiting, history.taught = waiting, taught
    return history


def need(history, ticket, skill) -> None:
    history.add(Need(ticket_number=ticket.number, skill_id=skill.id, by_id=None, probability=0.9,
                     at=history.start))  # fmt: skip


def solve(history, person, skill, at: float):
    ticket = history.ticket(at, solved=at + 1)
    history.owners(ticket, person)
    history.add(Outcome(ticket_number=ticket.number, by_id=person.id, at=history.at(at + 1)))
    need(history, ticket, skill)
    return ticket


@pytest.fixture
def told(desk):
    with clock.at(desk.start + timedelta(days=2)):
        yield lambda: read_load(desk.session, None)


def test_people_stand_in_the_order_of_their_names(told):
    assert [row.person.name for row in told().people] == ["Ann", "Bob"]


def test_interruptions_stand_against_the_budget(desk, told):
    ann = told().people[0]
    assert (ann.asked.value, ann.budget, ann.most_in_a_day, ann.days_spent) == (2, 4, 2, 0)
    assert load_tickets(desk.session, Cohort(), f"asked-{ann.person.id}") == [desk.taught.number]


def test_what_is_lost_with_somebody_is_named_with_the_tickets_that_wait(desk, told):
    ann, bob = told().people
    assert [skill.name for skill in ann.only] == ["Routers"]
    assert ann.open_needs.value == 1
    assert load_tickets(desk.session, Cohort(), f"waiting-{ann.person.id}") == [desk.waiting.number]
    assert (bob.only, bob.open_needs.value, bob.open_needs.tickets) == ([], 0, None)


def test_skills_stand_by_need_and_tell_how_few_they_hang_on(told):
    found = told()
    routers, printers = found.skills
    assert (routers.skill.name, routers.only.name, routers.index) == ("Routers", "Ann", 1)
    assert (printers.only, printers.index, printers.holders) == (None, pytest.approx(0.5), 2)
    assert found.covered.value == 0.5


def test_a_growth_seat_turns_into_a_solo_solution(desk, told):
    cleo, printers = desk.people["cleo"], desk.skills["printers"]
    assert told().seats[0].solo is None
    assert told().turned.value == 0
    assert (told().turned.tickets, told().turned.over) == (None, Cohort().link("load:seats"))
    solved = solve(desk, cleo, printers, 8)
    [seat] = told().seats
    assert (seat.person.name, seat.ticket, seat.solo) == ("Cleo", desk.taught.number, solved.number)
    assert load_tickets(desk.session, Cohort(), "seats") == [desk.taught.number]
    assert load_tickets(desk.session, Cohort(), "turned") == [solved.number]
    assert told().turned.tickets == Cohort().link("load:turned")
    assert told().turned.value == 1


def test_an_offer_to_grow_a_skill_is_a_growth_seat_too(desk, told):
    bob, routers = desk.people["bob"], desk.skills["routers"]
    ticket = desk.ticket(3)
    need(desk, ticket, routers)
    room = desk.swarm(ticket, desk.people["ann"])
    seat = Member(swarm_id=room.id, person_id=bob.id, came_by="offer", joined_at=desk.at(4))
    desk.add(seat)
    assert [one.person.name for one in told().seats] == ["Cleo"]
    desk.add(Interest(person_id=bob.id, skill_id=routers.id, at=desk.at(1)))
    assert [one.person.name for one in told().seats] == ["Bob", "Cleo"]


def test_help_or_an_earlier_solution_is_no_solo_solution(desk, told):
    cleo, printers = desk.people["cleo"], desk.skills["printers"]
    helped = solve(desk, cleo, printers, 8)
    desk.swarm(helped, desk.people["bob"])
    solve(desk, cleo, printers, -9)
    assert told().seats[0].solo is None


def test_an_empty_desk_has_nothing_to_say(session):
    found = read_load(session, None)
    assert (found.people, found.skills, found.seats) == ([], [], [])
    assert found.turned.why == "Nobody took a growth seat yet."
    assert load_tickets(session, Cohort(), "asked-x") == []
    assert load_tickets(session, Cohort(), "other-1") == []


def test_only_managers_read_it(session, noon):
    with pytest.raises(NotAllowed):
        read_load(session, Person(name="Ann", role="agent", created_at=noon))
