"""Whose help was credited: what a ranker learns from it, and that it changes nothing unsaid."""

from __future__ import annotations

from dataclasses import replace

from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.feedback import Help
from swarm.matching.model import Model, Settings
from swarm.matching.order import name_version

DAY = 86_400.0


def test_who_is_credited_comes_before_who_was_only_there(desk) -> None:
    """Two experts help on every ticket of theirs, in turns first; one of them does the work."""
    tickets = desk(400, owned=True)
    pairs = {
        skill: sorted({one for t in tickets if skill in t.skills for one in t.helpers})
        for skill in ("vpn", "mail", "printing", "database", "payroll")
    }
    history = [
        replace(one, helpers=tuple(pairs[one.skills[0]][:: 1 if place % 2 else -1]))
        for place, one in enumerate(tickets)
    ]
    told = [replace(one, credited=(pairs[one.skills[0]][1],)) for one in history]
    now = history[-1].at
    without, credited = (Model.fit(past, now=now) for past in (history, told))
    for skill, (idle, busy) in pairs.items():
        like = next(one for one in reversed(history) if skill in one.skills)
        query = replace(asked(like), created_at=now)
        assert credited.recommend(query, k=1)[0].person == busy
        before, after = (
            {one.person: one.score for one in model.recommend(query, k=9)}
            for model in (without, credited)
        )
        assert after[busy] / after[idle] > before[busy] / before[idle]


def test_a_record_without_credits_has_the_version_that_it_always_had(desk) -> None:
    """What is not there decides nothing: neither the version nor the seed that comes from it."""
    history = desk(60)
    told = [replace(history[0], credited=("ann",)), *history[1:]]
    assert name_version("15", history, [], [], [], 0, {}) == "44901f0d1c77c85c"
    assert name_version("15", told, [], [], [], 0, {}) != "44901f0d1c77c85c"


def standing_of(history: list[SolvedTicket], person: str, now: float) -> Help:
    settings = Settings(half_life=100.0)
    model = Model.fit(history, now=now, settings=settings)
    query = Query(created_at=now, summary="printer", owner="olga", skills=("printing", "vpn"))
    found = model.look(query, k=9)
    return next(one.standing.helped for one in found if one.person == person)


def test_help_counts_as_far_as_the_needs_were_alike_and_it_is_fresh() -> None:
    both = SolvedTicket(
        id="1", created_at=0.0, owner="olga", helpers=("ann", "bob"), credited=("ann",),
        skills=("printing",),
    )  # fmt: skip
    old = replace(both, id="0", created_at=-100 * DAY)
    assert standing_of([both], "ann", 0.0) == Help(0.5, 0.0)  # one of two needs
    assert standing_of([both], "bob", 0.0) == Help(0.0, 0.5)
    assert standing_of([old, both], "bob", 0.0) == Help(0.0, 0.75)
    whole = replace(both, skills=("vpn", "printing"))
    assert standing_of([whole], "ann", 0.0) == Help(1.0, 0.0)


def test_a_ticket_without_credits_and_whoever_answered_for_it_tell_of_nobody() -> None:
    silent = SolvedTicket(
        id="1", created_at=0.0, owner="olga", helpers=("ann", "bob"), skills=("vpn",)
    )
    passed_on = replace(silent, resolver="bob", credited=("ann", "bob"))
    assert standing_of([silent], "ann", 0.0) == Help()
    assert standing_of([passed_on], "bob", 0.0) == Help()
    assert standing_of([passed_on], "ann", 0.0) == Help(0.5, 0.0)
    assert standing_of([replace(passed_on, skills=("mail",))], "ann", 0.0) == Help()
