"""Who works on a planted desk, what each really knows, and since when and until when.

The truth that an evaluation compares with: heroes who know much and are always asked, newcomers
who join late, and drift: people leave one subject behind and take up another.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from swarm.planted.words import Coiner, Vocabulary

_PER_PRODUCT = 5  # skills
_HERO_SKILLS, _HERO_EAGERNESS = 14, 4.0
_NEWCOMERS, _LEAVERS, _DRIFTERS = 0.15, 0.08, 0.35  # shares of the ordinary people
_USUAL = {"L1": 0.5, "L2": 0.3, "L3": 0.2}  # share of people who usually do work of that tier


@dataclass(frozen=True, slots=True)
class Subject:
    """A skill as it shows: its words, and the product and component that it belongs to."""

    name: str
    words: Vocabulary
    product: str
    component: str


@dataclass(frozen=True, slots=True)
class Knowing:
    """That somebody knows a skill, how well (0..1), from one day until another."""

    skill: str
    level: float
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Worker:
    """A person: what they know and when, how readily they help, and the tier they usually do."""

    name: str
    known: tuple[Knowing, ...]
    eagerness: float
    usual_tier: str
    joined: float
    left: float

    def level(self, skill: str, day: float) -> float:
        """How well they know the skill on that day, 0..1."""
        if not self.joined <= day < self.left:
            return 0.0
        return max(
            (
                one.level
                for one in self.known
                if one.skill == skill and one.since <= day < one.until
            ),
            default=0.0,
        )


def plant_subjects(chance: random.Random, count: int) -> list[Subject]:
    """Skills, five to a product, each with a component and forty words of its own."""
    coiner = Coiner(chance)
    products = [coiner.word() for _ in range(-(-count // _PER_PRODUCT))]
    return [
        Subject(coiner.word(), coiner.vocabulary(40), products[at // _PER_PRODUCT], coiner.word())
        for at in range(count)
    ]


def plant_workers(
    chance: random.Random, subjects: Sequence[Subject], count: int, heroes: int, days: float
) -> list[Worker]:
    """Heroes first, then ordinary people, of whom some join late, leave, or change subject."""
    return [
        _hero(chance, place, subjects, days)
        if place < heroes
        else _ordinary(chance, place, subjects, days)
        for place in range(count)
    ]


def _hero(chance: random.Random, place: int, subjects: Sequence[Subject], days: float) -> Worker:
    chosen = chance.sample(subjects, min(_HERO_SKILLS, len(subjects)))
    known = [Knowing(one.name, chance.uniform(0.7, 1), 0.0, days) for one in chosen]
    return Worker(f"w{place:03}", tuple(known), _HERO_EAGERNESS, "L3", 0.0, days)


def _ordinary(
    chance: random.Random, place: int, subjects: Sequence[Subject], days: float
) -> Worker:
    joined, left = _stay(chance, days)
    home = chance.choice(subjects).product
    near = [one for one in subjects if one.product == home]
    far = [one for one in subjects if one.product != home]
    chosen = chance.sample(near, chance.randint(1, min(3, len(near))))
    chosen += chance.sample(far, min(len(far), chance.randint(0, 2)))
    known = [Knowing(one.name, chance.uniform(0.4, 1), joined, left) for one in chosen]
    if far and chance.random() < _DRIFTERS:
        turn = chance.uniform(joined + 0.2 * (left - joined), joined + 0.8 * (left - joined))
        old = known[0]
        known[0] = Knowing(old.skill, old.level, joined, turn)
        known.append(Knowing(chance.choice(far).name, chance.uniform(0.5, 1), turn, left))
    eagerness = math.exp(chance.gauss(0, 0.7))
    usual = chance.choices(list(_USUAL), list(_USUAL.values()))[0]
    return Worker(f"w{place:03}", tuple(known), eagerness, usual, joined, left)


def _stay(chance: random.Random, days: float) -> tuple[float, float]:
    fate = chance.random()
    if fate < _NEWCOMERS:
        return chance.uniform(0.6, 0.9) * days, days
    if fate < _NEWCOMERS + _LEAVERS:
        return 0.0, chance.uniform(0.3, 0.9) * days
    return 0.0, days
