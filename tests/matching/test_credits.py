"""Whose help was credited: what a ranker learns from it, and that it changes nothing unsaid."""

from __future__ import annotations

from dataclasses import replace

from swarm.matching.evidence import asked
from swarm.matching.model import Model
from swarm.matching.order import name_version


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
