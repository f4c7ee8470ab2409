"""Touches of the demo, folded from its lines by the same rule that the desk uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from swarm.activity.tables import ActivityLine
from swarm.demo.records.desk import Cast
from swarm.demo.records.ledger import Ledger, Row
from swarm.people.tables import Person, Role
from swarm.rooms.tables import Contribution
from swarm.tickets.tables import Outcome, Ownership, Tag, Ticket
from swarm.tiers.folding import Act, Stretch, fold
from swarm.tiers.holders import read_rules
from swarm.tiers.resolving import FIX
from swarm.tiers.rules import Verdict, by_rules, facts_of
from swarm.tiers.signs import FIELDS, read_signs, told_by
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
    rules, told, solved_it = read_rules(ledger.session), _told(ledger), _solved_it(ledger, seen)
    owned = {(row["ticket_number"], row["owner_id"]) for row in ledger.of(Ownership)}
    for (ticket, who), mine in acts.items():
        person, part = people[who], (ticket, who)
        facts = facts_of(
            guest=person.role == Role.GUEST,
            called_in=part in seen.came and part not in owned,
            known=ticket in seen.known_fixes,
            self_served=False,
            told=told[ticket],
            resolving=part in solved_it,
        )
        judged = facts, by_rules(facts, rules)
        for stretch in fold(mine):
            _add(ledger, cast, ticket, person, stretch, judged)
    for row in ledger.of(Touch):
        row["resolving"] = (row["ticket_number"], row["person_id"]) in solved_it


def _told(ledger: Ledger) -> dict[int, set[str]]:
    """What the fields and tags of each ticket tell of its work, by the map in force."""
    tags: dict[int, list[str]] = defaultdict(list)
    for row in ledger.of(Tag):
        tags[row["ticket_number"]].append(row["name"])
    signs = read_signs(ledger.session)
    return {
        row["number"]: told_by(
            signs,
            {"tag": tags[row["number"]], **{name: [row.get(name)] for name in FIELDS[1:]}},
        )
        for row in ledger.of(Ticket)
    }


def _solved_it(ledger: Ledger, seen: Seen) -> set[tuple[int, int]]:
    """Tickets that ended, each with whom the desk's own rule says solved it."""
    ends: dict[int, Row] = {}
    reopened: dict[int, datetime] = {}
    for row in ledger.of(Outcome):
        if row.get("undone_at") is None:
            ends[row["ticket_number"]] = row
        else:
            reopened[row["ticket_number"]] = row["undone_at"]
    found = set()
    for row in ledger.of(Contribution):
        ticket = seen.rooms[f"swarms/{row['swarm_id']}"]
        held = ticket not in reopened or row["at"] >= reopened[ticket]
        if row["kind"] == FIX and ticket in ends and held:
            found.add((ticket, row["person_id"]))
    credited = {ticket for ticket, _ in found}
    return found | {(at, end["by_id"]) for at, end in ends.items() if at not in credited}


def _ticket_of(line: Row, seen: Seen) -> int:
    noun, _, number = line["stream"].partition("/")
    return int(number) if noun == "tickets" else seen.rooms.get(line["stream"], 0)


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
