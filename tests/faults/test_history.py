"""The judge of histories finds each kind of fault, and finds nothing where there is none."""

from __future__ import annotations

from typing import Any

from tests.faults.history import OK, REFUSED, UNKNOWN, Act, Heard, History, judge


def line(seq: int, mark: str | None = None) -> dict[str, Any]:
    kind = "message_posted" if mark else "member_joined"
    return {"seq": seq, "kind": kind, "data": {"client_id": mark} if mark else {}}


def act(mark: str, outcome: str, seq: int | None = None, sender: str = "a") -> Act:
    return Act(sender, mark, outcome, seq, 1)


def sound() -> History:
    return History(
        acts=[act("a1", OK, 2), act("b1", OK, 3, "b"), act("a2", UNKNOWN), act("a3", OK, 5)],
        heard=[Heard("x", 1, [(2, "a1"), (3, "b1"), (4, "a2"), (5, "a3")]), Heard("y", 5, [])],
        record=[line(1), line(2, "a1"), line(3, "b1"), line(4, "a2"), line(5, "a3")],
    )


def test_a_sound_history_has_no_fault() -> None:
    verdict = judge(sound())
    assert verdict.good
    assert (verdict.acknowledged, verdict.unknown) == (3, 1)


def test_an_unknown_may_be_missing() -> None:
    history = sound()
    history.record = [*history.record[:3], line(4, "a3")]
    history.acts[3].seq = 4
    history.heard = [Heard("x", 2, [(3, "b1"), (4, "a3")])]
    assert judge(history).good


def test_what_was_acknowledged_and_is_not_there_is_lost() -> None:
    history = sound()
    history.acts.append(act("a9", OK, 6))
    assert judge(history).lost == 1


def test_what_stands_twice_is_doubled() -> None:
    history = sound()
    history.record.append(line(6, "a1"))
    assert judge(history).doubled >= 1


def test_what_was_refused_must_not_stand_there() -> None:
    history = sound()
    history.acts[2].outcome = REFUSED
    assert judge(history).doubled == 1


def test_a_wrong_number_and_a_senders_broken_order_are_out_of_order() -> None:
    history = sound()
    history.acts[0].seq = 3
    assert judge(history).out_of_order == 1
    history = sound()
    history.acts = [history.acts[3], history.acts[0], *history.acts[1:3]]
    assert judge(history).out_of_order >= 1


def test_a_gap_in_the_record_is_out_of_order() -> None:
    history = sound()
    history.record[4]["seq"] = 6
    assert judge(history).out_of_order >= 1


def test_a_listeners_gap_double_and_end_are_found() -> None:
    for lines, kind in (
        ([(2, "a1"), (4, "a2"), (5, "a3")], "unheard"),
        ([(2, "a1"), (2, "a1"), (3, "b1"), (4, "a2"), (5, "a3")], "doubled"),
        ([(2, "a1"), (3, "b1")], "unheard"),
        ([(2, "a1"), (3, "never"), (4, "a2"), (5, "a3")], "lost"),
    ):
        history = sound()
        history.heard = [Heard("x", 1, list(lines))]
        assert getattr(judge(history), kind) >= 1, lines


def test_what_is_heard_too_late_after_a_removal_is_overheard() -> None:
    history = sound()
    history.heard = [Heard("x", 1, [(2, "a1")], barred_at=1.0, late=1)]
    verdict = judge(history)
    assert (verdict.overheard, verdict.unheard) == (1, 0)
