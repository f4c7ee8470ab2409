"""The desk's record as matching reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from swarm import clock
from swarm.db import Database
from swarm.matching.grounds import Standing
from swarm.matching.prospects import Prospect
from swarm.matching.reasons import Reason
from swarm.rooms.advice.candidates import read_people
from swarm.rooms.advice.history import read_history, read_solved, skill_names
from swarm.rooms.advice.words import reason_texts
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm
from swarm.rooms.texts import join_messages
from swarm.skills.evidence import claim_skill, endorse_person
from swarm.skills.needs import remove_need, state_need
from swarm.skills.taxonomy import add_skill, change_skill
from swarm.tickets.ownership import assign_ticket
from swarm.tickets.solving import reopen_ticket, solve_ticket
from swarm.tiers.tables import Touch


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def solved(floor: Any) -> Any:
    return read_solved(floor.session, None, skill_names(floor.session))


def test_a_swarmed_ticket_names_its_owner_and_helpers(floor: Any) -> None:
    ticket = floor.ticket(component="printing", product="Labels")
    swarm = floor.swarm(ticket)
    floor.join(swarm, floor.other)
    with clock.at(clock.now() + timedelta(minutes=1)):
        floor.join(swarm, floor.expert)
    observe_swarm(floor.session, floor.manager, swarm.id)
    close_swarm(floor.session, floor.owner, swarm.id, summary="Roller", solved=True)
    (one,) = solved(floor)
    assert (one.id, one.owner, one.resolver) == (
        str(ticket.number),
        str(floor.owner.id),
        str(floor.owner.id),
    )
    assert one.helpers == (str(floor.other.id), str(floor.expert.id))
    assert (one.product, one.components) == ("Labels", ("printing",))
    assert one.solved_at == clock.now().timestamp()


def test_a_ticket_that_was_passed_on_was_resolved_by_its_last_owner(floor: Any) -> None:
    ticket = floor.ticket()
    for minutes, person in ((1, floor.expert), (2, floor.other)):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assign_ticket(floor.session, floor.manager, ticket, person)
    solve_ticket(floor.session, floor.other, ticket, "Wear", "Changed")
    (one,) = solved(floor)
    assert (one.owner, one.resolver, one.helpers) == (
        str(floor.owner.id),
        str(floor.other.id),
        (str(floor.expert.id),),
    )


def test_people_who_touched_a_ticket_elsewhere_count(floor: Any) -> None:
    ticket = floor.ticket()
    solve_ticket(floor.session, floor.owner, ticket, "Wear", "Changed")
    for seq, person in enumerate((floor.expert.id, None, floor.expert.id), start=1):
        floor.session.add(
            Touch(
                ticket_number=ticket.number,
                person_id=person,
                stream="import",
                first_seq=seq,
                last_seq=seq,
                started_at=clock.now(),
                ended_at=clock.now(),
                measured="status",
            )
        )
    floor.session.flush()
    assert solved(floor)[0].helpers == (str(floor.expert.id),)


def test_open_reopened_and_duplicate_tickets_are_no_evidence(floor: Any) -> None:
    original = floor.ticket()
    reopened, copy = floor.ticket(), floor.ticket()
    solve_ticket(floor.session, floor.owner, reopened, "Wear", "Changed")
    reopen_ticket(floor.session, floor.owner, reopened)
    solve_ticket(floor.session, floor.owner, copy, "", "", how="duplicate", duplicate_of=original)
    assert solved(floor) == []


def test_skills_of_a_ticket_are_what_it_needed(floor: Any) -> None:
    printers, rollers = (add_skill(floor.session, None, name) for name in ("Printers", "Rollers"))
    ticket = floor.ticket()
    state_need(floor.session, floor.owner, ticket, printers.id)
    remove_need(floor.session, floor.owner, ticket, rollers.id)
    solve_ticket(floor.session, floor.owner, ticket, "Wear", "Changed")
    assert solved(floor)[0].skills == ("Printers",)
    change_skill(floor.session, None, printers.id, {"retired": True})
    assert solved(floor)[0].skills == ()


def test_words_about_people_are_statements(floor: Any) -> None:
    skill = add_skill(floor.session, None, "Printers")
    claim_skill(floor.session, floor.expert, skill.id)
    endorse_person(floor.session, floor.owner, floor.expert.id, skill.id)
    said = read_history(floor.session).statements
    assert [(one.person, one.skill, one.kind, one.source) for one in said] == [
        (str(floor.expert.id), "Printers", "claimed", None),
        (str(floor.expert.id), "Printers", "endorsed", str(floor.owner.id)),
    ]


@pytest.mark.both
def test_agents_come_first_and_managers_only_with_something_to_show(floor: Any) -> None:
    agents = [str(one.id) for one in (floor.owner, floor.expert, floor.other)]
    assert read_people(floor.session) == tuple(agents)
    skill = add_skill(floor.session, None, "Printers")
    claim_skill(floor.session, floor.manager, skill.id)
    assert read_people(floor.session) == (*agents, str(floor.manager.id))
    assert read_people(floor.session) is read_people(floor.session)  # nobody came or went
    floor.expert.left_at = clock.now()
    floor.session.flush()
    assert str(floor.expert.id) not in read_people(floor.session)


def test_reading_the_record_takes_the_same_few_queries_whatever_its_size(floor: Any) -> None:
    said: list[str] = []
    event.listen(
        floor.session.get_bind(), "before_cursor_execute", lambda *facts: said.append(facts[2])
    )
    counts = []
    for number in (1, 4):
        for _ in range(number):
            solve_ticket(floor.session, floor.owner, floor.ticket(), "Wear", "Changed")
        said.clear()
        read_history(floor.session)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 13  # one more on PostgreSQL, which begins aloud


def test_words_of_a_whole_batch_are_joined_by_one_query(floor: Any) -> None:
    swarm = floor.swarm()
    for number in range(5):
        floor.post(swarm, floor.owner, f"Number {number}")
    lines = floor.lines(f"swarms/{swarm.id}")
    said: list[str] = []
    event.listen(
        floor.session.get_bind(), "before_cursor_execute", lambda *facts: said.append(facts[2])
    )
    join_messages(floor.session, lines)
    assert len(said) == 1
    assert [line.data["body"] for line in lines[2:]] == [f"Number {number}" for number in range(5)]
    join_messages(floor.session, lines[:2])
    assert len(said) == 1


def test_reasons_are_words_with_a_place_to_look(floor: Any) -> None:
    reasons = (
        Reason("worked_with_owner", count=2, subject=str(floor.owner.id), tickets=("7", "3")),
        Reason("skill_stated", subject="Printers", source="4", said="wrote_article"),
        Reason("skill_stated", subject="Printers", said="claimed"),
        Reason("worked_with_owner", count=1, subject="somebody", tickets=("7",)),
    )
    person = str(floor.expert.id)
    one = Prospect(person, 0.5, (), Standing((), (), None), lambda: reasons)
    texts = reason_texts([one], floor.owner)[person]
    assert "with Olga Owner" in texts[0].text
    assert (texts[0].link, texts[0].tickets) == ("/tickets/7", [7, 3])
    assert texts[1].link == "/articles/4"
    assert texts[2].link == f"/people/{person}"
    assert "with the owner" in texts[3].text
