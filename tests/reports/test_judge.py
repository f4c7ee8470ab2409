from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.matching.tiers import Work
from swarm.people.tables import Person
from swarm.reports.judge import FEWEST_JUDGED, OLD, RIGHT, TierJudge, prove, read_examples
from swarm.tickets.tables import Outcome, Ticket
from swarm.tiers.actions import override_touch, record_touch
from swarm.tiers.rules import WorkSeen
from swarm.tiers.tables import Touch

SIGNS = {
    "L1": ["password", "reset", "login", "locked", "account", "unlock"],
    "L3": ["deadlock", "database", "replica", "query", "index", "migration"],
}


def words(tier: str, chance: random.Random) -> str:
    return " ".join(chance.choices(SIGNS[tier], k=6))


def examples(count: int, *, honest: bool = True) -> list[tuple[Work, str]]:
    chance = random.Random(3)
    made = []
    for place in range(count):
        tier = "L3" if place % 2 else "L1"
        told = tier if honest else chance.choice(list(SIGNS))
        made.append((Work(id=str(place), summary=words(told, chance)), tier))
    return made


def test_words_that_tell_the_tier_are_proved_on_held_out_tickets():
    proof = prove(examples(240))
    assert proof is not None
    assert proof.right >= RIGHT
    assert FEWEST_JUDGED <= proof.judged <= 48


def test_words_that_tell_nothing_are_not_believed():
    assert prove(examples(240, honest=False)) is None


@pytest.mark.parametrize("count", [0, 1, 60])
def test_too_few_decided_tickets_prove_nothing(count):
    assert prove(examples(count)) is None


@pytest.fixture
def decided(database, noon):
    """Two hundred tickets of which another desk said the tier, the later word being right."""
    chance = random.Random(5)
    with database.write() as session:
        for place in range(200):
            tier = "L3" if place % 2 else "L1"
            ticket = Ticket(summary=words(tier, chance), created_at=noon, updated_at=noon)
            session.add(ticket)
            session.flush()
            session.add(
                Outcome(ticket_number=ticket.number, cause="c", fix=words(tier, chance), at=noon)
            )
            for minute, said in ((0, "L2"), (9, tier)):
                at = noon + timedelta(minutes=minute)
                record_touch(
                    session, ticket.number, None, started_at=at, ended_at=at, tier_of_work=said
                )
    return database


def activity_touch(database, noon, summary: str, **more) -> int:
    with database.write() as session:
        ticket = Ticket(summary=summary, created_at=noon, updated_at=noon)
        agent = Person(name="Ann", role="agent", created_at=noon)
        session.add_all([ticket, agent])
        session.flush()
        touch = Touch(
            ticket_number=ticket.number, person_id=agent.id, stream=f"tickets/{ticket.number}",
            first_seq=1, last_seq=1, started_at=noon, ended_at=noon, minutes=2.0,
            measured="activity", **more,
        )  # fmt: skip
        session.add(touch)
        session.flush()
        return touch.id


def test_a_ticket_teaches_the_tier_that_ended_it_and_a_correction_counts_more(decided, noon):
    with decided.write() as session:
        manager = Person(name="Mia", role="manager", created_at=noon)
        session.add(manager)
        session.flush()
        first = session.scalars(select(Touch.id).where(Touch.ticket_number == 1)).first()
        override_touch(session, manager, first, "L4", "It went to the vendor.")
    activity_touch(decided, noon, "guessed before", tier_of_work="L1", confidence=0.9)
    with decided.read() as session:
        found = read_examples(session)
    assert [tier for _, tier in found[:4]] == ["L4", "L3", "L1", "L3"]
    assert len(found) == 200
    assert found[1][0].resolution.startswith("c\n")


def test_the_work_of_those_who_did_not_resolve_a_ticket_teaches_nothing(session, history):
    one, two = history.ticket(solved=1), history.ticket(solved=1)
    rule = {"confidence": 1.0}
    for ticket, tier in ((one, "unknown"), (two, "L1")):
        history.touch(ticket, tier_of_work=tier, resolving=True, **rule)
        history.touch(ticket, tier_of_work="L2", **rule)
    assert [(work.id, tier) for work, tier in read_examples(session)] == [(str(two.number), "L1")]


def test_what_was_unknown_is_judged_when_enough_was_learned(decided, noon):
    known = activity_touch(decided, noon, "database deadlock on the replica query index")
    strange = activity_touch(decided, noon, "the coffee machine is cold")
    judge = TierJudge(decided)
    assert judge.rejudge() == 0
    assert judge.refit() == 200
    assert judge.rejudge(1) == 1
    assert judge.rejudge(5) == 1
    assert judge.rejudge() == 0
    with decided.read() as session:
        touch = session.get_one(Touch, known)
        assert touch.tier_of_work == "L3"
        assert touch.confidence is not None
        assert touch.confidence >= RIGHT
        assert "held out" in touch.reason
        assert session.get_one(Touch, strange).tier_of_work == "unknown"


def test_between_two_tiers_the_reason_asks_which(decided):
    judge = TierJudge(decided)
    judge.refit()
    with decided.read() as session:
        verdict = judge.classify(session, WorkSeen(ticket=1, summary="password deadlock"))
    assert (verdict.tier, verdict.confidence) == ("unknown", None)
    assert verdict.reason in {
        "It reads like L1 or like L3: which was it?",
        "It reads like L3 or like L1: which was it?",
    }


def test_the_rules_of_the_map_come_first(decided):
    judge = TierJudge(decided)
    judge.refit()
    seen = WorkSeen(1, frozenset({"vendor"}), "database deadlock replica query")
    with decided.read() as session:
        assert judge.classify(session, seen).tier == "L4"


def test_a_judge_that_learned_nothing_knows_nothing(database):
    judge = TierJudge(database)
    assert judge.refit() == 0
    with database.read() as session:
        assert judge.classify(session, WorkSeen(1, summary="password")).tier == "unknown"


def test_it_learns_anew_when_more_was_decided_but_not_all_the_time(database, noon):
    judge = TierJudge(database)
    assert judge.wants_fit(noon)
    judge.refit()
    with database.write() as session:
        ticket = Ticket(summary="s", created_at=noon, updated_at=noon)
        session.add(ticket)
        session.flush()
        record_touch(session, ticket.number, None, started_at=noon, ended_at=noon,
                     tier_of_work="L1")  # fmt: skip
    assert not judge.wants_fit(noon + timedelta(minutes=5))
    assert judge.wants_fit(noon + OLD)
    with clock.at(noon + OLD):
        judge.refit()
    assert not judge.wants_fit(noon + 3 * OLD)
