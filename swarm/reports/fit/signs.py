"""What speaks for swarming a kind of ticket, and what for leaving it tiered. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from swarm.reports.survival import Estimate

Speaks = Literal["swarm", "tier"]
Verdict = Literal["swarm", "either", "tier", "untold"]

LONG_WORK, NEW_ISSUES, SEVERE, PASSED_ON = 15.0, 0.3, 0.1, 0.5
FEWEST_SIGNS = 3
MAJORITY = 0.6


@dataclass(frozen=True)
class Limit:
    """A sign: what it is called, where it turns, and its rule in words."""

    key: str
    words: str
    unit: str
    limit: float
    rule: str
    below: bool = False

    def speaks(self, found: Estimate) -> Speaks | None:
        """Which way a measured value speaks; the falling one only by its whole interval."""
        if found.value is None:
            return None
        if self.below:
            return "swarm" if found.high is not None and found.high < self.limit else "tier"
        return "swarm" if found.value > self.limit else "tier"


SIGNS = (
    Limit("minutes", "Work on a ticket", "minutes", LONG_WORK,
          "Mean minutes of work on a ticket whose work is known; above 15 several heads pay."),
    Limit("new", "New issues", "share", NEW_ISSUES,
          "Solved tickets that no article written before had the answer to; above 30% there is"
          " little to look up."),
    Limit("severe", "Urgent", "share", SEVERE,
          "Tickets of the highest priority; above 10% waiting in queues is dear."),
    Limit("falling", "Change in what L1 and L2 solve", "share_difference", 0.0,
          "Share solved at the first two tiers of work, newer half of the tickets less older half;"
          " speaks where the whole interval is below nought.", below=True),
    Limit("passed_on", "Chance to be passed on", "share", PASSED_ON,
          "How likely the newest hundred tickets would leave their first queue for another if they"
          " went through tiers, mean (by the tier twin); above one half most would bounce."),
)  # fmt: skip


def verdict_of(spoken: Sequence[Speaks | None]) -> Verdict:
    """What the signs say together; untold with fewer than three of them."""
    told = [one for one in spoken if one is not None]
    if len(told) < FEWEST_SIGNS:
        return "untold"
    share = sum(one == "swarm" for one in told) / len(told)
    if share >= MAJORITY:
        return "swarm"
    return "tier" if share <= 1 - MAJORITY else "either"


WORDS: dict[Verdict, str] = {
    "swarm": "Swarm this: most signs speak for it.",
    "either": "Either way: the signs speak for both.",
    "tier": "Keep this tiered: most signs speak for it.",
    "untold": "Too little is known to say.",
}
