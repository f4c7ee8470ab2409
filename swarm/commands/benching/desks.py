"""Desks, texts and graphs made up for measuring: any size, one for each seed, no real text.

Words follow Zipf's law; every skill has words, components and experts of its own, so that
retrieval, votes and the ranker all have something to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.index.spans import Array

DAY = 86_400.0
START = 1_600_000_000.0
WORDS, OWN_WORDS, YEARS = 30_000, 25, 3.0


@dataclass(frozen=True, slots=True)
class Size:
    """How large a desk is."""

    tickets: int
    people: int
    skills: int


def tickets(size: Size, seed: int = 1) -> Iterator[SolvedTicket]:
    """Solved tickets, oldest first; people are called 1 to `size.people`, as in a database."""
    fixed, chance = np.random.default_rng(0), np.random.default_rng(seed)
    word = _words(fixed)
    experts = fixed.integers(0, size.people, (size.skills, 12))
    own = fixed.integers(0, WORDS, (size.skills, OWN_WORDS))
    rank = 1 / np.arange(1, WORDS + 1)
    common = chance.choice(WORDS, size=size.tickets * 30, p=rank / rank.sum()).reshape(-1, 30)
    skills = np.minimum(chance.zipf(1.3, size.tickets) - 1, size.skills - 1)
    skills = (skills * 7919) % size.skills
    picks = chance.integers(0, OWN_WORDS, (size.tickets, 14))
    placed = np.minimum(chance.geometric(0.35, (size.tickets, 3)) - 1, 11)
    owners = chance.integers(0, size.people, size.tickets)
    for number in range(size.tickets):
        skill = int(skills[number])
        topic = [word[one] for one in own[skill][picks[number]]]
        helpers = [str(one + 1) for one in experts[skill][placed[number]]]
        owner = str(owners[number] + 1)
        yield SolvedTicket(
            id=str(number),
            created_at=START + number * YEARS * 365 * DAY / size.tickets,
            summary=" ".join(topic[:6]),
            description=" ".join([*topic[6:], *(word[one] for one in common[number])]),
            product=f"product {skill % 40}",
            components=(f"component {skill % 400}",),
            owner=owner,
            helpers=tuple(dict.fromkeys(one for one in helpers if one != owner)),
            skills=(f"skill {skill}",),
        )


def _words(chance: np.random.Generator) -> list[str]:
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    lengths = chance.integers(4, 10, WORDS)
    spelled = letters[chance.integers(0, 26, (WORDS, 10))]
    return ["".join(row[:length]) for row, length in zip(spelled, lengths, strict=True)]


def questions(size: Size, count: int, seed: int = 2) -> list[Query]:
    """Questions of the same kind as the tickets, asked after all of them."""
    end = START + (YEARS * 365 + 1) * DAY
    asked = tickets(Size(count, size.people, size.skills), seed=1_000 + seed)
    return [
        Query(
            created_at=end,
            summary=one.summary,
            description=one.description,
            product=one.product,
            components=one.components,
            owner=one.owner,
        )
        for one in asked
    ]


def term_rows(count: int, terms: int = 60, seed: int = 3) -> sparse.csr_array:
    """Texts as rows of length one over 100,000 terms, common and rare as in real texts."""
    chance = np.random.default_rng(seed)
    width = 100_000
    columns = np.minimum((width ** chance.random(count * terms)).astype(np.int64) - 1, width - 1)
    rows = np.repeat(np.arange(count), terms)
    seen = np.bincount(columns, minlength=width)
    rarity = np.log((1 + count) / (1 + seen)) + 1
    matrix = sparse.csr_array(
        (rarity[columns].astype(np.float32), (rows, columns)), shape=(count, width)
    )
    lengths = np.sqrt(np.asarray(matrix.power(2).sum(axis=1)).ravel())
    matrix.data /= np.repeat(lengths, np.diff(matrix.indptr)).astype(np.float32)
    matrix.sort_indices()
    return matrix


def work_edges(people: int, edges: int, seed: int = 4) -> tuple[Array, Array, Array]:
    """Who worked with whom how often: circles of two hundred, every tenth tie across them."""
    chance = np.random.default_rng(seed)
    left = chance.integers(0, people, edges)
    near = (left // 200) * 200 + chance.integers(0, 200, edges)
    right = np.where(chance.random(edges) < 0.1, chance.integers(0, people, edges), near % people)
    apart = left != right
    weights = chance.integers(1, 9, edges).astype(np.float64)
    return left[apart], right[apart], weights[apart]
