"""Work becomes evidence, once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from swarm import clock
from swarm.knowledge.tables import Article, ArticleUse
from swarm.skills.listener import KINDS, skills_used, with_classifier, work
from swarm.skills.needs import record_found, remove_need, state_need
from swarm.skills.tables import Evidence
from swarm.skills.taxonomy import add_skill
from swarm.tickets.solving import reopen_ticket, solve_ticket
from swarm.tickets.tables import Ownership


def facts(bench: Any) -> list[tuple[str, str, int | None]]:
    rows = bench.session.scalars(select(Evidence).order_by(Evidence.id))
    names = {bench.anna.id: "anna", bench.otto.id: "otto"}
    return [(names[one.person_id], one.kind, one.ticket_number) for one in rows]


def test_the_owner_of_a_solved_ticket_has_shown_what_it_needed(bench: Any) -> None:
    ticket = bench.ticket()
    state_need(bench.session, bench.anna, ticket, bench.skill.id)
    line = bench.solve(ticket)
    work(bench.session, line)
    assert facts(bench) == [("anna", "solved", ticket.number)]
    added = bench.lines(bench.anna)[-1]
    assert (added.kind, added.data) == (
        "evidence_added",
        {"skill": bench.skill.id, "kind": "solved", "ticket": ticket.number},
    )


def test_the_same_line_twice_is_one_piece_of_evidence(bench: Any) -> None:
    ticket = bench.ticket(component="Label Printer")
    line = bench.solve(ticket)
    work(bench.session, line)
    work(bench.session, line)
    assert facts(bench) == [("anna", "solved", ticket.number)]


def test_component_and_product_tell_skills_by_their_other_names(bench: Any) -> None:
    add_skill(bench.session, None, "Warehouse")
    ticket = bench.ticket(component="label  PRINTER", product="Warehouse")
    assert len(skills_used(bench.session, ticket)) == 2
    remove_need(bench.session, bench.anna, ticket, bench.skill.id)
    assert bench.skill.id not in skills_used(bench.session, ticket)


def test_a_classifier_is_asked_last_and_never_against_a_removal(bench: Any) -> None:
    ticket = bench.ticket()
    learned = with_classifier(lambda _session, _ticket: [bench.skill.id])
    line = bench.solve(ticket)
    work(bench.session, line)
    assert facts(bench) == []
    learned(bench.session, line)
    assert facts(bench) == [("anna", "solved", ticket.number)]
    other = bench.ticket()
    remove_need(bench.session, bench.anna, other, bench.skill.id)
    learned(bench.session, bench.solve(other))
    assert len(facts(bench)) == 1


def test_where_nothing_is_sure_the_likeliest_need_that_stood_there_counts(bench: Any) -> None:
    ticket = bench.ticket()
    record_found(bench.session, ticket, {bench.skill.id: 0.3})
    assert skills_used(bench.session, ticket) == [bench.skill.id]
    with_sure = skills_used(bench.session, ticket, lambda _session, _ticket: [4711])
    assert with_sure == [4711]
    record_found(bench.session, ticket, {bench.skill.id: 0.8})
    assert skills_used(bench.session, ticket) == [bench.skill.id]


def test_a_duplicate_shows_no_skill(bench: Any) -> None:
    original, copy = bench.ticket(), bench.ticket(component="Label Printer")
    solve_ticket(bench.session, bench.anna, copy, "", "", how="duplicate", duplicate_of=original)
    for line in bench.lines(copy):
        if line.kind in KINDS:
            work(bench.session, line)
    assert facts(bench) == []


def test_a_fix_that_did_not_hold_shows_nothing_until_it_does(bench: Any) -> None:
    ticket = bench.ticket(component="Label Printer")
    work(bench.session, bench.solve(ticket))
    reopen_ticket(bench.session, bench.anna, ticket)
    reopened = next(line for line in bench.lines(ticket) if line.kind == "ticket_reopened")
    work(bench.session, reopened)
    assert facts(bench) == []
    assert bench.lines(bench.anna)[-1].kind == "profile_changed"
    solve_ticket(bench.session, bench.anna, ticket, "Wear", "Changed again")
    work(bench.session, [one for one in bench.lines(ticket) if one.kind == "ticket_solved"][-1])
    assert facts(bench) == [("anna", "solved", ticket.number)]


def test_a_ticket_that_nobody_owned_shows_nobody_skilled(bench: Any) -> None:
    ticket = bench.ticket(component="Label Printer")
    line = bench.solve(ticket)
    bench.session.execute(delete(Ownership))
    bench.session.flush()
    work(bench.session, line)
    assert facts(bench) == []


def test_credited_help_shows_a_skill_once_a_ticket(bench: Any) -> None:
    ticket = bench.ticket(component="Label Printer")
    for kind in ("fix", "knowledge"):
        line = bench.tell(bench.otto, "credited", swarm=1, ticket=ticket.number, kind=kind)
        work(bench.session, line)
    assert facts(bench) == [("otto", "contributed", ticket.number)]
    assert bench.session.scalar(select(Evidence.given_by)) == bench.anna.id


def test_an_article_shows_what_it_is_about(bench: Any) -> None:
    ticket = bench.ticket(component="Label Printer")
    now = clock.now()
    article = Article(title="Blank labels", author_id=bench.otto.id, created_at=now, updated_at=now)
    bench.session.add(article)
    bench.session.flush()
    line = bench.tell(bench.otto, "article_written", article=article.id)
    work(bench.session, line)
    assert facts(bench) == []
    bench.session.add(
        ArticleUse(article_id=article.id, ticket_number=ticket.number, kind="made", at=now)
    )
    bench.session.flush()
    work(bench.session, line)
    work(bench.session, line)
    assert facts(bench) == [("otto", "wrote", None)]
