"""What people are told of, as they choose about it: each kind with its lines and its usual ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from swarm.people.tables import STAFF, Role

MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})

MailWish = Literal["now", "digest", "off"]
KindName = Literal[
    "invitation", "duty", "mention", "task", "ticket",
    "offer", "answer", "update", "alike", "report",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the lines of one's own stream that are of it, and what is usual.

    `mails` are those that can be chosen at all: an invitation does not wait for a digest. A report
    goes by mail alone. What is `urgent` rings in quiet hours too: its person has duty.
    """

    name: KindName
    lines: tuple[str, ...]
    client: bool
    push: bool
    mail: MailWish
    who: frozenset[Role] = STAFF
    mails: tuple[MailWish, ...] = ("now", "digest", "off")
    by_mail_alone: bool = False
    urgent: bool = False


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "invitation", ("invitation_received", "invitation_returned"), True, True, "now",
            who=STAFF | {Role.GUEST}, mails=("now", "off"),
        ),
        Kind(
            "duty", ("called_on_duty", "update_due"), True, True, "now",
            mails=("now", "off"), urgent=True,
        ),
        Kind("mention", ("mentioned",), True, True, "digest", who=STAFF | {Role.GUEST}),
        Kind("task", ("task_given",), True, True, "digest"),
        Kind(
            "ticket",
            (
                "handover_received", "ownership_given", "ticket_escalated", "next_word_due",
                "bounce_foreseen",
            ),
            True, True, "digest",
        ),
        Kind("offer", ("offer_received",), True, True, "digest"),
        Kind("answer", ("ticket_answered",), True, True, "digest", who=STAFF | {Role.REQUESTER}),
        Kind("update", ("status_updated",), True, True, "digest"),
        Kind("alike", ("symptom_solved",), True, False, "digest"),
        Kind(
            "report", (), False, False, "now",
            who=MANAGERS, mails=("now", "off"), by_mail_alone=True,
        ),
    )
}  # fmt: skip

KIND_OF: Mapping[str, Kind] = {line: kind for kind in KINDS.values() for line in kind.lines}
"""The kind that a line of one's own stream is of."""
