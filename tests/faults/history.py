"""What was asked, what was answered and what was heard, and whether all of it can be true.

Judged as Jepsen does: what was acknowledged is there exactly once and under its number; what was
refused is not there; what got no answer is there once or not at all; numbers have no gaps; each
sender's messages stand in the order in which they were sent; and each listener heard exactly the
record, in its order, from the number at which it began.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"


@dataclass
class Act:
    """One message that somebody tried to send; `attempts` counts the requests it took."""

    sender: str
    client_id: str
    outcome: str = UNKNOWN
    seq: int | None = None
    attempts: int = 0


@dataclass
class Heard:
    """What one listener got: line numbers and client ids in the order of arrival."""

    name: str
    began: int
    lines: list[tuple[int, str | None]] = field(default_factory=list)
    connections: int = 0
    barred_at: float | None = None
    late: int = 0
    """Lines that came more than a second after the listener lost its right to them."""


@dataclass
class History:
    """A run: every act in order, every listener, and at its end the record."""

    acts: list[Act] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    record: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, sender: str, client_id: str) -> Act:
        """Note that a message is about to be sent."""
        act = Act(sender, client_id)
        with self.lock:
            self.acts.append(act)
        return act


@dataclass
class Verdict:
    """How many of each; `faults` says what cannot be."""

    acknowledged: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    unheard: int = 0
    overheard: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether everything can be true."""
        return not self.faults

    def find(self, kind: str, what: str) -> None:
        """Count one fault."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.faults.append(f"{kind}: {what}")


def judge(history: History) -> Verdict:
    """Compare what was told to everybody with the record and with itself."""
    verdict = Verdict()
    _judge_record(history, verdict)
    _judge_acts(history, verdict)
    for heard in history.heard:
        _judge_heard(history, heard, verdict)
    return verdict


def _judge_record(history: History, verdict: Verdict) -> None:
    seqs = [line["seq"] for line in history.record]
    if seqs != list(range(1, len(seqs) + 1)):
        verdict.find("out_of_order", "the record's numbers have gaps")
    for client_id, times in Counter(_marks(history)).items():
        if times > 1:
            verdict.find("doubled", f"{client_id} stands {times} times in the record")


def _marks(history: History) -> list[str]:
    posted = (line for line in history.record if line["kind"] == "message_posted")
    return [line["data"]["client_id"] for line in posted]


def _judge_acts(history: History, verdict: Verdict) -> None:
    placed = {
        line["data"]["client_id"]: line["seq"]
        for line in history.record
        if line["kind"] == "message_posted"
    }
    last: dict[str, int] = {}
    for act in history.acts:
        seq = placed.get(act.client_id)
        if act.outcome == OK:
            verdict.acknowledged += 1
            if seq is None:
                verdict.find("lost", f"{act.client_id} was acknowledged as {act.seq}")
            elif seq != act.seq:
                verdict.find("out_of_order", f"{act.client_id}: told {act.seq}, stands at {seq}")
        elif act.outcome == UNKNOWN:
            verdict.unknown += 1
        elif seq is not None:
            verdict.find("doubled", f"{act.client_id} was refused and stands at {seq}")
        if seq is not None:
            if seq < last.get(act.sender, 0):
                verdict.find("out_of_order", f"{act.client_id} stands before an earlier one")
            last[act.sender] = seq


def _judge_heard(history: History, heard: Heard, verdict: Verdict) -> None:
    marks = {line["seq"]: line["data"].get("client_id") for line in history.record}
    expected = heard.began + 1
    for seq, mark in heard.lines:
        if seq > expected:
            verdict.find("unheard", f"{heard.name} missed {expected} to {seq - 1}")
        elif seq < expected:
            verdict.find("doubled", f"{heard.name} heard {seq} again, or late")
        if marks.get(seq, mark) != mark or seq not in marks:
            verdict.find("lost", f"{heard.name} heard {seq} as {mark}: it is not in the record")
        expected = max(expected, seq + 1)
    if heard.barred_at is None and expected != len(history.record) + 1:
        verdict.find("unheard", f"{heard.name} ends at {expected - 1} of {len(history.record)}")
    for _ in range(heard.late):
        verdict.find("overheard", f"{heard.name} heard more than a second after it was removed")
