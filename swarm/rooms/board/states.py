"""The states of a hypothesis and the ways between them. Pure."""

from __future__ import annotations

from typing import Literal

State = Literal["open", "ruled_out", "confirmed"]

MOVES: dict[State, frozenset[State]] = {
    "open": frozenset({"ruled_out", "confirmed"}),
    "ruled_out": frozenset({"open"}),
    "confirmed": frozenset({"open"}),
}
"""What was judged is opened again before it is judged otherwise, so that the reason is told."""


def may_move(now: State, wanted: State) -> bool:
    """Whether a hypothesis goes from `now` to `wanted` in one step."""
    return wanted in MOVES[now]


def needs_reason(wanted: State) -> bool:
    """Whether one has to say why: always when something known becomes unknown again."""
    return wanted == "open"
