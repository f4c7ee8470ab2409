"""`can` tells the truth: a verb that is offered is accepted, one that is not is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Refusal
from swarm.tickets.attachments import Stored, add_attachment
from swarm.tickets.editing import change_ticket
from swarm.tickets.handovers import answer_handover, offer_handover, withdraw_handover
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.queries import read_page
from swarm.tickets.relations import relate
from swarm.tickets.replies import post_reply, set_next_word
from swarm.tickets.solving import (
    close_ticket,
    rate_ticket,
    reopen_ticket,
    solve_ticket,
    write_cause,
)

STORED = Stored("0" * 64, 5, "text/plain")

VERBS: dict[str, Callable[[Any, Any, Any], object]] = {
    "take": lambda f, p, t: take_ticket(f.session, p, t),
    "hand_over": lambda f, p, t: offer_handover(f.session, p, t, f.spare),
    "accept_handover": lambda f, p, t: answer_handover(
        f.session, p, open_handover(f.session, t.number) or _none(), "accepted"
    ),
    "withdraw_handover": lambda f, p, t: withdraw_handover(
        f.session, p, open_handover(f.session, t.number) or _none()
    ),
    "reassign": lambda f, p, t: assign_ticket(f.session, p, t, f.spare),
    "reply": lambda f, p, t: post_reply(f.session, p, t, "A word"),
    "note": lambda f, p, t: post_reply(f.session, p, t, "A note", public=False),
    "wait": lambda f, p, t: post_reply(f.session, p, t, "Well?", public=p.staff, wait=True),
    "set_next_word": lambda f, p, t: set_next_word(
        f.session, p, t, clock.now() + timedelta(hours=1)
    ),
    "edit": lambda f, p, t: change_ticket(f.session, p, t, {"category": "New"}),
    "solve": lambda f, p, t: solve_ticket(f.session, p, t, "Cause", "Fix"),
    "write_cause": lambda f, p, t: write_cause(f.session, p, t, "Cause"),
    "reopen": lambda f, p, t: reopen_ticket(f.session, p, t),
    "close": lambda f, p, t: close_ticket(f.session, p, t),
    "rate": lambda f, p, t: rate_ticket(f.session, p, t, 5),
    "attach": lambda f, p, t: add_attachment(f.session, p, t, "a.txt", STORED, public=True),
    "relate": lambda f, p, t: relate(f.session, p, t, f.spare_ticket, "related"),
}
STAGES = ("ticket", "owned", "waiting", "solved", "closed", "offered", "own", "untold")
PEOPLE = ("owner", "other", "manager", "requester")
BROADER = {"take", "wait"}
"""Verbs that are also accepted where nothing is left to do, so that repeating them is safe."""


def _none() -> Any:
    raise Refusal("nothing is offered")


def stage(floor: Any, name: str) -> Any:
    if name == "offered":
        ticket = floor.owned()
        offer_handover(floor.session, floor.owner, ticket, floor.other)
        return ticket
    if name == "own":  # a colleague asked, and somebody else owns it
        return floor.solved(requester=floor.other)
    if name == "untold":  # a swarm solved it and left its cause out
        ticket = floor.owned()
        solve_ticket(floor.session, floor.owner, ticket, "", "A cloth", swarm_id=12)
        return ticket
    return getattr(floor, name)()


@pytest.mark.parametrize("name", STAGES)
@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_offered_is_accepted_and_the_rest_refused(floor: Any, name: str, who: str) -> None:
    floor.spare, floor.spare_ticket = floor.person("agent"), floor.ticket()
    person, ticket = getattr(floor, who), stage(floor, name)
    can = read_page(floor.session, person, ticket).can.model_dump()
    assert set(can) == {*VERBS, "open_swarm"}
    for verb, carry_out in VERBS.items():
        step = floor.session.begin_nested()
        try:
            carry_out(floor, person, ticket)
            accepted = True
        except Refusal:
            accepted = False
        step.rollback()
        floor.session.expire_all()
        if can[verb] or verb not in BROADER:
            assert accepted is can[verb], f"{verb} by {who} of a ticket that is {name}"


@pytest.mark.parametrize("name", STAGES)
def test_only_the_owner_opens_a_swarm_while_it_is_in_work(floor: Any, name: str) -> None:
    ticket = stage(floor, name)
    for who in PEOPLE:
        can = read_page(floor.session, getattr(floor, who), ticket).can
        assert can.open_swarm is (who == "owner" and name in ("owned", "waiting", "offered"))


def test_a_guest_can_do_nothing(floor: Any) -> None:
    can = read_page(floor.session, floor.guest, floor.owned()).can
    assert not any(can.model_dump().values())
