"""What calendars and the record say of the people who could be asked, read in a few queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.feedback import (
    Help,
    answer_factor,
    credit_factor,
    thumb_factor,
    usual_rate,
)
from swarm.matching.skills import NeededSkill
from swarm.matching.weighing import Circumstance
from swarm.people.availability import shared_hours
from swarm.people.calendars import hours_of_person
from swarm.people.hours import WorkingHours
from swarm.people.tables import Person
from swarm.rooms.feedback.refusals import answers_of, named_instead, refused_skills, thumbs_on
from swarm.rooms.tables import Swarm
from swarm.rooms.weighed.load import asked_lately, open_rooms, requests
from swarm.rooms.weighed.ties import swarmed_with


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked about: who owns and who requested it, and the needed skills with their ids."""

    swarm: Swarm | None
    owner: Person | None
    requester: Person | None
    needed: Sequence[NeededSkill]
    skill_ids: Mapping[str, int]

    @property
    def names(self) -> dict[int, str]:
        """The needed skills that are in the taxonomy, by id."""
        return {
            self.skill_ids[one.skill]: one.skill
            for one in self.needed
            if one.skill in self.skill_ids
        }

    @property
    def weights(self) -> dict[int, float]:
        """How much each needed skill weighs, by its id."""
        return {
            self.skill_ids[need.skill]: need.probability
            for need in self.needed
            if need.skill in self.skill_ids
        }


@dataclass(frozen=True, slots=True)
class Conditions:
    """The circumstances of each person, and what the words about them need.

    Keys are ids as text, as matching knows them; `refused` names the skills that are not theirs,
    `together` when each was last in a room with the owner, `named_by` who named them instead.
    """

    of: dict[str, Circumstance]
    requests: dict[str, float]
    together: dict[int, datetime]
    refused: dict[int, dict[int, datetime]]
    named_by: dict[int, int]


def read_conditions(
    session: Session, case: Case, people: Sequence[Person], helped: Mapping[str, Help]
) -> Conditions:
    """What is known of these people at this moment; `helped` by their ids as text."""
    ids, now, weights = [person.id for person in people], clock.now(), case.weights
    asked, rooms, lately = asked_lately(session, ids), open_rooms(session, ids), requests(session)
    together = swarmed_with(session, case.owner.id if case.owner else None)
    refused, named = refused_skills(session, ids), named_instead(session, case.swarm)
    (answers, usual), thumbs = answers_of(session, ids), thumbs_on(session, ids, weights)
    credited = usual_rate(helped.values())
    owner = hours_of_person(case.owner) if case.owner else None
    requester = hours_of_person(case.requester) if case.requester else None
    total = sum(weights.values())
    found: dict[str, Circumstance] = {}
    for person in people:
        hours = hours_of_person(person)
        unwanted = sum(weights.get(skill, 0.0) for skill in refused.get(person.id, ()))
        yes, no = answers.get(person.id, (0, 0))
        found[str(person.id)] = Circumstance(
            in_hours=hours.open_at(now),
            with_owner=shared_hours(hours, owner, now) if owner else 1.0,
            with_requester=shared_hours(hours, requester, now) if requester else 1.0,
            asked=asked.get(person.id, 0),
            budget=person.ask_budget,
            rooms=rooms.get(person.id, 0),
            close=_close(person, case.owner, together),
            zone_hours=_apart(hours, owner, now) if owner else 0.0,
            refused=unwanted / total if total else 0.0,
            named=person.id in named,
            thumbs=thumb_factor(thumbs.get(person.id, ())),
            answers=answer_factor(yes, no, usual=usual),
            credits=credit_factor(helped.get(str(person.id), Help()), usual=credited),
        )
    return Conditions(found, lately, together, refused, named)


def _close(person: Person, owner: Person | None, together: Mapping[int, datetime]) -> bool:
    if owner is None or person.id in together:
        return True
    return person.team_id is not None and person.team_id == owner.team_id


def _apart(one: WorkingHours, other: WorkingHours, now: datetime) -> float:
    """Hours between two wall clocks, 0 to 12."""
    offsets = [hours.local(now).utcoffset() for hours in (one, other)]
    first, second = (offset.total_seconds() / 3600 if offset else 0.0 for offset in offsets)
    apart = abs(first - second) % 24
    return min(apart, 24 - apart)
