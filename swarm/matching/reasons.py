"""Why somebody is suggested: facts that can be followed to their tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

ReasonKind = Literal[
    "named",
    "similar_tickets",
    "component",
    "worked_with_owner",
    "skill_shown",
    "skill_stated",
    "recently_active",
    "past_work",
    "available",
]
MOST_CITED = 5  # tickets linked from one reason; of similar ones all are


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its numbers.

    `tickets` are cited newest first, at most `MOST_CITED` of `count`, and
    all of them where they are called similar. `subject` is the component,
    the skill or the owner it speaks of; `source` the article or endorser behind a statement, and
    `said` the kind of that statement.
    """

    kind: ReasonKind
    count: int = 0
    subject: str = ""
    tickets: tuple[str, ...] = ()
    age_days: float | None = None
    source: str | None = None
    said: str = ""


def _ago(days: float | None) -> str:
    if days is None:
        return "at an unknown time"
    whole = int(days)
    if whole < 1:
        return "today"
    if whole == 1:
        return "yesterday"
    if whole < 60:
        return f"{whole} days ago"
    if whole < 730:
        return f"{round(whole / 30.44)} months ago"
    return f"{round(whole / 365.25)} years ago"


def _tickets(count: int, adjective: str = "") -> str:
    noun = "ticket" if count == 1 else "tickets"
    return f"{count} {adjective} {noun}" if adjective else f"{count} {noun}"


def _work(reason: Reason, among: int | None, adjective: str = "") -> str:
    return _tickets(reason.count, adjective) + (f" among the last {among} solved" if among else "")


def _recency(reason: Reason) -> str:
    when = _ago(reason.age_days)
    return f", {when}" if reason.count == 1 else f", most recently {when}"


_SAID = {
    "claimed": "claims the skill",
    "endorsed": "was endorsed for",
    "trained": "was trained in",
    "wrote_article": "wrote an article on",
}


def describe(reason: Reason, *, name: Callable[[str], str] = str, among: int | None = None) -> str:
    """The reason as a sentence; `name` turns the owner's id into the name to show.

    `among` says that so many of the last solved tickets were counted, and not all.
    """
    owner = name(reason.subject) if reason.kind == "worked_with_owner" else ""
    done = _work(reason, among)
    work = f"Worked on {done}"
    none = f"no ticket among the last {among} solved" if among else "no solved tickets yet"
    sentences = {
        "named": "Is named in the words of this ticket",
        "similar_tickets": f"Worked on {_work(reason, among, 'similar')}{_recency(reason)}",
        "component": f"{work} in {reason.subject}{_recency(reason)}",
        "worked_with_owner": f"{work} with {owner}{_recency(reason)}",
        "skill_shown": f"Showed {reason.subject} on {done}{_recency(reason)}",
        "skill_stated": _stated(reason, none),
        "recently_active": f"{work} in the last 90 days{_recency(reason)}",
        "past_work": f"{work}{_recency(reason)}",
        "available": f"Available; {none}",
    }
    return sentences[reason.kind]


def _stated(reason: Reason, none: str) -> str:
    words = f"{_SAID.get(reason.said, 'is said to know')} {reason.subject}"
    if not reason.count:
        return f"{none[0].upper()}{none[1:]}; {words}"
    return words[0].upper() + words[1:]
