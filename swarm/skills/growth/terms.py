"""Terms of the work that could be skills: components without one, and telling words. Pure.

Words are judged by the log-likelihood ratio of a term inside a group of tickets (those of one
component or category) against all others: Dunning, "Accurate methods for the statistics of
surprise and coincidence", Computational Linguistics 19(1), 1993.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

WORD = re.compile(r"[^\W\d_][\w+#.-]*[^\W_]|[^\W\d_]")
LONGEST_WORD, LONGEST_TERM = 30, 60
SURE = 10.83  # the ratio's quantile for one in a thousand, one degree of freedom
INSIDE = 0.6
"""So large a share of a term's tickets lies in the group that it tells of."""

SAME = 0.8
"""A word that stands in a pair of words in so many of its tickets is not proposed beside it."""

FEW_GROUPS, COMMON = 4, 0.4
"""From so many groups on, a word in more than this share of them is nobody's skill."""

MOST_OF_GROUP = 0.5
"""A term in more of its group's tickets is but another name of the group."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A solved ticket: its number, what it is about, and its words."""

    number: int
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """A possible skill; `tickets` speak for it, `about` is the group that it tells of."""

    term: str
    source: str
    about: str
    tickets: tuple[int, ...]
    ratio: float


def propose_terms(
    tickets: Sequence[Solved], known: Collection[str], *, least: int = 8, most: int = 40
) -> list[Term]:
    """At most `most` terms that at least `least` solved tickets speak for, best first.

    `known` are names and other names of skills, lower case; what holds one or is held by one is
    left out. Ties keep the order of the alphabet, so that the same work gives the same terms.
    """
    components = _components(tickets, known, least)
    taken = {*known, *(term.term for term in components)}
    words = _words(tickets, taken, least)
    return (components + words)[:most]


def _components(tickets: Iterable[Solved], known: Collection[str], least: int) -> list[Term]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for ticket in tickets:
        groups[_plain(ticket.about)].append(ticket.number)
    found = [
        Term(name, "component", name, tuple(numbers), float(len(numbers)))
        for name, numbers in groups.items()
        if name and name not in known and len(numbers) >= least
    ]
    return sorted(found, key=lambda one: (-len(one.tickets), one.term))


def _words(tickets: Sequence[Solved], taken: Collection[str], least: int) -> list[Term]:
    holding: defaultdict[str, list[int]] = defaultdict(list)
    group_of = {ticket.number: _plain(ticket.about) for ticket in tickets}
    for ticket in tickets:
        for term in terms_of(ticket.words):
            holding[term].append(ticket.number)
    sizes = Counter(group_of.values())
    barred = {part for name in taken for part in (name, *name.split())}
    barred |= _everywhere(holding, group_of, len(sizes))
    found = []
    for term, numbers in holding.items():
        if len(numbers) < least or term in barred or set(term.split()) & barred:
            continue
        group, inside = Counter(group_of[one] for one in numbers).most_common(1)[0]
        ratio = likelihood_ratio(inside, len(numbers), sizes[group], len(tickets))
        telling = inside >= INSIDE * len(numbers) and inside <= MOST_OF_GROUP * sizes[group]
        if group and telling and ratio >= SURE:
            found.append(Term(term, "words", group, tuple(numbers), round(ratio, 3)))
    return _apart(sorted(found, key=lambda one: (-one.ratio, one.term)))


def _everywhere(
    holding: Mapping[str, Sequence[int]], group_of: Mapping[int, str], groups: int
) -> set[str]:
    """Words that say nothing of a subject, in whatever language: most groups use them."""
    if groups < FEW_GROUPS:
        return set()
    return {
        word
        for word, numbers in holding.items()
        if " " not in word and len({group_of[one] for one in numbers}) > COMMON * groups
    }


def _apart(found: Sequence[Term]) -> list[Term]:
    """Without terms whose tickets are mostly those of a better one."""
    chosen: list[Term] = []
    for term in found:
        numbers = set(term.tickets)
        if all(len(numbers & set(one.tickets)) < SAME * len(numbers) for one in chosen):
            chosen.append(term)
    return chosen


def terms_of(words: str) -> set[str]:
    """The words of a text and its pairs of neighbouring words, lower case."""
    found = [word for word in WORD.findall(words.lower()) if 2 < len(word) <= LONGEST_WORD]
    pairs = {f"{one} {other}" for one, other in pairwise(found)}
    return set(found) | {pair for pair in pairs if len(pair) <= LONGEST_TERM}


def likelihood_ratio(inside: int, holding: int, group: int, whole: int) -> float:
    """How surely a term belongs to a group: `inside` of its `group` tickets hold it, `holding` of
    all `whole`. 0 where it is no more frequent inside than outside."""
    outside, rest = holding - inside, whole - group
    if not rest or inside * rest <= outside * group:
        return 0.0
    share = holding / whole
    return 2 * (
        _likely(inside, group, inside / group)
        + _likely(outside, rest, outside / rest)
        - _likely(inside, group, share)
        - _likely(outside, rest, share)
    )


def _likely(hits: int, tries: int, share: float) -> float:
    sure = (hits and not share) or (hits < tries and share >= 1)
    if sure or share <= 0 or share >= 1:
        return 0.0
    return hits * log(share) + (tries - hits) * log(1 - share)


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
