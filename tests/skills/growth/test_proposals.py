"""Proposals are kept, decided once, and become evidence."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.skills.growth.proposals import (
    accept_proposal,
    dismiss_proposal,
    find_terms,
    keep_proposals,
    merge_proposal,
    terms_of_desk,
)
from swarm.skills.growth.queries import list_proposals
from swarm.skills.profiles import knowers_of
from swarm.skills.tables import ProposalTicket
from swarm.skills.taxonomy import add_skill, skills_called


@pytest.fixture
def stocked(bench: Any) -> Any:
    """Eight solved tickets about a component that is no skill."""
    for _ in range(8):
        bench.solve(bench.ticket(component="Stock Room"))
    assert keep_proposals(bench.session, find_terms(bench.session)) == 1
    return bench


def only(bench: Any) -> Any:
    (card,) = list_proposals(bench.session).items
    return card


@pytest.mark.both
def test_an_accepted_proposal_is_a_skill_with_evidence(stocked: Any) -> None:
    card = only(stocked)
    assert (card.term, card.source, card.solved, len(card.tickets)) == (
        "stock room",
        "component",
        8,
        6,
    )
    skill = accept_proposal(stocked.session, stocked.admin, card.id, "Stock keeping")
    assert skills_called(stocked.session, ["Stock Room"]) == [skill.id]
    (knower,), _ = knowers_of(stocked.session, skill.id)
    assert (knower.person.name, knower.pieces) == ("Anna Agent", 8)
    assert stocked.lines(stocked.anna)[-1].data == {"skill": skill.id, "solved": 8}
    listed = list_proposals(stocked.session)
    assert listed.items == []
    assert [(one.term, one.decision) for one in listed.decided] == [("stock room", "accepted")]
    assert keep_proposals(stocked.session, find_terms(stocked.session)) == 0
    with pytest.raises(Conflict):
        dismiss_proposal(stocked.session, stocked.admin, card.id)


def test_a_merged_proposal_is_another_name(stocked: Any) -> None:
    merge_proposal(stocked.session, stocked.admin, only(stocked).id, stocked.skill.id)
    called = skills_called(stocked.session, ["stock room", "label printer"])
    assert called == [stocked.skill.id]
    assert knowers_of(stocked.session, stocked.skill.id)[0][0].pieces == 8


def test_a_dismissed_proposal_is_not_made_again(stocked: Any) -> None:
    dismiss_proposal(stocked.session, stocked.admin, only(stocked).id)
    assert keep_proposals(stocked.session, find_terms(stocked.session)) == 0
    assert list_proposals(stocked.session).items == []


def test_a_proposal_that_is_made_no_more_goes(stocked: Any) -> None:
    add_skill(stocked.session, None, "Stock room")
    assert keep_proposals(stocked.session, find_terms(stocked.session)) == 0
    assert list_proposals(stocked.session).items == []
    assert stocked.session.scalar(select(func.count()).select_from(ProposalTicket)) == 0


def test_only_administrators_decide(stocked: Any) -> None:
    card = only(stocked)
    with pytest.raises(NotAllowed):
        accept_proposal(stocked.session, stocked.anna, card.id, "Stock")
    with pytest.raises(NotFound):
        dismiss_proposal(stocked.session, stocked.admin, 999)
    with pytest.raises(Conflict):
        accept_proposal(stocked.session, stocked.admin, card.id, "printers")


def test_a_desk_is_read_on_a_connection_of_its_own(database: Any) -> None:
    assert terms_of_desk(str(database.engine.url)) == []
