"""The tier of a piece of work by the facts that are known about it; pure, and never a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

UNKNOWN = "unknown"

FACTS: dict[str, str] = {
    "vendor": "Done by somebody from a vendor",
    "code_change": "Needed a change of code",
    "configuration_change": "Needed a change of configuration",
    "specialist": "Help that was called into a swarm",
    "administrator_action": "Needed an administrator's rights",
    "known_fix": "A fix that was known already",
    "simple_request": "A simple request",
    "article": "Solved from an article, by nobody's hand",
    "automation": "Done by automation",
}
"""What can be known about a piece of work, in the words shown as the reason."""

DEFAULT_TIERS: tuple[tuple[str, str, str], ...] = (
    ("L0", "Self-service", "Solved from an article or by automation, without a person."),
    ("L1", "Service desk", "First answers, known fixes and simple requests."),
    ("L2", "Specialists", "Deeper knowledge of a product, or administrator's rights."),
    ("L3", "Engineering", "A change of code or of configuration."),
    ("L4", "Vendor", "Somebody outside the organization."),
)

DEFAULT_RULES: tuple[tuple[str, str], ...] = (
    ("vendor", "L4"),
    ("code_change", "L3"),
    ("configuration_change", "L3"),
    ("specialist", "L2"),
    ("administrator_action", "L2"),
    ("known_fix", "L1"),
    ("simple_request", "L1"),
    ("article", "L0"),
    ("automation", "L0"),
)


@dataclass(frozen=True)
class WorkSeen:
    """One person's work on one ticket as far as it is known."""

    ticket: int
    facts: frozenset[str] = frozenset()
    summary: str = ""
    description: str = ""
    resolution: str = ""


@dataclass(frozen=True)
class Verdict:
    """A tier, how sure (0 to 1, None where nothing was decided), and the reason in words.

    `choices` are the tiers between which unknown work stands, likeliest first: they can be asked.
    """

    tier: str = UNKNOWN
    confidence: float | None = None
    reason: str = "Nothing is known that tells the tier."
    choices: tuple[str, ...] = ()


def by_rules(facts: Collection[str], rules: Iterable[tuple[str, str]]) -> Verdict:
    """The tier of the first of `rules` (fact, tier) whose fact is known; else unknown."""
    for fact, tier in rules:
        if fact in facts:
            return Verdict(tier, 1.0, f"{FACTS.get(fact, fact)}.")
    return Verdict()
