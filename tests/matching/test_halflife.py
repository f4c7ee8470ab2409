"""The half-life of evidence is the desk's own."""

from __future__ import annotations

import random

import pytest

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import SolvedTicket
from swarm.matching.halflife import HALF_LIVES, USUAL, fit_half_life
from swarm.matching.lessons import schedule
from swarm.matching.model import Model

DAY = 86_400.0


def desk(change_days: float, count: int = 2_000) -> list[SolvedTicket]:
    """Three years; who knows a component changes every so many days, at other days for each."""
    chance = random.Random(4)
    tickets = []
    for number in range(count):
        day, component = number * 1_095 / count, chance.randrange(6)
        turn = int((day + component * change_days / 6) / change_days)
        knows = f"p{(component * 7 + turn * 5) % 40}"
        who = knows if chance.random() < 0.85 else f"p{chance.randrange(40)}"
        tickets.append(
            SolvedTicket(
                id=str(number),
                created_at=day * DAY,
                summary=f"subject{component} does not work",
                product="desk",
                components=(f"c{component}",),
                owner="owner",
                helpers=(who,),
            )
        )
    return tickets


def fitted(tickets: list[SolvedTicket]) -> float:
    corpus = Corpus(tickets)
    lessons = schedule(corpus, frozen=False, embargo_days=0, enough=500, most=5_000)
    return fit_half_life(corpus, lessons)


def test_where_knowledge_moves_fast_evidence_ages_fast() -> None:
    assert fitted(desk(45)) <= 60


def test_where_nothing_changes_old_evidence_is_as_good_as_new() -> None:
    assert fitted(desk(10_000)) == HALF_LIVES[-1]


def test_too_little_to_tell_gives_the_usual() -> None:
    assert fitted(desk(45, count=40)) == USUAL


def test_a_model_knows_its_half_life_and_keeps_it() -> None:
    tickets = desk(45, count=300)
    model = Model.fit(tickets, now=tickets[-1].at)
    assert model.half_life in HALF_LIVES
    assert Model.restore(model.keep()).half_life == pytest.approx(model.half_life)
