"""What people know, calculated from evidence and never typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.knowledge.tables import Article
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.skills.decay import half_life_of
from swarm.skills.objections import counts, shows
from swarm.skills.strength import PROVEN, strength_of, weigh
from swarm.skills.tables import Evidence, EvidenceKind, Interest, Objection, Skill
from swarm.tickets.tables import Ticket

SHOWN = 20
"""Pieces of evidence shown for each skill, newest first; `pieces` counts them all."""


class EvidenceCard(BaseModel):
    """One dated fact. `summary` is the ticket's, or the article's title."""

    id: int
    kind: str
    ticket: int | None
    article: int | None
    summary: str | None
    by: PersonRef | None
    at: datetime


class Proven(BaseModel):
    """What work shows: `strength` 0 to 1, how often of each kind, the newest tickets."""

    strength: float
    solved: int
    contributed: int
    wrote: int
    tickets: list[int]


class Declared(BaseModel):
    """What people say: `strength` 0 to 1, since when claimed, when last trained, who vouches."""

    strength: float
    claimed_at: datetime | None
    trained_at: datetime | None
    endorsed_by: list[PersonRef]


class ObjectionCard(BaseModel):
    """What a person holds against it, since when; `why` is for them and for managers."""

    id: int
    kind: str
    why: str
    at: datetime


class SkillStanding(BaseModel):
    """A person's standing in one skill; `strength` (0 to 1) takes both together.

    With an open objection it does not count for suggestions.
    """

    skill: int
    name: str
    strength: float
    proven: Proven
    declared: Declared
    evidence: list[EvidenceCard]
    pieces: int
    last_at: datetime
    objections: list[ObjectionCard]


class InterestCard(BaseModel):
    """A skill that somebody wants to grow."""

    skill: int
    name: str
    since: datetime


class SkillProfile(BaseModel):
    """What one person knows, strongest first, and wants to learn."""

    skills: list[SkillStanding]
    interests: list[InterestCard]


Piece = Row[Evidence, str, str | None, str | None]


def _pieces() -> Select[Evidence, str, str | None, str | None]:
    return (
        select(Evidence, Skill.name, Ticket.summary, Article.title)
        .join(Skill, Skill.id == Evidence.skill_id)
        .outerjoin(Ticket, Ticket.number == Evidence.ticket_number)
        .outerjoin(Article, Article.id == Evidence.article_id)
        .order_by(Evidence.at.desc(), Evidence.id.desc())
    )


def profile_of(session: Session, viewer: Person, person_id: int) -> SkillProfile:
    """The profile of a person at this moment, as `viewer` may see it."""
    rows = session.execute(
        _pieces().where(Evidence.person_id == person_id, Skill.retired_at.is_(None), shows(viewer))
    ).all()
    by_skill: defaultdict[int, list[Piece]] = defaultdict(list)
    for row in rows:
        by_skill[row[0].skill_id].append(row)
    names = refs(session, [row[0].given_by for row in rows])
    objections = _objections(session, viewer, person_id)
    half_life = half_life_of(session)
    standings = [
        _standing(pieces, names, objections[skill_id], half_life)
        for skill_id, pieces in by_skill.items()
    ]
    wanted = session.execute(
        select(Skill.id, Skill.name, Interest.at)
        .join(Skill, Skill.id == Interest.skill_id)
        .where(Interest.person_id == person_id, Skill.retired_at.is_(None))
        .order_by(Skill.name)
    )
    return SkillProfile(
        skills=sorted(standings, key=lambda one: (-one.strength, one.name)),
        interests=[InterestCard(skill=row[0], name=row[1], since=row[2]) for row in wanted],
    )


def _objections(
    session: Session, viewer: Person, person_id: int
) -> defaultdict[int, list[ObjectionCard]]:
    rows = session.scalars(
        select(Objection)
        .where(Objection.person_id == person_id, Objection.settled_at.is_(None))
        .order_by(Objection.id)
    )
    told = viewer.manages or viewer.id == person_id
    cards: defaultdict[int, list[ObjectionCard]] = defaultdict(list)
    for row in rows:
        why = row.why if told else ""
        card = ObjectionCard(id=row.id, kind=row.kind, why=why, at=row.at)
        cards[row.skill_id].append(card)
    return cards


def _standing(
    pieces: Sequence[Piece],
    names: dict[int, PersonRef],
    objections: list[ObjectionCard],
    half_life: float,
) -> SkillStanding:
    evidence = [row[0] for row in pieces]
    proven = [one for one in evidence if one.kind in PROVEN]
    said = [one for one in evidence if one.kind not in PROVEN]
    claim, training = (
        next((one.at for one in said if one.kind == kind), None)
        for kind in (EvidenceKind.CLAIMED, EvidenceKind.TRAINED)
    )
    vouching = dict.fromkeys(one.given_by for one in said if one.kind == EvidenceKind.ENDORSED)
    kinds = [one.kind for one in proven]
    return SkillStanding(
        skill=evidence[0].skill_id,
        name=pieces[0][1],
        strength=_strength(evidence, half_life),
        proven=Proven(
            strength=_strength(proven, half_life),
            solved=kinds.count(EvidenceKind.SOLVED),
            contributed=kinds.count(EvidenceKind.CONTRIBUTED),
            wrote=kinds.count(EvidenceKind.WROTE),
            tickets=tickets_behind(proven),
        ),
        declared=Declared(
            strength=_strength(said, half_life),
            claimed_at=claim,
            trained_at=training,
            endorsed_by=[names[one] for one in vouching if one in names],
        ),
        evidence=[_card(row, names) for row in pieces[:SHOWN]],
        pieces=len(pieces),
        last_at=evidence[0].at,
        objections=objections,
    )


def _strength(evidence: Iterable[Evidence], half_life: float) -> float:
    now = clock.now()
    return round(strength_of(weigh(one.kind, one.at, now, half_life) for one in evidence), 4)


def tickets_behind(evidence: Iterable[Evidence]) -> list[int]:
    """The numbers of the tickets behind evidence, in its order, each once, at most 20."""
    numbers = dict.fromkeys(one.ticket_number for one in evidence if one.ticket_number is not None)
    return [*numbers][:SHOWN]


def _card(row: Piece, names: dict[int, PersonRef]) -> EvidenceCard:
    one, _, summary, title = row
    return EvidenceCard(
        id=one.id,
        kind=one.kind,
        ticket=one.ticket_number,
        article=one.article_id,
        summary=summary or title,
        by=names.get(one.given_by or 0),
        at=one.at,
    )


class Knower(BaseModel):
    """Somebody who knows a skill, and how we know; strengths are 0 to 1."""

    person: PersonRef
    strength: float
    proven: float
    declared: float
    tickets: list[int]
    pieces: int
    last_at: datetime


def knowers_of(session: Session, skill_id: int) -> tuple[list[Knower], list[float]]:
    """Who knows a skill, strongest first, and the proven weight that each of them holds.

    Nobody who left, and nothing that its subject objects to. The weights are what a bus factor
    is counted from.
    """
    rows = session.execute(
        select(Evidence, Person.name)
        .join(Person, Person.id == Evidence.person_id)
        .where(Evidence.skill_id == skill_id, Person.left_at.is_(None), counts())
        .order_by(Evidence.at.desc(), Evidence.id.desc())
    ).all()
    by_person: defaultdict[int, list[Evidence]] = defaultdict(list)
    names: dict[int, str] = {}
    for evidence, name in rows:
        by_person[evidence.person_id].append(evidence)
        names[evidence.person_id] = name
    now, half_life = clock.now(), half_life_of(session)
    held = [
        sum(weigh(one.kind, one.at, now, half_life) for one in evidence if one.kind in PROVEN)
        for evidence in by_person.values()
    ]
    knowers = [
        _knower(PersonRef(id=person, name=names[person]), evidence, half_life)
        for person, evidence in by_person.items()
    ]
    return sorted(knowers, key=lambda one: (-one.strength, one.person.name)), held


def _knower(person: PersonRef, evidence: Sequence[Evidence], half_life: float) -> Knower:
    return Knower(
        person=person,
        strength=_strength(evidence, half_life),
        proven=_strength((one for one in evidence if one.kind in PROVEN), half_life),
        declared=_strength((one for one in evidence if one.kind not in PROVEN), half_life),
        tickets=tickets_behind(evidence)[:5],
        pieces=len(evidence),
        last_at=evidence[0].at,
    )
