"""What people hold against the evidence about them, and the word that settles it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.rooms.contributions import ProfilePage, read_profile
from swarm.skills.contests import ContestList, open_contests
from swarm.skills.objections import object_to, settle_contest, withdraw_objection
from swarm.skills.tables import ObjectionKind, Verdict
from swarm.skills.training import drop_training, record_training

door = Door("objections")


class Contest(Input):
    """Why it is not so; for oneself and for managers to read."""

    why: Annotated[str, Field(max_length=400)] = ""


class Settlement(Input):
    """Upheld: the evidence counts no more. Dismissed: it counts again."""

    verdict: Literal["upheld", "dismissed"]


class NewTraining(Input):
    """The skill that was taught, and the day."""

    skill: Id
    on: date


@door.put("/me/contests/<int:skill>", who=STAFF)
def contest(ask: Ask, skill: int, body: Contest) -> None:
    """Say that what is believed of me in a skill is not so; it stops counting."""
    object_to(ask.session, ask.actor, skill, ObjectionKind.CONTESTED, body.why)


@door.delete("/me/contests/<int:skill>", who=STAFF)
def contest_no_more(ask: Ask, skill: int) -> None:
    """Take my contest back."""
    withdraw_objection(ask.session, ask.actor, skill, ObjectionKind.CONTESTED)


@door.put("/me/hidden/<int:skill>", who=STAFF)
def hide(ask: Ask, skill: int) -> None:
    """Hide what is believed of me in a skill: others do not see it, and it is not used."""
    object_to(ask.session, ask.actor, skill, ObjectionKind.HIDDEN)


@door.delete("/me/hidden/<int:skill>", who=STAFF)
def hide_no_more(ask: Ask, skill: int) -> None:
    """Show it again."""
    withdraw_objection(ask.session, ask.actor, skill, ObjectionKind.HIDDEN)


@door.get("/contests", who=MANAGERS, answers=ContestList)
def list_contests(ask: Ask) -> ContestList:
    """What people contest and nobody has settled."""
    return open_contests(ask.session, ask.actor)


@door.put("/contests/<int:contest>/verdict", who=MANAGERS, answers=ContestList)
def settle(ask: Ask, contest: int, body: Settlement) -> ContestList:
    """Settle a contest of somebody else; answers with those that still wait."""
    settle_contest(ask.session, ask.actor, contest, Verdict(body.verdict))
    return open_contests(ask.session, ask.actor)


@door.post("/people/<int:person>/trainings", who=STAFF, answers=ProfilePage, status=201)
def add_training(ask: Ask, person: int, body: NewTraining) -> tuple[ProfilePage, int]:
    """Note a training, mine or as an administrator: 201, or 200 where it was noted before."""
    new = record_training(ask.session, ask.actor, person, body.skill, body.on)
    return read_profile(ask.session, ask.actor, person), 201 if new else 200


@door.delete("/trainings/<int:training>", who=STAFF, answers=ProfilePage)
def remove_training(ask: Ask, training: int) -> ProfilePage:
    """Take a training back."""
    person = drop_training(ask.session, ask.actor, training)
    return read_profile(ask.session, ask.actor, person)
