"""Keep an owner's circle open: not always the same five colleagues."""

from __future__ import annotations

from collections.abc import Collection, Sequence

DAYS = 90
"""Who has not swarmed with an owner for so long is outside of their circle."""

FIRST, WITHIN = 5, 0.10
"""Places that are shown first, and the share of a score that counts as level."""


def open_circle(
    scored: Sequence[tuple[str, float]],
    close: Collection[str],
    *,
    first: int = FIRST,
    within: float = WITHIN,
) -> list[tuple[str, float]]:
    """The same order, except that one of the `first` is from outside where scores are level.

    Parameters
    ----------
    scored: (person, score), best first.
    close: who has swarmed with the owner in the last `DAYS` days.
    first: how many places are looked at.
    within: the best from outside moves up to the last of these places if their score is at most
        this share below the score of who stands there.
    """
    order = list(scored)
    head, rest = order[:first], order[first:]
    if len(head) < first or any(person not in close for person, _ in head):
        return order
    level = (1 - within) * head[-1][1]
    for place, (person, score) in enumerate(rest):
        if person not in close and score >= level:
            return [*head[:-1], rest[place], head[-1], *rest[:place], *rest[place + 1 :]]
    return order
