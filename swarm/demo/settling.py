"""The company moves in: teams, people, skills, who may sign in, and the tier map.

All by the desk's own actions: there are few of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.accounts.actions import set_password
from swarm.demo.cast.shapes import Company, DemoPerson, DemoTeam, Site
from swarm.demo.records.desk import Cast
from swarm.demo.words.families import read_families
from swarm.people.actions import add_person
from swarm.people.tables import Person, Team
from swarm.people.teams import add_team
from swarm.skills.evidence import claim_skill, note_interest
from swarm.skills.order.relations import relate
from swarm.skills.tables import Skill
from swarm.skills.taxonomy import add_skill, skills_called
from swarm.tickets.clocks import seed_targets
from swarm.tiers.drafts import DEFAULT_MAP, NewHolder, NewMap, add_version
from swarm.tiers.holders import read_holders, version_in_force
from swarm.tiers.signs import DEFAULT_SIGNS, FactSign
from swarm.tiers.tables import TierMap

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Hours = dict[str, list[list[str]]]


def settle(session: Session, company: Company, password_hash: str) -> Cast:
    """Let the company move in; what the desk has under the same name is used as it is."""
    seed_targets(session)
    teams = {team.name: _team(session, team) for team in company.teams}
    skills = _skills(session, company)
    people = {
        key: _person(session, person, teams, password_hash)
        for key, person in company.people.items()
    }
    for key, person in company.people.items():
        for name in person.claims:
            claim_skill(session, people[key], skills[name].id)
        for name in person.grow:
            note_interest(session, people[key], skills[name].id)
    _write_map(session, company, teams, people)
    session.flush()
    return Cast(
        people=people,
        teams=teams,
        skills={name: skill.id for name, skill in skills.items()},
        called={
            name: tuple(skills_called(session, [name, component.product]))
            for name, component in company.components.items()
        },
        holders=read_holders(session),
    )


def _hours(site: Site, days: tuple[int, ...]) -> Hours:
    return {DAYS[day]: [[site.start, site.end]] for day in days}


def _team(session: Session, team: DemoTeam) -> Team:
    known = session.scalar(select(Team).where(func.lower(Team.name) == team.name.lower()))
    if known is not None:
        return known
    hours = _hours(team.site, (0, 1, 2, 3, 4))
    return add_team(session, None, name=team.name, time_zone=team.site.zone, hours=hours)


def _person(
    session: Session, person: DemoPerson, teams: dict[str, Team], password_hash: str
) -> Person:
    team = teams[person.team] if person.team else None
    at_home = team is not None and team.time_zone == person.site.zone
    added = add_person(
        session,
        None,
        name=person.name,
        email=person.email,
        role=person.role,
        team=team,
        time_zone=None if at_home else person.site.zone,
        hours=None if at_home else _hours(person.site, person.days),
    )
    added.demo = True
    set_password(session, None, added, password_hash)
    return added


def _skills(session: Session, company: Company) -> dict[str, Skill]:
    known = {skill.name.lower(): skill for skill in session.scalars(select(Skill))}
    aliases = _aliases(company)
    found = {}
    for name, description in company.skills.items():
        skill = known.get(name.lower())
        if skill is None:
            free = [a for a in aliases[name] if not skills_called(session, [a])]
            skill = add_skill(session, None, name, description=description, aliases=free)
            skill.demo = True
        found[name] = skill
    for name, others in company.related.items():
        relate(session, found[name].id, [found[other].id for other in others])
    return found


def _aliases(company: Company) -> dict[str, list[str]]:
    """A component goes by the skill that its problems need first, most of the time."""
    first: dict[str, Counter[str]] = defaultdict(Counter)
    for family in read_families().values():
        first[family.component][family.skills[0]] += 1
    names: dict[str, list[str]] = defaultdict(list)
    for component in company.components:
        names[first[component].most_common(1)[0][0]].append(component)
    return names


def _write_map(
    session: Session, company: Company, teams: dict[str, Team], people: dict[str, Person]
) -> None:
    """The company's tier map, unless the desk has one that somebody made."""
    version = version_in_force(session)
    standing = session.get(TierMap, version) if version else None
    if standing is not None and standing.made_by is not None:
        return
    holders = [*DEFAULT_MAP.holders]
    for team in company.teams:
        holders.append(NewHolder(tier=team.tier, team=teams[team.name].id))
        holders.append(NewHolder(tier=team.tier, group=team.name))
    holders += [
        NewHolder(tier="L3", person=people[person.key].id)
        for person in company.agents
        if person.tier == "L3"
    ]
    holders.append(NewHolder(tier="L4", group="Lumenpay"))
    new = NewMap(
        tiers=DEFAULT_MAP.tiers,
        rules=DEFAULT_MAP.rules,
        holders=holders,
        signs=[*DEFAULT_SIGNS, FactSign(fact="simple_request", field="category", value="Request")],
        rates={"L1": 38.0, "L2": 52.0, "L3": 71.0, "L4": 140.0},
        currency="EUR",
    )
    add_version(session, new, (version or 0) + 1, None)
