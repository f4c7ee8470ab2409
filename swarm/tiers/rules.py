"""The tier of a piece of work by the facts that are known about it; pure, and never a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

UNKNOWN = "unknown"

FACTS: dict[str, str] = {
    "vendor": "Done by somebody from a vendor",
    "code_change": "Needed a change of code",
    "configuration_change": "Needed a change of configuration",
    "specialist": "Help called into a swarm, for more than a known fix or a simple request",
    "administrator_action": "Needed an administrator's rights",
    "known_fix": "A fix that was known already",
    "simple_request": "A simple request",
    "article": "The requester helped themselves from an article",
    "automation": "Done by automation",
}
"""What can be known about a piece of work, in the words shown as the reason."""

SOURCES: dict[str, str] = {
    "vendor": "the work of a guest",
    "specialist": "somebody who never owned the ticket came into its swarm",
    "known_fix": "an article solved it, or it repeats another ticket",
    "article": "it was withdrawn after an article had solved it",
}
"""How the desk itself comes to know a fact; the signs of the map tell the others, and these too."""

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


ANYBODYS: frozenset[str] = frozenset({"known_fix", "simple_request"})
"""Kinds of work that stay what they are whoever did them, a specialist included."""

OF_ALL: frozenset[str] = ANYBODYS | {"article"}
"""What is true of all work on a ticket; any other sign tells of the work that resolved it alone."""


@dataclass(frozen=True)
class WorkSeen:
    """One person's work on one ticket as far as it is known; `resolving`: it solved the ticket."""

    ticket: int
    facts: frozenset[str] = frozenset()
    summary: str = ""
    description: str = ""
    resolution: str = ""
    resolving: bool = False


@dataclass(frozen=True)
class Verdict:
    """A tier, how sure (0 to 1, None where nothing was decided), and the reason in words.

    `choices` are the tiers between which unknown work stands, likeliest first: they can be asked.
    """

    tier: str = UNKNOWN
    confidence: float | None = None
    reason: str = "Nothing is known that tells the tier."
    choices: tuple[str, ...] = ()


def facts_of(
    *,
    guest: bool,
    called_in: bool,
    known: bool,
    self_served: bool,
    told: Collection[str],
    resolving: bool,
) -> frozenset[str]:
    """What is known of one person's work on one ticket.

    `guest`: they are from a vendor. `called_in`: they came into a swarm of a ticket that they
    never owned. `known`: the solution was there before. `self_served`: an article helped the
    requester, who then needed nobody. `told` are the facts that the signs of the ticket tell.
    """
    facts = {fact for fact in told if resolving or fact in OF_ALL}
    if known:
        facts.add("known_fix")
    if self_served:
        facts.add("article")
    if guest:
        facts.add("vendor")
    elif called_in and not facts & ANYBODYS:
        facts.add("specialist")
    return frozenset(facts)


def by_rules(facts: Collection[str], rules: Iterable[tuple[str, str]]) -> Verdict:
    """The tier of the first of `rules` (fact, tier) whose fact is known; else unknown."""
    for fact, tier in rules:
        if fact in facts:
            return Verdict(tier, 1.0, f"{FACTS.get(fact, fact)}.")
    return Verdict()
