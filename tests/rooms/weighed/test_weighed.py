"""What is weighed beside past work, and who may not be asked whatever they know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.errors import Invalid
from swarm.matching.exploration import Draw
from swarm.people.conflicts import set_conflicts
from swarm.rooms.advice import ranking
from swarm.rooms.advice.suggestions import Suggestion, Suggestions
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.skills.evidence import claim_skill, note_interest
from swarm.skills.needs import state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.tables import Ticket


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def of(found: Suggestions, name: str) -> Suggestion:
    return next(one for one in found.items if one.person.name == name)


def why(found: Suggestions, name: str) -> dict[str, float]:
    return {card.kind: card.factor for card in of(found, name).why}


def texts(found: Suggestions, name: str) -> dict[str, str]:
    return {card.kind: card.text for card in of(found, name).why}


def need(floor: Any, swarm: Any, name: str) -> int:
    """Say that the swarm's ticket needs a skill of this name."""
    skill = add_skill(floor.session, None, name)
    state_need(floor.session, floor.owner, floor.session.get(Ticket, swarm.ticket_number), skill.id)
    return int(skill.id)


def test_everybody_is_told_what_was_weighed_with_a_place_to_check(
    floor: Any, adviser: Adviser
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 3)
    found = floor.suggest(adviser, floor.swarm(help_needed="Printer blank labels"))
    told = why(found, "Eva Expert")
    assert list(told)[:5] == ["chance", "hours", "budget", "rooms", "load"]
    linked = [card.kind for card in of(found, "Eva Expert").why if card.link]
    assert linked == ["chance", "rooms"]
    product = 1.0
    for factor in told.values():
        product *= factor
    assert of(found, "Eva Expert").score == pytest.approx(product, abs=2e-4)


def test_who_is_in_other_rooms_or_was_asked_a_lot_lately_weighs_less(
    floor: Any, adviser: Adviser
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 3)
    swarm = floor.swarm(help_needed="Printer blank labels")
    before = floor.suggest(adviser, swarm)
    with clock.at(clock.now() - timedelta(days=3)):
        for _ in range(3):
            floor.join(floor.swarm(), floor.expert)
    after = floor.suggest(adviser, swarm)
    assert texts(after, "Eva Expert")["rooms"] == "In 3 open rooms now"
    assert why(after, "Eva Expert")["rooms"] == pytest.approx(0.94**3, abs=1e-3)
    assert why(after, "Eva Expert")["load"] < 1 == why(before, "Eva Expert")["load"]
    assert of(after, "Eva Expert").score < of(before, "Eva Expert").score


def test_hours_shared_with_owner_and_requester_and_the_way_between_them_are_weighed(
    floor: Any, adviser: Adviser
) -> None:
    berlin = floor.make.team(time_zone="Europe/Berlin")
    denver = floor.make.team(time_zone="America/Denver")
    floor.owner.team = floor.requester.team = berlin
    near = floor.make.person(name="Nora Near", team=berlin)
    far = floor.make.person(name="Finn Far", team=denver)
    floor.solve_some(near, "Printer prints blank labels", 2)
    floor.solve_some(far, "Printer prints blank labels", 2)
    found = floor.suggest(adviser, floor.swarm(help_needed="Printer blank labels"))
    assert {"owner_hours", "requester_hours", "distance", "hours"} <= set(why(found, "Finn Far"))
    assert "8 h apart" in texts(found, "Finn Far")["distance"]
    assert "distance" not in why(found, "Nora Near")
    assert of(found, "Nora Near").score > of(found, "Finn Far").score


@pytest.mark.both
def test_private_and_conflicting_teams_are_never_asked(floor: Any, adviser: Adviser) -> None:
    desk, audit, board = floor.make.team(), floor.make.team(), floor.make.team(private=True)
    floor.owner.team = desk
    inspector = floor.make.person(name="Ida Inspector", team=audit)
    director = floor.make.person(name="Dora Director", team=board)
    floor.solve_some(inspector, "Printer prints blank labels", 2)
    floor.solve_some(director, "Printer prints blank labels", 2)
    swarm = floor.swarm(help_needed="Printer blank labels")
    names = floor.names(floor.suggest(adviser, swarm))
    assert "Ida Inspector" in names
    assert "Dora Director" not in names
    assert set_conflicts(floor.session, None, audit, [desk.id])
    names = floor.names(floor.suggest(adviser, swarm))
    assert not {"Ida Inspector", "Dora Director"} & set(names)
    with pytest.raises(Invalid, match="must not work"):
        floor.invite(swarm, inspector)
    set_conflicts(floor.session, None, desk, [])
    assert "Ida Inspector" in floor.names(floor.suggest(adviser, swarm))
    floor.session.get(Ticket, swarm.ticket_number).team_id = board.id
    assert "Dora Director" in floor.names(floor.suggest(adviser, swarm))


