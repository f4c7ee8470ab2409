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


def seat_newcomer(
    order: Sequence[str], newcomer: str | None, close: Collection[str], *, first: int = FIRST
) -> list[str]:
    """The order with a newcomer in the last of the `first` places, unless they stand higher.

    Whoever stood there follows. Where that is the only one of those shown who is from outside of
    the circle (not in `close`), the place before gives way instead: a newcomer is there by lot,
    whoever opens the circle by their score, and neither costs the other their place.
    """
    if newcomer is None or newcomer not in order or order.index(newcomer) < first:
        return list(order)
    rest = [person for person in order if person != newcomer]
    head, tail = rest[:first], rest[first:]
    outside = [person for person in head if person not in close]
    gives_way = head[-2] if first > 1 and outside == head[-1:] else head[-1]
    kept = [person for person in head if person != gives_way]
    return [*kept, newcomer, gives_way, *tail]
