"""A no with a reason changes the next request, and who said it can take that back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.errors import Invalid, NotFound
from swarm.rooms.adviser import Adviser
from swarm.rooms.feedback.declines import own_declines, record_decline, undo_decline
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.invitations import answer_invitation
from swarm.skills.evidence import add_evidence, claim_skill
from swarm.skills.needs import state_need
from swarm.skills.tables import EvidenceKind
from swarm.skills.taxonomy import add_skill
from swarm.tickets.tables import Ticket


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def say_no(floor: Any, swarm: Any, person: Any, why: Any, **more: Any) -> Decline:
    invitation = floor.invite(swarm, person)
    answer_invitation(floor.session, person, invitation.id, "declined")
    return record_decline(floor.session, person, invitation, why, **more)


@pytest.fixture
def rollers(floor: Any) -> int:
    """A skill that Eva and Otto claim."""
    skill = add_skill(floor.session, None, "Rollers")
    for person in (floor.expert, floor.other):
        claim_skill(floor.session, person, skill.id)
    return int(skill.id)


def needing(floor: Any, skill: int) -> Any:
    swarm = floor.swarm()
    state_need(floor.session, floor.owner, floor.session.get(Ticket, swarm.ticket_number), skill)
    return swarm


@pytest.mark.both
def test_not_my_subject_lowers_that_person_for_those_skills_only(
    floor: Any, adviser: Adviser, rollers: int
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 2)
    say_no(floor, needing(floor, rollers), floor.expert, "not_my_subject")
    again, elsewhere = needing(floor, rollers), floor.swarm()
    (eva,) = (i for i in floor.suggest(adviser, again).items if i.person.name == "Eva Expert")
    assert eva.covers == []
    assert {card.kind: card.factor for card in eva.why}["not_my_subject"] == 0.25
    assert floor.suggest(adviser, again).team.members[0].person.name == "Otto Other"
    (eva,) = (i for i in floor.suggest(adviser, elsewhere).items if i.person.name == "Eva Expert")
    assert "not_my_subject" not in {card.kind for card in eva.why}


def test_work_that_shows_the_skill_later_and_half_a_year_outweigh_the_word(
    floor: Any, adviser: Adviser, rollers: int
) -> None:
    say_no(floor, needing(floor, rollers), floor.expert, "not_my_subject")
    say_no(floor, needing(floor, rollers), floor.other, "not_my_subject")
    later = clock.now() + timedelta(days=1)
    ticket = floor.ticket().number
    add_evidence(
        floor.session, floor.expert.id, rollers, EvidenceKind.SOLVED, at=later, ticket=ticket
    )
    with clock.at(later + timedelta(days=1)):
        cards = floor.suggest(adviser, needing(floor, rollers)).items
        assert [one.covers for one in cards] == [["Rollers"], []]
        assert own_declines(floor.session, floor.expert).items == []
    with clock.at(later + timedelta(days=200)):
        assert all(one.covers for one in floor.suggest(adviser, needing(floor, rollers)).items)


def test_no_time_keeps_somebody_out_until_then(floor: Any, adviser: Adviser) -> None:
    until = clock.now() + timedelta(hours=3)
    say_no(floor, floor.swarm(), floor.expert, "no_time", until=until)
    swarm = floor.swarm()
    assert "Eva Expert" not in floor.names(floor.suggest(adviser, swarm))
    (card,) = own_declines(floor.session, floor.expert).items
    assert (card.why, card.until) == ("no_time", until)
    with clock.at(until):
        assert "Eva Expert" in floor.names(floor.suggest(adviser, swarm))
        assert own_declines(floor.session, floor.expert).items == []


def test_who_was_named_instead_comes_up_and_it_is_told_by_whom(
    floor: Any, adviser: Adviser
) -> None:
    floor.solve_some(floor.other, "Printer prints blank labels", 1)
    third = floor.make.person(name="Thea Third")
    floor.solve_some(third, "Printer prints blank labels", 1)
    swarm = floor.swarm(help_needed="Printer blank labels")
    before = floor.names(floor.suggest(adviser, swarm))
    last = third if before.index("Thea Third") > before.index("Otto Other") else floor.other
    say_no(floor, swarm, floor.expert, "ask_instead", instead=last.id)
    first = floor.suggest(adviser, swarm).items[0]
    assert first.person.id == last.id
    assert "Eva Expert said: ask them instead" in [card.text for card in first.why]
    (card,) = own_declines(floor.session, floor.expert).items
    assert card.instead is not None
    assert card.instead.id == last.id


@pytest.mark.both
def test_what_a_no_says_can_be_taken_back_by_who_said_it(
    floor: Any, adviser: Adviser, rollers: int
) -> None:
    said = say_no(floor, needing(floor, rollers), floor.expert, "not_my_subject")
    (card,) = own_declines(floor.session, floor.expert).items
    assert card.skills == ["Rollers"]
    with pytest.raises(NotFound):
        undo_decline(floor.session, floor.other, said.invitation_id)
    for _ in range(2):
        undo_decline(floor.session, floor.expert, said.invitation_id)
    assert own_declines(floor.session, floor.expert).items == []
    assert all(one.covers for one in floor.suggest(adviser, needing(floor, rollers)).items)
    kinds = floor.kinds(f"people/{floor.expert.id}")
    assert (kinds.count("decline_recorded"), kinds.count("decline_undone")) == (1, 1)


def test_other_and_closed_matters_change_nothing_and_are_not_listed(floor: Any) -> None:
    say_no(floor, floor.swarm(), floor.expert, "other")
    assert own_declines(floor.session, floor.expert).items == []


def test_the_first_word_stands_and_a_yes_has_no_such_reason(floor: Any) -> None:
    said = say_no(floor, floor.swarm(), floor.expert, "other")
    invitation = floor.session.get_one(type(floor.invite(floor.swarm(), floor.other)), 1)
    assert record_decline(floor.session, floor.expert, invitation, "not_my_subject") is said
    accepted = floor.invite(floor.swarm(), floor.guest)
    answer_invitation(floor.session, floor.guest, accepted.id, "accepted")
    with pytest.raises(Invalid, match="Only a no"):
        record_decline(floor.session, floor.guest, accepted, "other")


@pytest.mark.parametrize(
    "more",
    [
        {"why": "no_time"},
        {"why": "no_time", "until": timedelta(days=-1)},
        {"why": "no_time", "until": timedelta(days=15)},
        {"why": "other", "until": timedelta(hours=1)},
        {"why": "ask_instead"},
        {"why": "ask_instead", "instead": "expert"},
        {"why": "ask_instead", "instead": "requester"},
        {"why": "other", "instead": "other"},
    ],
)
def test_a_reason_that_does_not_fit_is_refused(floor: Any, more: dict[str, Any]) -> None:
    told = dict(more)
    if "until" in told:
        told["until"] = clock.now() + told["until"]
    if "instead" in told:
        told["instead"] = getattr(floor, told["instead"]).id
    with pytest.raises(Invalid):
        say_no(floor, floor.swarm(), floor.expert, **told)
