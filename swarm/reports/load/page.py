"""Load and what hangs on whom: people by name, skills by need. Nobody is ranked by a count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.refs import refs
from swarm.people.tables import Person, Role
from swarm.reports import intervals
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.figures import Figure, figure
from swarm.reports.load.asking import DAYS, Asked, load_asked
from swarm.reports.load.behind import open_needs
from swarm.reports.load.cards import LoadPage, PersonLoad, SeatCard, SkillHold
from swarm.reports.load.concentration import Concentration, concentrations_of, lost_without
from swarm.reports.load.growing import Seat, load_seats
from swarm.reports.survival import Estimate
from swarm.rooms.weighed.load import open_rooms
from swarm.skills.queries import SkillRef
from swarm.skills.questions.holding import holdings
from swarm.skills.tables import Skill

NOBODY = Asked(0, 0, 0)
STAFF = (Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR)

ASKED_RULE = f"Invitations to swarms in the last {DAYS} days, answered or not."
INDEX_RULE = (
    "1 where one person holds all of what work has shown of a skill, 1/n where n people hold it"
    " alike (Herfindahl); older work weighs less."
)
SEAT_RULE = (
    "First seats as a learner, or by an offer of one's own to grow a skill that the ticket needed,"
    " one for each person and skill; turned into a solo solution where that person later solved a"
    " ticket that needs it as its only owner and without a swarm. Interval: Wilson."
)


def read_load(session: Session, actor: Person | None) -> LoadPage:
    """The load of everybody on the desk. Raises NotFound or NotAllowed."""
    check_reads(actor)
    now = clock.now()
    held = {skill: one.proven for skill, one in holdings(session).items()}
    told = concentrations_of(held)
    names = dict(
        session.execute(select(Skill.id, Skill.name).where(Skill.retired_at.is_(None))).all()
    )
    seats = load_seats(session)
    needs = open_needs(session)
    whole = Cohort()
    return LoadPage(
        as_of=now,
        asked_rule=ASKED_RULE,
        index_rule=INDEX_RULE,
        covered=_covered(names, told),
        people=_people(session, now, held, told, names, needs),
        skills=_skills(session, told, names, needs),
        seats=_seats(session, seats, names),
        turned=figure(
            intervals.share(sum(seat.solo is not None for seat in seats), len(seats)),
            len(seats),
            SEAT_RULE,
            "share",
            tickets=whole.link("load:turned") if any(seat.solo for seat in seats) else None,
            over=whole.link("load:seats") if seats else None,
            why="Nobody took a growth seat yet.",
        ),
    )


def _covered(names: Mapping[int, str], told: Mapping[int, Concentration]) -> Figure:
    shown = [told[skill] for skill in names if skill in told]
    safe = sum(one.holders > 1 for one in shown)
    return figure(
        intervals.share(safe, len(names)),
        len(names),
        "Skills in use that the work of at least two people here has shown; interval: Wilson.",
        "share",
        why="No skill is in use.",
    )


def _people(
    session: Session,
    now: datetime,
    held: Mapping[int, Mapping[int, float]],
    told: Mapping[int, Concentration],
    names: Mapping[int, str],
    needs: Mapping[int, set[int]],
) -> list[PersonLoad]:
    asked = load_asked(session, now)
    concerned = {*asked, *(person for weights in held.values() for person in weights)}
    people = session.scalars(
        select(Person)
        .where(Person.id.in_(concerned), Person.left_at.is_(None), Person.role.in_(STAFF))
        .order_by(func.lower(Person.name), Person.id)
    ).all()
    named = refs(session, [person.id for person in people])
    rooms = open_rooms(session, [person.id for person in people])
    found = []
    for person in people:
        gone, thin = lost_without(person.id, told)
        waiting = {number for skill in gone for number in needs.get(skill, ())}
        load = asked.get(person.id, NOBODY)
        found.append(
            PersonLoad(
                person=named[person.id],
                asked=figure(
                    Estimate(load.times),
                    load.times,
                    ASKED_RULE,
                    "invitations",
                    tickets=Cohort().link(f"load:asked-{person.id}") if load.times else None,
                ),
                budget=person.ask_budget,
                most_in_a_day=load.most_in_a_day,
                days_spent=load.days_spent,
                rooms=rooms.get(person.id, 0),
                only=_named(gone, names),
                mostly=_named(thin, names),
                open_needs=figure(
                    Estimate(len(waiting)),
                    len(waiting),
                    "Open tickets that need a skill which only this person has shown.",
                    "tickets",
                    tickets=Cohort().link(f"load:waiting-{person.id}") if waiting else None,
                ),
            )
        )
    return found


def _named(skills: list[int], names: Mapping[int, str]) -> list[SkillRef]:
    found = [SkillRef(id=skill, name=names[skill]) for skill in skills if skill in names]
    return sorted(found, key=lambda one: one.name)


def _skills(
    session: Session,
    told: Mapping[int, Concentration],
    names: Mapping[int, str],
    needs: Mapping[int, set[int]],
) -> list[SkillHold]:
    people = refs(session, [one.only for one in told.values() if one.only is not None])
    rows = [
        SkillHold(
            skill=SkillRef(id=skill, name=names[skill]),
            index=one.index,
            holders=one.holders,
            only=people.get(one.only) if one.only is not None else None,
            open_needs=len(needs.get(skill, ())),
        )
        for skill, one in told.items()
        if skill in names
    ]
    return sorted(rows, key=lambda one: (-one.open_needs, one.skill.name))


def _seats(session: Session, seats: list[Seat], names: Mapping[int, str]) -> list[SeatCard]:
    people = refs(session, [seat.person for seat in seats])
    cards = [
        SeatCard(
            person=people[seat.person],
            skill=SkillRef(id=seat.skill, name=names[seat.skill]),
            ticket=seat.ticket,
            at=seat.at,
            solo=seat.solo,
        )
        for seat in seats
        if seat.skill in names and seat.person in people
    ]
    return sorted(cards, key=lambda one: (one.person.name, one.skill.name))
