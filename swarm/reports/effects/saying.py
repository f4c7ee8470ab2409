"""The comparison in words: one sentence that may be quoted, and what could be told when."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import isfinite

from swarm.reports.effects.cards import RatioCard
from swarm.reports.effects.effect import Effect
from swarm.reports.effects.ratio import Ratio
from swarm.reports.effects.reading import FIFTH


def card_of_ratio(found: Ratio | None) -> RatioCard | None:
    """A ratio as it is sent; None where its interval has no end."""
    if found is None or not all(map(isfinite, (found.value, found.low, found.high))):
        return None
    return RatioCard(
        value=found.value,
        low=found.low,
        high=found.high,
        swarm_hours=found.swarm_hours,
        tier_hours=found.tier_hours,
    )


def sentence_of(effect: Effect, other: str = "tiered") -> str:
    """The one sentence that may be quoted: never a ratio without its interval and its verdict."""
    found = effect.adjusted
    if found is None:
        return "No adjusted effect is printed: " + " ".join(effect.refusals)
    if found.low > 1:
        verdict = "faster, as far as what was known beforehand tells"
    elif found.high < 1:
        verdict = f"slower than {other} ones, as far as what was known beforehand tells"
    else:
        verdict = "not yet distinguishable"
    # Against those without a swarm so far, swarmed is what they were; else a process is compared.
    swarmed = "Tickets of the swarm process" if other == "tiered" else "Swarmed tickets"
    return (
        f"{swarmed} were resolved {found.value:.2f} times as fast as {other} ones of the"
        f" same kind (95%: {found.low:.2f} to {found.high:.2f}): {verdict}."
    )


def what_can_be_said(effect: Effect) -> str | None:
    """What the tickets show although no adjusted effect is printed: the counts as they are."""
    raw = effect.raw
    if effect.adjusted is not None or raw is None:
        return None
    return (
        "What can be said now, without any claim of cause: tickets of the swarm process took"
        f" {raw.swarm_hours:,.1f} hours on the mean and those of the tier process"
        f" {raw.tier_hours:,.1f}, no wait counted beyond {effect.horizon:,.0f} hours."
    )


def detectable(effect: Effect, weeks: float, now: datetime) -> str | None:
    """When a difference of a fifth would show: `weeks` is how long the tickets took to come."""
    if effect.needed is None:
        return None
    count = effect.swarm_count + effect.tier_count
    fifth = f"{FIFTH - 1:.0%}"
    if effect.needed <= count:
        return f"A difference of {fifth} would have shown with these {count:,} tickets."
    if weeks <= 0 or effect.needed > 1_000 * count:
        return f"A difference of {fifth} would need about {effect.needed:,} tickets."
    more = (effect.needed - count) / (count / weeks)
    day = now + timedelta(weeks=more) if more < 1_000 else None
    said = f", at the present rate by {day:%B %Y}" if day else ""
    return f"A difference of {fifth} would need about {effect.needed:,} tickets{said}."
