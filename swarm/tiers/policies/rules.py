"""Swarm or tier: decided by stated rules, and by lot where a rule says so. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Way = Literal["swarm", "tier", "experiment"]
Text80 = Field(default=None, min_length=1, max_length=80)

SEVERE = frozenset({"urgent"})
"""The priorities that are severe until a rule says otherwise."""


class Conditions(BaseModel):
    """Which tickets a rule is about: those alike in everything that is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product: str | None = Text80
    category: str | None = Text80
    priority: Literal["low", "normal", "high", "urgent"] | None = None
    team: int | None = Field(default=None, ge=1, le=2**31 - 1)

    def fit(self, ticket: Facts) -> bool:
        """Whether a ticket is one of them."""
        wanted = (self.product, self.category, self.priority, self.team)
        given = (ticket.product, ticket.category, ticket.priority, ticket.team)
        return all(want in (None, has) for want, has in zip(wanted, given, strict=True))


class Rule(Conditions):
    """Tickets alike in what is named go this way; the first rule that fits decides."""

    process: Way


class Limit(Conditions):
    """So many working minutes at a tier, then on to another one.

    `counts` says whether the clock runs as long as the ticket is at the tier, or only until
    somebody claims it.
    """

    tier: str = Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")
    minutes: int = Field(ge=1, le=100_000)
    to: str = Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")
    counts: Literal["at_tier", "unclaimed"] = "at_tier"


@dataclass(frozen=True)
class Facts:
    """What rules can ask of a ticket."""

    number: int
    product: str | None = None
    category: str | None = None
    priority: str = "normal"
    team: int | None = None


@dataclass(frozen=True)
class Policy:
    """One version of the rules, ready to be asked.

    Tickets of `severe` priorities are never drawn by lot: what is severe is swarmed.
    """

    version: int
    rules: Sequence[Rule] = ()
    otherwise: Way = "swarm"
    by_choice: bool = False
    share: float = 0.5
    seed: str = ""
    start_tier: str = "L1"
    limits: Sequence[Limit] = ()
    severe: frozenset[str] = SEVERE


@dataclass(frozen=True)
class Decision:
    """Which process, how that was decided, and how the lot fell where one was drawn."""

    process: str
    how: str
    rule: int | None = None
    share: float | None = None
    draw: float | None = None


def decide(policy: Policy, ticket: Facts) -> Decision:
    """The process of a ticket; the same policy and ticket always give the same."""
    place = next((i for i, rule in enumerate(policy.rules) if rule.fit(ticket)), None)
    way = policy.otherwise if place is None else policy.rules[place].process
    if way != "experiment":
        return Decision(way, "default" if place is None else "rule", place)
    if ticket.priority in policy.severe:
        return Decision("swarm", "severity", place)
    draw = draw_lot(policy.seed, ticket.number)
    process = "swarm" if draw < policy.share else "tier"
    return Decision(process, "randomized", place, policy.share, draw)


def draw_lot(seed: str, number: int) -> float:
    """A number from 0 up to, not including, 1 that only seed and ticket decide."""
    digest = hashlib.sha256(f"{seed}:{number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def limit_of(policy: Policy, tier: str, ticket: Facts) -> Limit | None:
    """The time limit of a ticket at a tier: the first that fits."""
    return next((one for one in policy.limits if one.tier == tier and one.fit(ticket)), None)


def words_of(one: Conditions, teams: dict[int, str]) -> str:
    """Which tickets a rule is about, as the beginning of a sentence."""
    said = [f"{name} {getattr(one, name)}" for name in ("product", "category", "priority")
            if getattr(one, name) is not None]  # fmt: skip
    if one.team is not None:
        said.append(f"team {teams.get(one.team, one.team)}")
    return "Tickets of " + ", ".join(said) if said else "All tickets"