def test_the_team_covers_what_is_needed_and_a_learner_sits_in(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    rollers = need(floor, swarm, "Rollers")
    for person in (floor.expert, floor.other):
        claim_skill(floor.session, person, rollers)
    pupil = floor.make.person(name="Pia Pupil")
    note_interest(floor.session, pupil, rollers)
    note_interest(floor.session, floor.owner, rollers)
    team = floor.suggest(adviser, swarm).team
    assert [(seat.person.name, seat.covers) for seat in team.members] == [
        ("Eva Expert", ["Rollers"])
    ]
    assert [(one.skill, one.person and one.person.name) for one in team.runners_up] == [
        ("Rollers", "Otto Other")
    ]
    assert team.learner is not None
    assert (team.learner.person.name, team.learner.skills) == ("Pia Pupil", ["Rollers"])
    assert (team.coverage, team.stops) == (1.0, "Everything that is needed is covered.")
    assert [one.person.name for one in team.bench] == ["Eva Expert", "Otto Other"]


def test_the_team_says_in_words_why_nobody_else_was_added(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    assert "likeliest helper alone" in floor.suggest(adviser, swarm).team.stops
    rollers = need(floor, swarm, "Rollers")
    assert floor.suggest(adviser, swarm).team.stops == "Nobody covers what is needed."
    claim_skill(floor.session, floor.expert, rollers)
    need(floor, swarm, "Quantum ink")
    team = floor.suggest(adviser, swarm).team
    assert team.stops == "Nobody else covers anything that is still open."
    assert (team.uncovered, team.coverage) == (["Quantum ink"], 0.5)


def test_somebody_asked_about_is_on_the_bench_whatever_they_cover(
    floor: Any, adviser: Adviser
) -> None:
    swarm = floor.swarm()
    found = floor.suggest(adviser, swarm, also=[floor.other.id, floor.owner.id, 999_999])
    assert [one.person.name for one in found.team.bench] == ["Eva Expert", "Otto Other"]


def test_a_circle_that_is_closed_lets_somebody_in(floor: Any, adviser: Adviser) -> None:
    close = [floor.make.person(name=f"Close {number}") for number in range(5)]
    outside = floor.make.person(name="Outside")
    for person in (*close, outside):
        floor.solve_some(person, "Printer prints blank labels", 2)
    floor.expert.left_at = floor.other.left_at = clock.now()
    with clock.at(clock.now() - timedelta(days=5)):
        room = floor.swarm()
        for person in close:
            floor.join(room, person)
        close_swarm(
            floor.session,
            floor.owner,
            room.id,
            summary="Roller",
            solved=False,
            credits=[Credit(close[0].id, "fix")],
        )
    names = floor.names(floor.suggest(adviser, floor.swarm(help_needed="Printer blank labels")))
    assert "Outside" in names[:5]


def test_a_newcomer_does_not_push_out_who_opens_a_closed_circle(
    floor: Any, adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = [floor.make.person(name=f"Close {number}") for number in range(5)]
    outside = floor.make.person(name="Outside")
    for person in (*close, outside):
        floor.solve_some(person, "Printer prints blank labels", 2)
    floor.expert.left_at = floor.other.left_at = clock.now()
    novice = floor.make.person(name="Nico Newcomer")
    with clock.at(clock.now() - timedelta(days=5)):
        room = floor.swarm()
        for person in (*close, novice):  # in the circle too: it is not they who open it
            floor.join(room, person)
        close_swarm(floor.session, floor.owner, room.id, summary="Roller", solved=False)
    swarm = floor.swarm(help_needed="Printer blank labels")
    note_interest(floor.session, novice, need(floor, swarm, "Rollers"))
    usual = floor.names(floor.suggest(adviser, swarm))[:5]
    assert "Outside" in usual
    drawn = Draw(str(novice.id), {str(novice.id): 0.1}, 0.9)
    monkeypatch.setattr(ranking, "explore", lambda _newcomers, _seed: drawn)
    shown = floor.names(floor.suggest(adviser, swarm))[:5]
    assert shown[3:] == ["Outside", "Nico Newcomer"]
    assert shown[:3] == usual[:3]


def test_a_newcomer_has_the_last_place_in_a_share_of_lists(
    floor: Any, adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [floor.make.person(name=f"Known {number}") for number in range(6)]
    for person in people:
        floor.solve_some(person, "Printer prints blank labels", 5)
    novice = floor.make.person(name="Nico Newcomer")
    swarm = floor.swarm(help_needed="Printer blank labels")
    note_interest(floor.session, novice, need(floor, swarm, "Rollers"))
    seen: list[Any] = []

    def draws(newcomers: Any, seed: str) -> Draw:
        seen.append(([one.person for one in newcomers], seed))
        return Draw(str(novice.id), {str(novice.id): 0.1}, 0.9)

    monkeypatch.setattr(ranking, "explore", draws)
    found = floor.suggest(adviser, swarm)
    assert floor.names(found)[4] == "Nico Newcomer"
    assert [one.newcomer for one in found.items] == [False] * 4 + [True]
    (ids, seed), *_ = seen
    assert ids == [str(novice.id)]
    assert seed.startswith(f"{found.model}/{swarm.id}/")


def test_the_version_changes_with_the_order_and_only_with_it(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm(help_needed="Printer blank labels")
    first = floor.suggest(adviser, swarm)
    assert floor.suggest(adviser, swarm).version == first.version
    floor.solve_some(floor.other, "Printer prints blank labels", 3)
    assert floor.suggest(adviser, swarm).version != first.version
