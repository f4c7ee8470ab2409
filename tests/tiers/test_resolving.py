"""The kind of the work decides, and the work that resolved a ticket is told from all other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from swarm.knowledge.tables import Article, ArticleUse
from swarm.people.tables import Person
from swarm.tickets.tables import Outcome, Ownership, Tag, Ticket
from swarm.tiers.actions import fold_ticket, record_touch
from swarm.tiers.asking import read_question
from swarm.tiers.rules import DEFAULT_RULES, by_rules, facts_of
from swarm.tiers.tables import Touch

NOTHING = {
    "guest": False, "called_in": False, "known": False, "self_served": False, "told": (),
    "resolving": True,
}  # fmt: skip


def tier(**known) -> str:
    return by_rules(facts_of(**{**NOTHING, **known}), DEFAULT_RULES).tier


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"guest": True, "told": ["code_change"]}, "L4"),
        ({"told": ["vendor", "code_change"]}, "L4"),
        ({"called_in": True, "told": ["code_change"]}, "L3"),
        ({"told": ["configuration_change", "administrator_action"]}, "L3"),
        ({"called_in": True}, "L2"),
        ({"told": ["administrator_action"], "known": True}, "L2"),
        ({"called_in": True, "known": True}, "L1"),
        ({"called_in": True, "told": ["simple_request"]}, "L1"),
        ({"known": True, "self_served": True}, "L1"),
        ({"self_served": True}, "L0"),
        ({"told": ["automation"]}, "L0"),
        ({"told": ["code_change"], "resolving": False}, "unknown"),
        ({"told": ["simple_request"], "resolving": False}, "L1"),
    ],
)
def test_the_kind_of_the_work_decides_whoever_did_it(known, expected):
    assert tier(**known) == expected


@pytest.fixture
def case(work):
    """A ticket with an owner and an expert who came into its room."""
    return Case(work)


class Case:
    def __init__(self, work):
        self.work = work
        self.owner, self.expert, self.number = work.person(), work.person(), work.ticket()
        self.own = f"tickets/{self.number}"
        with work.database.write() as session:
            session.add(Ownership(ticket_number=self.number, owner_id=self.owner.id, how="taken",
                                  started_at=work.start))  # fmt: skip
        self.room = work.swarm(0, self.number, 7, self.owner)
        work.join(1, self.room, self.expert)

    def credit(self, minute, kind="fix", person=None):
        person = person or self.expert
        self.work.act(minute, self.room, "contribution_credited", self.owner,
                      person=person.id, kind=kind)  # fmt: skip

    def solve(self, minute, how="solved", **line):
        with self.work.database.write() as session:
            outcome = Outcome(ticket_number=self.number, how=how, cause="c", fix="f",
                              by_id=self.owner.id, at=self.work.start)  # fmt: skip
            session.add(outcome)
            session.flush()
            said = {"outcome": outcome.id, "how": how, **line}
        self.work.act(minute, self.own, "ticket_solved", self.owner, **said)

    def reopen(self, minute):
        with self.work.database.write() as session:
            for outcome in session.scalars(select(Outcome)):
                outcome.undone_at = outcome.undone_at or self.work.at(minute)
        self.work.act(minute, self.own, "ticket_reopened", self.owner)

    def tag(self, minute, name):
        with self.work.database.write() as session:
            session.add(Tag(ticket_number=self.number, name=name))
        self.work.act(minute, self.own, "tag_added", self.owner, tag=name)

    def article(self, minute):
        with self.work.database.write() as session:
            article = Article(title="t", created_at=self.work.start, updated_at=self.work.start)
            session.add(article)
            session.flush()
            session.add(ArticleUse(article_id=article.id, ticket_number=self.number,
                                   kind="solved", at=self.work.start))  # fmt: skip
            made = article.id
        self.work.act(minute, self.own, "article_linked", self.owner, article=made, how="solved")

    def touches(self):
        """Whose work, of which tier, and whether it resolved the ticket."""
        names = {self.owner.id: "owner", self.expert.id: "expert"}
        with self.work.database.read() as session:
            rows = session.scalars(select(Touch).order_by(Touch.person_id, Touch.started_at))
            return [(names[t.person_id], t.tier_of_work, t.resolving) for t in rows]


def test_nobody_resolved_a_ticket_that_is_open(case):
    case.credit(2)
    assert case.touches() == [("owner", "unknown", False), ("expert", "L2", False)]


@pytest.mark.both
def test_who_is_credited_with_the_fix_resolved_it(case):
    case.credit(2)
    case.solve(3)
    assert case.touches() == [("owner", "unknown", False), ("expert", "L2", True)]


def test_a_credit_for_something_else_leaves_it_to_who_wrote_the_solution_down(case):
    case.credit(2, kind="hypothesis")
    case.solve(3)
    assert case.touches() == [("owner", "unknown", True), ("expert", "L2", False)]


def test_a_fix_that_did_not_hold_is_not_what_resolved_it(case):
    case.credit(2)
    case.solve(3)
    case.reopen(4)
    assert not any(resolving for *_, resolving in case.touches())
    case.solve(6)
    assert case.touches() == [("owner", "unknown", True), ("expert", "L2", False)]


def test_the_same_swarm_that_solves_it_again_keeps_its_credits(case):
    case.credit(2)
    case.solve(3, swarm=7)
    case.reopen(4)
    case.solve(6, swarm=7)
    assert case.touches() == [("owner", "unknown", False), ("expert", "L2", True)]


def test_a_known_fix_is_no_specialists_work_even_when_one_was_called_in(case):
    case.credit(2)
    case.article(3)
    case.solve(4)
    assert case.touches() == [("owner", "L1", False), ("expert", "L1", True)]


def test_a_ticket_that_an_article_answered_and_that_was_withdrawn_is_self_service(case):
    case.article(3)
    case.solve(4, how="withdrawn")
    assert case.touches() == [("owner", "L0", True), ("expert", "L2", False)]


def test_a_tag_tells_the_kind_of_the_work_that_resolved_it_also_afterwards(case):
    case.tag(1, "Code-Change".lower())
    assert case.touches()[1] == ("expert", "L2", False)
    case.credit(2)
    case.solve(3)
    assert case.touches() == [("owner", "unknown", False), ("expert", "L3", True)]
    case.tag(5, "upstream")
    assert case.touches() == [("owner", "unknown", False), ("expert", "L4", True)]


def test_a_category_that_stands_for_simple_requests_tells_of_all_work(case):
    with case.work.database.write() as session:
        session.get_one(Ticket, case.number).category = "Service Request"
    case.work.act(2, case.own, "ticket_changed", case.owner, fields=["category"])
    assert [tier for _, tier, _ in case.touches()] == ["L1", "L1"]


def test_folding_anew_and_stated_work_say_the_same(case):
    case.credit(2)
    case.solve(3)
    with case.work.database.write() as session:
        for touch in session.scalars(select(Touch)):
            touch.resolving = False
        for person in (case.owner, case.expert):
            at = case.work.at(90)
            record_touch(session, case.number, session.get_one(Person, person.id), started_at=at,
                         ended_at=at, tier_of_work="L2")  # fmt: skip
        fold_ticket(session, case.number)
    assert [(who, resolving) for who, _, resolving in case.touches()] == [
        ("owner", False), ("owner", False), ("expert", True), ("expert", True),
    ]  # fmt: skip


def test_the_question_is_about_the_work_that_resolved_it(case):
    case.solve(3)
    with case.work.database.write() as session:
        session.get_one(Ticket, case.number).solved_at = case.work.start
        for touch in session.scalars(select(Touch)):
            mine = touch.person_id == case.owner.id
            touch.tier_of_work, touch.choices = "unknown", "L1,L2" if mine else "L3,L4"
            touch.ended_at = case.work.at(0 if mine else 60)
        asked = read_question(session, session.get_one(Person, case.owner.id), case.number)
    assert [one.key for one in asked.choices] == ["L1", "L2"]
