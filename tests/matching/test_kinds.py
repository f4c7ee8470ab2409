"""What kind of ticket it is, told from its words by the desk's own categories."""

from __future__ import annotations

from dataclasses import replace

from swarm.matching.evidence import Query, asked
from swarm.matching.keeping.kept import Kept
from swarm.matching.model import Model

KINDS = {"vpn": "Access", "mail": "Access", "printing": "Incident", "database": "Data fix"}


def sorted_desk(desk, count: int):
    """Every third ticket has no category, as where nobody kept to it."""
    return [
        replace(one, category=KINDS.get(one.skills[0], "Question") if place % 3 else None)
        for place, one in enumerate(desk(count))
    ]


def test_later_tickets_are_told_apart_with_probabilities_that_sum_to_about_one(desk) -> None:
    tickets = sorted_desk(desk, 760)
    model = Model.fit(tickets[:700], now=tickets[699].at)
    right = 0
    for ticket in tickets[700:]:
        told = model.kinds(asked(ticket), most=9, least=0.0)
        assert 0.7 < sum(one.probability for one in told) < 1.3
        right += told[0].category == KINDS.get(ticket.skills[0], "Question")
    assert right >= 57  # of 60


def test_categories_are_no_skills_and_change_nothing_else(desk) -> None:
    tickets = sorted_desk(desk, 120)
    now = tickets[-1].at
    told, silent = (
        Model.fit(history, now=now)
        for history in (tickets, [replace(one, category=None) for one in tickets])
    )
    assert told.version != silent.version
    assert not set(KINDS.values()) & {n.skill for n in told.needed_skills(asked(tickets[0]))}
    assert silent.kinds(asked(tickets[0])) == []


def test_too_few_tickets_with_a_category_suggest_none(desk) -> None:
    tickets = sorted_desk(desk, 60)
    model = Model.fit(tickets, now=tickets[-1].at)
    assert model.kinds(asked(tickets[-1]), least=0.0) == []


def test_a_word_of_the_text_that_is_a_category_is_no_sign_of_it(desk) -> None:
    """“I have a question” stands in an incident too."""
    tickets = sorted_desk(desk, 120)
    model = Model.fit(tickets, now=tickets[-1].at)
    query = Query(created_at=tickets[-1].at, summary="A question: printer toner", description="jam")
    assert model.kinds(query)[0].category == "Incident"


def test_another_process_tells_the_same_and_files_from_before_tell_none(desk) -> None:
    tickets = sorted_desk(desk, 120)
    model = Model.fit(tickets, now=tickets[-1].at)
    kept: Kept = model.keep()
    query = asked(tickets[-1])
    assert model.kinds(query)
    assert Model.restore(kept).kinds(query) == model.kinds(query)
    del kept.facts["categories"]
    for part in ("categories", "sorted"):
        kept.facts["corpus"].pop(part)
    assert Model.restore(kept).kinds(query) == []
