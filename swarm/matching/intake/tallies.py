"""Counts of outcomes by what the tickets had in common, the older ones fading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from swarm.matching.intake.keys import Key
from swarm.matching.rows import Floats

DAY = 86_400.0
HALF_LIVES = (10.0, 90.0)  # days
_SMOOTHING = 2.0  # tickets' worth of what the whole desk says, added to every share


class _Tally:
    """Faded counts of the outcomes that one value had; slots grow as outcomes come up."""

    __slots__ = ("at", "counts", "labels", "place", "used")

    def __init__(self) -> None:
        self.place: dict[int, int] = {}
        self.used = 0
        self.labels = np.zeros(2, np.int64)
        self.at = np.zeros(2)
        self.counts = np.zeros((len(HALF_LIVES), 2))

    def add(self, label: int, at: float) -> None:
        slot = self.place.get(label)
        if slot is None:
            slot = self.place[label] = self.used
            if slot == len(self.labels):
                self.labels = np.concatenate([self.labels, np.zeros_like(self.labels)])
                self.at = np.concatenate([self.at, np.zeros_like(self.at)])
                self.counts = np.hstack([self.counts, np.zeros_like(self.counts)])
            self.labels[slot], self.at[slot] = label, at
            self.used += 1
        passed = max(at - self.at[slot], 0.0) / DAY
        for row, half in enumerate(HALF_LIVES):
            self.counts[row, slot] = self.counts[row, slot] * 0.5 ** (passed / half) + 1.0
        self.at[slot] = max(at, self.at[slot])


class Tallies:
    """For each key (fields joined) and each value of it: how often each outcome came, faded."""

    def __init__(self, keys: Sequence[Key], outcomes: int) -> None:
        self.keys = list(keys)
        self.outcomes = outcomes
        self.newest = 0.0
        self._known: dict[tuple[int, tuple[str, ...]], _Tally] = {}

    def add(self, values: Sequence[str], label: int, at: float) -> None:
        """Count one more outcome, that became known at that moment."""
        self.newest = max(self.newest, at)
        self.outcomes = max(self.outcomes, label + 1)
        for place, key in enumerate(self.keys):
            name = (place, tuple(values[field] for field in key))
            self._known.setdefault(name, _Tally()).add(label, at)

    def look(self, values: Sequence[str], at: float) -> Floats:
        """Faded counts, (keys, half-lives, outcomes); age is counted back from the newest."""
        out = np.zeros((len(self.keys), len(HALF_LIVES), self.outcomes), np.float32)
        now = min(at, self.newest)
        for place, key in enumerate(self.keys):
            tally = self._known.get((place, tuple(values[field] for field in key)))
            if tally is None:
                continue
            used = slice(0, tally.used)
            passed = np.maximum(now - tally.at[used], 0.0) / DAY
            for row, half in enumerate(HALF_LIVES):
                out[place, row, tally.labels[used]] = tally.counts[row, used] * np.exp2(
                    -passed / half
                )
        return out


def shares(counts: Floats) -> Floats:
    """Counts as probabilities, smoothed by those of the whole desk (the first key); same shape."""
    whole = counts[0, -1]
    prior = (whole + 0.01) / (whole.sum() + 0.01 * len(whole))
    total = counts.sum(axis=2, keepdims=True)
    out = (counts + _SMOOTHING * prior[None, None, :]) / (total + _SMOOTHING)
    return np.asarray(out, np.float32)
