"""What people have shown to know, by the work they did: how many tickets' worth for each skill.

A ticket that took two skills says little of which of them a helper brought. So each ticket's
worth is shared among its skills by how much the same person has shown of each elsewhere, again
and again until it settles (expectation and maximization, Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from swarm.matching.evidence import SolvedTicket

_DAY = 86_400.0
HALF_LIFE = 365.0  # days
_ROUNDS = 15
_DOUBT = 0.05  # tickets' worth that every needed skill is granted before anything is known

Pair = tuple[str, str]


def shown_skills(
    tickets: Sequence[SolvedTicket],
    needs: Sequence[Mapping[str, float]],
    now: float,
    half_life: float = HALF_LIFE,
) -> dict[Pair, float]:
    """(person, skill) and its worth in tickets, the older ones fading, most first.

    `needs[i]` are the skills that ticket i took, with their probabilities. The owner is left out
    where others helped: who asks has not shown to know.
    """
    touches: list[tuple[str, float, Mapping[str, float]]] = []
    for ticket, needed in zip(tickets, needs, strict=True):
        fresh = 0.5 ** (max(now - ticket.at, 0.0) / _DAY / half_life)
        people = ticket.wanted or ticket.people
        touches.extend((person, fresh, needed) for person in people if needed)
    worth: dict[Pair, float] = {}
    for _ in range(_ROUNDS):
        worth = _shared(touches, worth)
    return dict(sorted(worth.items(), key=lambda item: (-item[1], item[0])))


def _shared(
    touches: Sequence[tuple[str, float, Mapping[str, float]]], before: Mapping[Pair, float]
) -> dict[Pair, float]:
    out: dict[Pair, float] = {}
    for person, fresh, needed in touches:
        parts = {
            skill: chance * (before.get((person, skill), 0.0) + _DOUBT)
            for skill, chance in needed.items()
        }
        total = sum(parts.values())
        likely = max(needed.values())
        for skill, part in parts.items():
            pair = (person, skill)
            out[pair] = out.get(pair, 0.0) + fresh * likely * part / total if total else 0.0
    return out


def recalled_at(
    ranked: Sequence[Pair], truth: set[Pair], precision: float = 0.9
) -> tuple[float, int]:
    """The largest share of `truth` among the first n pairs of which `precision` are true, and n."""
    best, right = (0.0, 0), 0
    for n, pair in enumerate(ranked, 1):
        right += pair in truth
        if right / n >= precision:
            best = (right / len(truth), n)
    return best
