"""A swarm in the demo: whom the owner asks, who comes, and what they find together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from swarm.demo.chance import happens, long_tailed
from swarm.demo.conversation import Line, Talk
from swarm.demo.hours import later, next_shared, working
from swarm.demo.shapes import Call, DemoPerson, Gathering, Said
from swarm.demo.staffing import Staff
from swarm.demo.story import Story

EXPIRES = timedelta(minutes=15)
HELPERS = {1: (1, 1), 2: (1, 2), 3: (2, 3)}


def open_swarm(story: Story, staff: Staff, guest: DemoPerson | None, priority: str) -> datetime:
    """Play a whole swarm on the story's ticket; the moment of its end."""
    rng = story.rng
    helpers = choose_helpers(story, staff)
    learner = None
    if happens(rng, 0.16):
        without = {story.lead.key, *(p.key for p in helpers)}
        learner = staff.learner(rng, story.family, story.at, without)
    everybody = [story.lead, *helpers, *([learner] if learner else []), *([guest] if guest else [])]
    opened = next_shared(everybody, story.at)
    if opened > story.at:
        opened = later(everybody, opened, rng.randint(1, 20))
    calls = [*_refusals(story, staff, opened, everybody)]
    roles = {p.key: "collaborator" for p in helpers}
    roles |= {learner.key: "learner"} if learner else {}
    roles |= {guest.key: "guest"} if guest else {}
    calls += [_call(story, p, roles[p.key], opened, everybody) for p in everybody[1:]]
    talk = Talk(rng, story.voice, story.lead, [*helpers, *([guest] if guest else [])])
    talk.gather()
    if learner:
        talk.learn(learner)
    talk.search()
    talk.finish()
    begun = min(call.answered_at for call in calls if call.answer == "accepted")
    said = spoken(talk.lines, everybody, begun, max(c.answered_at for c in calls))
    closed = later(everybody, said[-1].at, rng.randint(2, 15))
    kind = "severity" if priority == "urgent" else "ad_hoc"
    story.swarm = gathering(story, kind, opened, calls, said, closed)
    return closed


def choose_helpers(story: Story, staff: Staff) -> list[DemoPerson]:
    """One expert a needed skill, as many as a problem of this level takes."""
    rng, family = story.rng, story.family
    wanted = rng.randint(*HELPERS[family.level])
    helpers: list[DemoPerson] = []
    for skill in (family.skills * 2)[:wanted]:
        without = {story.lead.key, *(p.key for p in helpers)}
        found = staff.expert(rng, skill, family, story.at, without)
        if found is not None:
            helpers.append(found)
    if not helpers:
        raise LookupError(f"nobody to ask about {family.key}")
    return helpers


def gathering(
    story: Story,
    kind: str,
    opened: datetime,
    calls: Sequence[Call],
    said: Sequence[Said],
    closed: datetime | None,
) -> Gathering:
    """The swarm's record; a live one (`closed` None) has no outcome yet."""
    voice = story.voice
    help_needed, tried = voice.ask(story.family.skills[0])
    return Gathering(
        kind=kind,
        opened_at=opened,
        help_needed=help_needed,
        tried=tried,
        calls=tuple(sorted(calls, key=lambda call: call.sent_at)),
        said=tuple(said),
        closed_at=closed,
        summary=f"{voice['cause']} {voice['fix']}" if closed else "",
        ruled_out=voice["ruled_out"] if closed else "",
    )


def spoken(
    lines: Sequence[Line], together: Sequence[DemoPerson], begun: datetime, all_in: datetime
) -> list[Said]:
    """The lines at their times: while all are at work, and the others only once they are in."""
    said, at = [], begun
    for place, line in enumerate(lines):
        at = later(together, at, line.gap)
        if place > 0:
            at = max(at, next_shared(together, all_in + timedelta(minutes=1)))
        said.append(Said(at, line.author.key, line.body, line.credit))
    return said


def _call(
    story: Story, person: DemoPerson, role: str, opened: datetime, everybody: list[DemoPerson]
) -> Call:
    rng = story.rng
    sent = later(everybody, opened, rng.randint(1, 3))
    seen = later(everybody, sent, min(6.0, long_tailed(rng, 1.5, 0.8)))
    answered = later(everybody, seen, min(7.0, long_tailed(rng, 1.5, 0.8)))
    note = story.voice.say("invitation", "note")
    return Call(person.key, role, note, sent, seen, "accepted", answered)


def _refusals(story: Story, staff: Staff, opened: datetime, coming: list[DemoPerson]) -> list[Call]:
    rng = story.rng
    if not happens(rng, 0.24):
        return []
    without = {p.key for p in coming}
    person = staff.expert(rng, rng.choice(story.family.skills), story.family, opened, without)
    if person is None or not working(person, opened):
        return []
    sent = opened + timedelta(seconds=rng.randint(20, 55))
    note = story.voice.say("invitation", "note")
    if happens(rng, 0.35):
        return [Call(person.key, "collaborator", note, sent, None, "expired", sent + EXPIRES)]
    seen = sent + timedelta(minutes=rng.randint(1, 5))
    other = rng.choice(coming[1:]).first_name
    reason = story.voice.say("invitation", "decline", other=other)
    answered = seen + timedelta(minutes=1)
    return [Call(person.key, "collaborator", note, sent, seen, "declined", answered, reason)]
