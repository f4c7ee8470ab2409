"""Acts become touches, some at a time as they come, or a whole ticket at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.people.tables import Person, Role
from swarm.tiers.folding import IDLE, Act, Stretch, fold, minutes_between
from swarm.tiers.holders import read_holders
from swarm.tiers.judging import BY_MAP, Judges, mark_resolving, put_verdict, see_work
from swarm.tiers.streams import streams_of
from swarm.tiers.tables import Touch, TouchOverride

ACTS: tuple[str, ...] = (
    "ticket_created", "ticket_changed", "status_changed", "ownership_started", "handover_offered",
    "handover_answered", "reply_posted", "attachment_added", "tag_added", "tag_removed",
    "needs_changed", "next_word_set", "ticket_solved", "ticket_reopened", "ticket_closed",
    "swarm_opened", "invitation_sent", "offer_answered", "member_joined", "message_posted",
    "contribution_credited", "swarm_closed", "tier_changed", "process_crossed",
)  # fmt: skip
"""The lines that are work by their actor. Reading leaves no line, so it is not counted."""


def take_acts(
    session: Session, number: int, person: Person, acts: Sequence[Act], judges: Judges = BY_MAP
) -> None:
    """Count some more acts of `person` on ticket `number`; at least one.

    Mostly they lengthen the last stretch or begin a new one. What comes out of order (a line
    worked on late, two at one moment, a stretch bridged) is settled by folding that person's
    acts anew.
    """
    stretches = fold(acts)
    near = session.scalars(
        select(Touch)
        .where(
            Touch.ticket_number == number,
            Touch.person_id == person.id,
            Touch.measured == "activity",
            Touch.ended_at >= stretches[0].start - IDLE,
            Touch.started_at <= stretches[-1].end + IDLE,
        )
        .order_by(Touch.started_at)
    ).all()
    if not near:
        for stretch in stretches:
            _begin(session, number, person, stretch, judges)
    elif len(near) == len(stretches) == 1 and near[0].ended_at < stretches[0].start:
        _lengthen(near[0], stretches[0])
    else:
        _fold_person(session, number, person, _acts_of(session, number, person.id), judges)


def fold_ticket(session: Session, number: int, judges: Judges = BY_MAP) -> int:
    """Make the touches of a ticket anew from its lines and those of its swarms.

    Returns how many there are now. Touches that a person or another desk stated stay.
    """
    acts = _acts_of(session, number)
    for person_id, mine in acts.items():
        person = session.get(Person, person_id)
        if person is not None and person.role != Role.REQUESTER:
            _fold_person(session, number, person, {person_id: mine}, judges)
    session.flush()
    return sum(touch.measured == "activity" for touch in mark_resolving(session, number))


def _acts_of(session: Session, number: int, person: int | None = None) -> dict[int, list[Act]]:
    somebody = ActivityLine.actor_id.is_not(None)
    mine = somebody if person is None else ActivityLine.actor_id == person
    acts: dict[int, list[Act]] = {}
    for row in session.execute(
        select(ActivityLine.actor_id, ActivityLine.at, ActivityLine.stream, ActivityLine.seq).where(
            ActivityLine.stream.in_(streams_of(session, number)), ActivityLine.kind.in_(ACTS), mine
        )
    ):
        acts.setdefault(row.actor_id, []).append(Act(row.at, row.stream, row.seq))
    return acts


def _fold_person(
    session: Session, number: int, person: Person, acts: dict[int, list[Act]], judges: Judges
) -> None:
    stretches = fold(acts.get(person.id, []))
    there = {
        (touch.stream, touch.first_seq): touch
        for touch in session.scalars(
            select(Touch).where(
                Touch.ticket_number == number,
                Touch.person_id == person.id,
                Touch.measured == "activity",
            )
        )
    }
    kept: list[Touch] = []
    for stretch in stretches:
        touch = there.pop((stretch.stream, stretch.first_seq), None)
        if touch is None:
            touch = _begin(session, number, person, stretch, judges)
        else:
            _put_stretch(touch, stretch)
        kept.append(touch)
    session.flush()
    for gone in there.values():
        _hand_on(session, gone, kept)


def _hand_on(session: Session, gone: Touch, kept: list[Touch]) -> None:
    """A stretch became part of another one: what a manager said of it goes there."""
    whole = next((t for t in kept if t.started_at <= gone.started_at <= t.ended_at), None)
    mine = TouchOverride.touch_id == gone.id
    if whole is not None:
        session.execute(update(TouchOverride).where(mine).values(touch_id=whole.id))
    elif session.scalar(select(exists().where(mine))):
        return
    session.execute(delete(Touch).where(Touch.id == gone.id))


def _begin(
    session: Session, number: int, person: Person, stretch: Stretch, judges: Judges
) -> Touch:
    holders = read_holders(session)
    touch = Touch(
        ticket_number=number,
        person_id=person.id,
        measured="activity",
        tier_of_person=holders.of_person(person, None, judges.strengths_of(session, person)),
        map_version=holders.version,
    )
    _put_stretch(touch, stretch)
    work = see_work(session, number, person)
    put_verdict(touch, work, judges.classify(session, work))
    session.add(touch)
    return touch


def _put_stretch(touch: Touch, stretch: Stretch) -> None:
    touch.stream, touch.first_seq, touch.last_seq = (
        stretch.stream,
        stretch.first_seq,
        stretch.last_seq,
    )
    _put_times(touch, stretch.start, stretch.end)


def _lengthen(touch: Touch, by: Stretch) -> None:
    if by.stream == touch.stream:
        touch.last_seq = by.last_seq
    _put_times(touch, touch.started_at, by.end)


def _put_times(touch: Touch, start: datetime, end: datetime) -> None:
    touch.started_at, touch.ended_at = start, end
    touch.minutes = minutes_between(start, end)
