"""The list of skills as a whole: its tree, merging, and what the work proposes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import ADMINISTRATORS, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id
from swarm.errors import Invalid
from swarm.skills.decay import LONGEST, SHORTEST, set_half_life
from swarm.skills.growth.proposals import (
    accept_proposal,
    dismiss_proposal,
    keep_proposals,
    merge_proposal,
    terms_of_desk,
)
from swarm.skills.growth.queries import ProposalList, list_proposals
from swarm.skills.order.merging import merge_skills
from swarm.skills.order.tree import Decay, Taxonomy, read_decay, read_taxonomy
from swarm.skills.queries import SkillPage, read_skill

door = Door("taxonomy")


class TreeQuery(Input):
    """With those that are retired, or without."""

    retired: bool = False


class NewHalfLife(Input):
    """Days, 14 to 3,650; null leaves it to what the record tells."""

    days: Annotated[float, Field(ge=SHORTEST, le=LONGEST)] | None


class Merge(Input):
    """The skill that this one becomes part of."""

    into: Id


class Decision(Input):
    """Accepted under a name, merged into a skill, or dismissed."""

    decision: Literal["accepted", "merged", "dismissed"]
    name: Annotated[str, Field(min_length=1, max_length=80), ONE_LINE] | None = None
    into: Id | None = None


@door.get("/taxonomy", who=ADMINISTRATORS, answers=Taxonomy)
def tree(ask: Ask, query: TreeQuery) -> Taxonomy:
    """Every skill in its place."""
    return read_taxonomy(ask.session, ask.actor, retired=query.retired)


@door.put("/taxonomy/half-life", who=ADMINISTRATORS, answers=Decay)
def decay(ask: Ask, body: NewHalfLife) -> Decay:
    """Set after how many days evidence counts half, or leave it to the fit."""
    set_half_life(ask.session, ask.actor, body.days)
    return read_decay(ask.session)


@door.put("/skills/<int:skill>/merge", who=ADMINISTRATORS, answers=SkillPage)
def merge(ask: Ask, skill: int, body: Merge) -> SkillPage:
    """Make a skill part of another; answers with that one."""
    kept = merge_skills(ask.session, ask.actor, skill, body.into)
    return read_skill(ask.session, ask.actor, kept.id)


@door.get("/skill-proposals", who=ADMINISTRATORS, answers=ProposalList)
def proposals(ask: Ask) -> ProposalList:
    """What the work proposes, and what was decided."""
    return list_proposals(ask.session)


@door.post(
    "/skill-proposals",
    who=ADMINISTRATORS,
    answers=ProposalList,
    status=200,
    in_transaction=False,
)
def look_again(ask: Ask) -> ProposalList:
    """Read the solved tickets for terms again."""
    terms = ask.desk.off_loop(terms_of_desk, ask.settings.database)
    with ask.desk.database.write() as session:
        keep_proposals(session, terms)
        return list_proposals(session)


@door.put("/skill-proposals/<int:proposal>/decision", who=ADMINISTRATORS, answers=ProposalList)
def decide(ask: Ask, proposal: int, body: Decision) -> ProposalList:
    """Say what becomes of a proposal."""
    if body.decision == "accepted":
        if body.name is None:
            raise Invalid("A skill needs a name.", fields={"name": "is missing"})
        accept_proposal(ask.session, ask.actor, proposal, body.name)
    elif body.decision == "merged":
        if body.into is None:
            raise Invalid("Name the skill that it belongs to.", fields={"into": "is missing"})
        merge_proposal(ask.session, ask.actor, proposal, body.into)
    else:
        dismiss_proposal(ask.session, ask.actor, proposal)
    return list_proposals(ask.session)
