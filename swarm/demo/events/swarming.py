"""A swarm in the demo: whom the owner asks, who comes, and what they find together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from swarm.demo.cast.hours import later, next_shared, next_stretch
from swarm.demo.cast.shapes import DemoPerson
from swarm.demo.cast.staffing import Staff
from swarm.demo.events.story import Story
from swarm.demo.shapes import Call, Gathering, Said
from swarm.demo.words.chance import happens
from swarm.demo.words.conversation import Line, Talk

EXPIRES = timedelta(minutes=15)
FIRST_MINUTES = 45
"""So long must all be there once a swarm is opened: nobody is called at closing time."""
HELPERS = {1: (1, 1), 2: (1, 2), 3: (2, 3)}


def hold_swarm(
    story: Story, staff: Staff, guest: DemoPerson | None, priority: str, *, finds: bool
) -> None:
    """Play a swarm on the story's ticket: until what was wrong is mended, if it `finds` that."""
    rng, lead = story.rng, story.lead
    helpers = choose_helpers(story, staff)
    without = {lead.key, *(p.key for p in helpers)}
    learner = None
    if happens(rng, 0.16):
        learner = staff.learner(rng, story.family, story.at, without)
    coming = {p.key: "collaborator" for p in helpers}
    coming |= {learner.key: "learner"} if learner else {}
    coming |= {guest.key: "guest"} if guest else {}
    everybody = [lead, *helpers, *(p for p in (learner, guest) if p is not None)]
    opened = next_stretch(everybody, story.at, FIRST_MINUTES + 10)
    opened += timedelta(seconds=rng.randint(20, 500))
    calls = [*_refusals(story, staff, opened, everybody)]
    calls += [accepted_call(story, p, coming[p.key], opened) for p in everybody[1:]]
    talk = Talk(rng, story.voice, lead, [*helpers, *([guest] if guest else [])])
    talk.gather()
    if learner:
        talk.learn(learner)
    talk.search()
    if finds:
        talk.finish()
    came = [call.answered_at for call in calls if call.answer == "accepted"]
    said = spoken(talk.lines, everybody, min(came), max(came))
    kind = "severity" if priority == "urgent" else "ad_hoc"
    story.swarm = gathering(story, kind, opened, calls, said)
    story.at = said[-1].at


def finish_swarm(story: Story) -> None:
    """The owner thanks and writes down how it ended; solving the ticket closes the swarm."""
    swarm, voice = _swarm_of(story), story.voice
    mender = next(said.author for said in reversed(swarm.said) if said.author != story.lead.key)
    other = mender.split(".")[0].capitalize()
    thanks = Said(story.at, story.lead.key, voice.say("room", "thanks", other=other))
    story.swarm = replace(
        swarm,
        said=(*swarm.said, thanks),
        summary=f"{voice['cause']} {voice['fix']}",
        ruled_out=voice["ruled_out"],
    )
    story.spend(1)


def give_up(story: Story) -> None:
    """The owner closes the swarm without a solution and goes on with what it has ruled out."""
    swarm, voice = _swarm_of(story), story.voice
    story.spend(story.rng.randint(5, 25))
    last = Said(story.at, story.lead.key, voice.say("room", "give_up"))
    story.spend(2)
    story.swarm = replace(
        swarm,
        said=(*swarm.said, last),
        closed_at=story.at,
        solved=False,
        summary=voice.say("room", "unsolved"),
        ruled_out=voice["ruled_out"],
    )


def _swarm_of(story: Story) -> Gathering:
    if story.swarm is None:
        raise LookupError("there is no swarm on this ticket")
    return story.swarm


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
    story: Story, kind: str, opened: datetime, calls: Sequence[Call], said: Sequence[Said]
) -> Gathering:
    """The record of a swarm that is live."""
    help_needed, tried = story.voice.ask(story.family.skills[0])
    return Gathering(
        kind=kind,
        opened_at=opened,
        help_needed=help_needed,
        tried=tried,
        calls=tuple(sorted(calls, key=lambda call: call.sent_at)),
        said=tuple(said),
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


def accepted_call(story: Story, person: DemoPerson, role: str, opened: datetime) -> Call:
    """A call that is answered with yes within a few minutes."""
    rng = story.rng
    sent = opened + timedelta(seconds=rng.randint(40, 200))
    seen = sent + timedelta(seconds=rng.randint(8, 240))
    answered = seen + timedelta(seconds=rng.randint(15, 360))
    note = story.voice.say("room" if role == "learner" else "invitation", _NOTES.get(role, "note"))
    return Call(person.key, role, note, sent, seen, "accepted", answered)


def _refusals(story: Story, staff: Staff, opened: datetime, coming: list[DemoPerson]) -> list[Call]:
    rng = story.rng
    if not happens(rng, 0.24):
        return []
    without = {p.key for p in coming}
    person = staff.expert(rng, rng.choice(story.family.skills), story.family, opened, without)
    if person is None or next_stretch([person], opened, FIRST_MINUTES) != opened:
        return []
    sent = opened + timedelta(seconds=rng.randint(20, 38))
    note = story.voice.say("invitation", "note")
    if happens(rng, 0.35):
        return [Call(person.key, "collaborator", note, sent, None, "expired", sent + EXPIRES)]
    seen = sent + timedelta(seconds=rng.randint(30, 300))
    reason = story.voice.say("invitation", "decline", other=rng.choice(coming[1:]).first_name)
    answered = seen + timedelta(seconds=rng.randint(20, 90))
    return [Call(person.key, "collaborator", note, sent, seen, "declined", answered, reason)]


_NOTES = {"learner": "offer"}
