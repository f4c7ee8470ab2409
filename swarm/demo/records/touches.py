"""Touches of the demo, folded from its lines by the same rule that the desk uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from swarm.activity.tables import ActivityLine
from swarm.demo.records.desk import Cast
from swarm.demo.records.ledger import Ledger, Row
from swarm.people.tables import Person
from swarm.tickets.tables import Ownership
from swarm.tiers.folding import Act, Stretch, fold
from swarm.tiers.holders import read_rules
from swarm.tiers.rules import Verdict, by_rules
from swarm.tiers.tables import Touch
from swarm.tiers.touching import ACTS


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known about the work: which tickets count, who came into their rooms, and which
    were solved from an article. `rooms` maps a swarm's stream to its ticket."""

    tickets: frozenset[int]
    rooms: Mapping[str, int]
    came: frozenset[tuple[int, int]]
    known_fixes: frozenset[int]


def fold_touches(ledger: Ledger, cast: Cast, seen: Seen) -> None:
    """Add the touches of every ticket that counts."""
    people = {p.id: p for p in cast.people.values() if p.role != "requester"}
    acts: dict[tuple[int, int], list[Act]] = defaultdict(list)
    for line in ledger.of(ActivityLine):
        ticket = _ticket_of(line, seen)
        if ticket in seen.tickets and line["kind"] in ACTS and line["actor_id"] in people:
            act = Act(line["at"], line["stream"], line["seq"])
            acts[ticket, line["actor_id"]].append(act)
    rules = read_rules(ledger.session)
    owned = {(row["ticket_number"], row["owner_id"]) for row in ledger.of(Ownership)}
    for (ticket, who), mine in acts.items():
        facts = _facts(ticket, people[who], seen, owned)
        judged = facts, by_rules(facts, rules)
        for stretch in fold(mine):
            _add(ledger, cast, ticket, people[who], stretch, judged)


def _ticket_of(line: Row, seen: Seen) -> int:
    noun, _, number = line["stream"].partition("/")
    return int(number) if noun == "tickets" else seen.rooms.get(line["stream"], 0)


def _facts(ticket: int, person: Person, seen: Seen, owned: set[tuple[int, int]]) -> frozenset[str]:
    mine = (ticket, person.id)
    facts = {"known_fix"} if ticket in seen.known_fixes else set()
    if person.role == "guest":
        facts.add("vendor")
    elif mine in seen.came and mine not in owned:
        facts.add("specialist")
    return frozenset(facts)


def _add(
    ledger: Ledger,
    cast: Cast,
    ticket: int,
    person: Person,
    stretch: Stretch,
    judged: tuple[frozenset[str], Verdict],
) -> None:
    facts, verdict = judged
    ledger.add_numbered(
        Touch,
        ticket_number=ticket,
        person_id=person.id,
        stream=stretch.stream,
        first_seq=stretch.first_seq,
        last_seq=stretch.last_seq,
        started_at=stretch.start,
        ended_at=stretch.end,
        minutes=stretch.minutes,
        measured="activity",
        tier_of_work=verdict.tier,
        confidence=verdict.confidence,
        reason=verdict.reason,
        facts=",".join(sorted(facts)),
        tier_of_person=cast.holders.of_person(person),
        map_version=cast.holders.version,
    )
