"""What the numbers of the ledger say, in words."""

from __future__ import annotations

SHIFT_RULE = (
    "Where work is done: 1 when all minutes of work are at the first tier, 0 when all are at the"
    " last, by the tier of the work; minutes whose tier is not known are left out."
)
RESOLVED_RULE = (
    "Solved tickets by the tier of the work that resolved them: that of whoever was credited with"
    " the fix, else of who wrote the solution down (the last touch of a known tier); where neither"
    " is on record, the ticket's last touch of a known tier."
)
WOULD_RULE = (
    "Times at which the work of a swarmed ticket first needed a higher tier than any before:"
    " passed on through tiers, each would have been an escalation."
)
ELAPSED_RULE = (
    "Hours from the beginning of a touch to the beginning of the ticket's next one, or to its"
    " solution: told alike for every ticket whose touches are dated."
)
