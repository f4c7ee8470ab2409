from __future__ import annotations

from datetime import UTC, datetime

from swarm.demo.cast.company import key_of, make_company

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


def test_forty_people_work_in_six_teams_over_three_time_zones() -> None:
    company = make_company(NOW)
    assert len(company.agents) == 40
    assert len(company.teams) == 6
    assert {p.team for p in company.agents} == {team.name for team in company.teams}
    assert len({p.site.zone for p in company.agents}) == 3


def test_every_one_of_the_25_skills_is_known_and_claimed_by_somebody() -> None:
    company = make_company(NOW)
    assert len(company.skills) == 25
    assert {skill for p in company.agents for skill in p.claims} == set(company.skills)
    assert all(p.skills.keys() <= company.skills.keys() for p in company.agents)
    assert all(set(p.grow) <= company.skills.keys() for p in company.agents)


def test_somebody_can_sign_in_in_every_role_that_the_desk_has() -> None:
    company = make_company(NOW)
    roles = {as_whom: company.people[key].role for as_whom, key in company.sign_ins.items()}
    assert roles == {
        "owner": "agent",
        "expert": "agent",
        "manager": "manager",
        "administrator": "administrator",
        "requester": "requester",
        "guest": "guest",
    }


def test_substitutes_are_colleagues_who_are_there_themselves() -> None:
    company = make_company(NOW)
    away = [(p, span) for p in company.people.values() for span in p.away]
    assert len(away) >= 4
    for person, span in away:
        substitute = company.people[span.substitute]
        assert substitute.key != person.key
        assert substitute.skills
        assert all(o.last < span.first or o.first > span.last for o in substitute.away)


def test_addresses_are_unique_and_lead_nowhere() -> None:
    people = make_company(NOW).people.values()
    assert len({p.email for p in people}) == len(people)
    assert all(p.email.endswith(".example") for p in people)


def test_a_name_with_accents_becomes_a_plain_key() -> None:
    assert key_of("Rafał Domański") == "rafal.domanski"
    assert key_of("Gareth Pugh-Owen") == "gareth.pugh.owen"
