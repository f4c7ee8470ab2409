"""How good is an order of people."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def discounted_gain(named: Sequence[str], wanted: Collection[str], places: int = 5) -> float:
    """Normalized discounted cumulative gain of the first places (Järvelin and Kekäläinen 2002).

    1 where those who were wanted come first, 0 where none of them is named.
    """
    gained = sum(1 / math.log2(at + 2) for at, one in enumerate(named[:places]) if one in wanted)
    best = sum(1 / math.log2(at + 2) for at in range(min(places, len(wanted))))
    return gained / best if best else 0.0
