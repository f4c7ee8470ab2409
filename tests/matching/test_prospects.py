"""Many are looked at and few are shown: what is told of each is the same either way."""

from __future__ import annotations

from dataclasses import replace

from swarm.matching.evidence import Query, SolvedTicket, Statement, asked
from swarm.matching.model import Model

DAY = 86_400.0


def fitted(history: list[SolvedTicket]) -> Model:
    said = [Statement(person="ann", skill="mail", kind="claimed", at=history[0].at)]
    return Model.fit(history, statements=said, people=["new"], now=history[-1].at)


def question(model: Model, ticket: SolvedTicket) -> Query:
    query = replace(asked(ticket), created_at=ticket.at + DAY)
    skills = tuple(need.skill for need in model.needed_skills(query))
    return replace(query, skills=skills)


def test_who_is_looked_at_is_who_would_be_recommended_with_the_same_reasons(desk) -> None:
    history = desk(300, owned=True)
    model = fitted(history)
    for ticket in history[-8:]:
        query = question(model, ticket)
        shown = model.recommend(query, k=12)
        seen = model.look(query, k=12)
        assert [(one.person, one.score, one.covers) for one in seen] == [
            (one.person, one.score, one.covers) for one in shown
        ]
        assert [one.reasons() for one in seen] == [one.reasons for one in shown]


def test_what_a_team_is_put_together_from_is_what_the_reasons_say(desk) -> None:
    history = desk(300, owned=True)
    model = fitted(history)
    ties = 0
    for ticket in history[-8:]:
        for one in model.look(question(model, ticket), k=12):
            told = {reason.kind: reason.age_days for reason in one.reasons()}
            assert one.standing.tie_days == told.get("worked_with_owner")
            ties += one.standing.tie_days is not None
            shown = [reason.subject for reason in one.reasons() if reason.kind == "skill_shown"]
            assert list(one.standing.shown) == shown
            assert set(shown) <= set(one.covers)
    assert ties


def test_reasons_that_are_asked_for_later_cite_what_was_known_when_people_were_named(desk) -> None:
    history = desk(300, owned=True)
    model = fitted(history[:280])
    query = question(model, history[279])
    before = {one.person: one.reasons for one in model.recommend(query, k=12)}
    seen = model.look(query, k=12)
    for ticket in history[280:]:
        model.add(ticket)
    model.settle()
    assert {one.person: one.reasons() for one in seen} == before
    assert {one.person: one.reasons for one in model.recommend(query, k=12)} != before
