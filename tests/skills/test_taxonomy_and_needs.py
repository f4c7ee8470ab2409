"""The list of skills, what tickets need, and what people say of one another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.skills.evidence import (
    add_evidence,
    claim_skill,
    drop_claim,
    drop_interest,
    endorse_person,
    note_interest,
)
from swarm.skills.needs import needs_of, record_found, remove_need, state_need
from swarm.skills.profiles import knowers_of, profile_of
from swarm.skills.queries import list_skills, read_skill
from swarm.skills.tables import EvidenceKind
from swarm.skills.taxonomy import add_skill, change_skill, find_skill, skills_called


def test_names_are_unique_whatever_their_case(bench: Any) -> None:
    with pytest.raises(Conflict) as refused:
        add_skill(bench.session, bench.admin, " PRINTERS ")
    assert refused.value.current == {"skill": bench.skill.id}
    with pytest.raises(Invalid):
        add_skill(bench.session, bench.admin, "   ")
    with pytest.raises(NotAllowed):
        add_skill(bench.session, bench.anna, "Routers")
    change_skill(bench.session, bench.admin, bench.skill.id, {"name": "printers"})
    assert find_skill(bench.session, bench.skill.id).name == "printers"


def test_skills_contain_one_another_but_never_in_a_circle(bench: Any) -> None:
    narrow = add_skill(bench.session, None, "Rollers", broader=bench.skill.id)
    narrower = add_skill(bench.session, None, "Axes", broader=narrow.id)
    for broader in (bench.skill.id, narrow.id, narrower.id):
        with pytest.raises(Invalid):
            change_skill(bench.session, None, bench.skill.id, {"broader": broader})
    with pytest.raises(Invalid):
        add_skill(bench.session, None, "Lost", broader=999)
    page = read_skill(bench.session, bench.anna, bench.skill.id)
    assert [one.name for one in page.narrower] == ["Rollers"]
    change_skill(bench.session, None, narrow.id, {"broader": None})
    assert find_skill(bench.session, narrow.id).broader_id is None


def test_other_names_mean_one_skill_only(bench: Any) -> None:
    routers = add_skill(bench.session, None, "Routers", aliases=["router", " router "])
    with pytest.raises(Conflict) as refused:
        change_skill(bench.session, None, routers.id, {"aliases": ["label printer"]})
    assert refused.value.current == {"skill": bench.skill.id}
    called = skills_called(bench.session, ["ROUTER", None, "printers", "nothing"])
    assert called == sorted([bench.skill.id, routers.id])
    change_skill(bench.session, None, routers.id, {"aliases": [], "description": "Boxes"})
    assert skills_called(bench.session, ["router"]) == []
    assert skills_called(bench.session, [None, " "]) == []


def test_a_retired_skill_is_kept_and_no_longer_used(bench: Any) -> None:
    change_skill(bench.session, None, bench.skill.id, {"retired": True})
    since = bench.skill.retired_at
    with clock.at(clock.now() + timedelta(days=1)):
        change_skill(bench.session, None, bench.skill.id, {"retired": True})
    assert bench.skill.retired_at == since
    assert skills_called(bench.session, ["printers", "label printer"]) == []
    assert list_skills(bench.session, bench.anna).items == []
    assert [one.retired for one in list_skills(bench.session, bench.anna, retired=True).items] == [
        True
    ]
    with pytest.raises(NotFound):
        claim_skill(bench.session, bench.anna, bench.skill.id)
    change_skill(bench.session, None, bench.skill.id, {"retired": False})
    assert bench.skill.retired_at is None


def test_skills_come_in_pages_by_name(bench: Any) -> None:
    for number in range(4):
        add_skill(bench.session, None, f"Skill {number}")
    seen, cursor = [], None
    while True:
        page = list_skills(bench.session, bench.admin, cursor=cursor, limit=2)
        seen += [one.name for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == ["Printers", "Skill 0", "Skill 1", "Skill 2", "Skill 3"]
    assert page.can == {"edit": True}
    assert list_skills(bench.session, bench.anna, q="%").items == []


def test_what_people_say_of_needs_survives_the_classifier(bench: Any) -> None:
    rollers = add_skill(bench.session, None, "Rollers")
    ticket = bench.ticket()
    state_need(bench.session, bench.anna, ticket, bench.skill.id)
    remove_need(bench.session, bench.anna, ticket, rollers.id)
    assert not record_found(bench.session, ticket, {bench.skill.id: 0.2, rollers.id: 0.9})
    needs = {
        need.skill_id: (need.by_id, need.removed) for need in needs_of(bench.session, ticket.number)
    }
    assert needs == {
        bench.skill.id: (bench.anna.id, False),
        rollers.id: (bench.anna.id, True),
    }


def test_becoming_sure_of_a_need_is_told_and_so_is_doubting_it(bench: Any) -> None:
    ticket, skill = bench.ticket(), bench.skill.id
    seen = [record_found(bench.session, ticket, {skill: at}) for at in (0.3, 0.4, 0.6, 0.5, 0.4)]
    assert seen == [True, False, True, False, True]
    changed = [line.data for line in bench.lines(ticket) if line.kind == "needs_changed"]
    assert changed == [
        {"added": [skill], "removed": []},
        {"added": [skill], "removed": []},
        {"added": [], "removed": [skill]},
    ]


def test_the_classifier_takes_back_its_own(bench: Any) -> None:
    ticket = bench.ticket()
    assert record_found(bench.session, ticket, {bench.skill.id: 0.6})
    assert not record_found(bench.session, ticket, {bench.skill.id: 0.7})
    assert needs_of(bench.session, ticket.number)[0].probability == 0.7
    assert record_found(bench.session, ticket, {})
    assert needs_of(bench.session, ticket.number) == []
    changed = [line.data for line in bench.lines(ticket) if line.kind == "needs_changed"]
    assert changed == [
        {"added": [bench.skill.id], "removed": []},
        {"added": [], "removed": [bench.skill.id]},
    ]


def test_deciding_the_same_twice_is_one_line(bench: Any) -> None:
    ticket = bench.ticket()
    for _ in range(2):
        state_need(bench.session, bench.anna, ticket, bench.skill.id)
    for _ in range(2):
        remove_need(bench.session, bench.otto, ticket, bench.skill.id)
    kinds = [line.kind for line in bench.lines(ticket)]
    assert kinds.count("needs_changed") == 2
    requester = bench.make.person("requester")
    with pytest.raises(NotAllowed):
        state_need(bench.session, requester, ticket, bench.skill.id)


@pytest.mark.both
def test_a_profile_keeps_work_and_words_apart(bench: Any) -> None:
    ticket, now = bench.ticket(), clock.now()
    for kind, days in ((EvidenceKind.SOLVED, 0), (EvidenceKind.CONTRIBUTED, 270)):
        add_evidence(
            bench.session,
            bench.anna.id,
            bench.skill.id,
            kind,
            at=now - timedelta(days=days),
            ticket=ticket.number,
        )
    claim_skill(bench.session, bench.anna, bench.skill.id)
    assert endorse_person(bench.session, bench.otto, bench.anna.id, bench.skill.id)
    assert not endorse_person(bench.session, bench.otto, bench.anna.id, bench.skill.id)
    assert endorse_person(bench.session, bench.otto, bench.anna.id, bench.skill.id, ticket.number)
    note_interest(bench.session, bench.anna, bench.skill.id)
    known = profile_of(bench.session, bench.otto, bench.anna.id)
    standing = known.skills[0]
    assert (standing.proven.solved, standing.proven.contributed, standing.proven.wrote) == (1, 1, 0)
    assert standing.proven.tickets == [ticket.number]
    assert standing.proven.strength == pytest.approx(0.3729, abs=1e-4)  # 1 - exp(-1.4 / 3)
    assert standing.declared.claimed_at == now
    assert [one.name for one in standing.declared.endorsed_by] == ["Otto Other"]
    assert standing.strength > max(standing.proven.strength, standing.declared.strength)
    assert (standing.pieces, len(standing.evidence)) == (5, 5)
    assert standing.evidence[-1].summary == "Blank"
    assert [one.name for one in known.interests] == ["Printers"]
    drop_claim(bench.session, bench.anna, bench.skill.id)
    drop_interest(bench.session, bench.anna, bench.skill.id)
    drop_interest(bench.session, bench.anna, bench.skill.id)
    known = profile_of(bench.session, bench.otto, bench.anna.id)
    assert (known.skills[0].declared.claimed_at, known.interests) == (None, [])


def test_who_left_no_longer_carries_a_skill(bench: Any) -> None:
    for person in (bench.anna, bench.otto):
        claim_skill(bench.session, person, bench.skill.id)
    add_evidence(
        bench.session, bench.anna.id, bench.skill.id, EvidenceKind.SOLVED, at=clock.now(),
        ticket=bench.ticket().number,
    )  # fmt: skip
    knowing, held = knowers_of(bench.session, bench.skill.id)
    assert [one.person.name for one in knowing] == ["Anna Agent", "Otto Other"]
    assert sorted(held) == [0.0, 1.0]
    bench.anna.left_at = clock.now()
    bench.session.flush()
    page = read_skill(bench.session, bench.otto, bench.skill.id)
    assert ([one.person.name for one in page.people], page.bus_factor) == (["Otto Other"], 0)


def test_endorsements_are_for_colleagues_and_by_them(bench: Any) -> None:
    guest = bench.make.person("guest")
    with pytest.raises(NotFound):
        endorse_person(bench.session, guest, bench.anna.id, bench.skill.id)
    with pytest.raises(NotFound):
        endorse_person(bench.session, bench.anna, guest.id, bench.skill.id)
    with pytest.raises(NotAllowed):
        endorse_person(bench.session, bench.anna, bench.anna.id, bench.skill.id)


def test_a_renamed_skill_is_found_by_the_name_that_it_had(bench: Any) -> None:
    skill = bench.skill
    change_skill(bench.session, bench.admin, skill.id, {"name": "Label Printers"})
    assert skills_called(bench.session, ["PRINTERS"]) == [skill.id]
    assert skills_called(bench.session, ["label printers"]) == [skill.id]
    found = list_skills(bench.session, bench.anna, q="printers").items
    assert [row.id for row in found] == [skill.id]
    assert found[0].aliases == ["label printer", "printers"]


def test_a_former_name_stays_also_where_other_names_are_said_and_goes_when_it_comes_back(
    bench: Any,
) -> None:
    skill = bench.skill
    change_skill(bench.session, bench.admin, skill.id, {"name": "Zebra", "aliases": ["stripes"]})
    assert list_skills(bench.session, bench.anna, q="Zebra").items[0].aliases == [
        "printers", "stripes",
    ]  # fmt: skip
    change_skill(bench.session, bench.admin, skill.id, {"name": "Printers"})
    assert list_skills(bench.session, bench.anna, q="Zebra").items[0].aliases == [
        "stripes", "zebra",
    ]  # fmt: skip
    change_skill(bench.session, bench.admin, skill.id, {"name": "PRINTERS"})
    assert list_skills(bench.session, bench.anna, q="Zebra").items[0].aliases == [
        "stripes", "zebra",
    ]  # fmt: skip


def test_a_former_name_that_means_another_skill_stays_with_that(bench: Any) -> None:
    other = add_skill(bench.session, bench.admin, "Scanners", aliases=["printers"])
    change_skill(bench.session, bench.admin, bench.skill.id, {"name": "Label Printers"})
    assert skills_called(bench.session, ["printers"]) == [other.id]
