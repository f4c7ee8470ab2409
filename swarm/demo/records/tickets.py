"""Deeds on tickets as rows, the same rows that the desk's actions leave.

Each method names the action that it stands for; a test carries the same deeds out by those
actions and compares every row.
"""

from __future__ import annotations

from swarm.demo.records.desk import DeskRecords, Held, render
from swarm.demo.shapes import DemoTicket, Passing, Stay, Stretch, Words
from swarm.skills.tables import Need
from swarm.tickets.clocks import owe_nobody, promise_word, respond, set_clocks
from swarm.tickets.tables import (
    Handover,
    Outcome,
    Rating,
    Reply,
    Status,
    Tag,
    Ticket,
)
from swarm.tickets.tags import plain_tag
from swarm.tiers.tables import QueueStay, Touch

TIER_SAID = "The classic process says so."


class TicketRecords(DeskRecords):
    """Carries out what concerns tickets."""

    def create(self, ticket: DemoTicket) -> None:
        """`create_ticket`, with its tags."""
        requester = self.id_of(ticket.requester)
        key = self.ledger.add_numbered(Ticket)
        row = Ticket(
            number=key["number"],
            summary=ticket.summary,
            description=ticket.description,
            requester_id=requester,
            created_by=requester,
            team_id=self.cast.teams[ticket.team].id,
            product=ticket.product,
            component=ticket.component,
            category=ticket.category,
            priority=ticket.priority,
            channel=ticket.channel,
            status="new",
            process="tier" if ticket.path == "tiered" else "swarm",
            demo=True,
            created_at=self.at,
            updated_at=self.at,
            paused_seconds=0,
            solved_seconds=0,
            reopened=0,
        )
        set_clocks(self.session, row)
        held = self.held[ticket.key] = Held(row, ticket)
        self.numbers[ticket.key] = row.number
        self.note(held, "ticket_created", requester, priority=row.priority, channel=row.channel)
        for tag in dict.fromkeys(plain_tag(tag) for tag in ticket.tags):
            self.ledger.add(Tag, ticket_number=row.number, name=tag)
            self.note(held, "tag_added", requester, tag=tag)

    def take(self, ticket: DemoTicket, stay: Stay) -> None:
        """`take_ticket`."""
        owner = self.id_of(stay.owner)
        self.change_owner(self.held[ticket.key], owner, owner, "taken", "")

    def escalate(self, ticket: DemoTicket, stay: Stay) -> None:
        """`change_owner`, as the classic process does it."""
        owner = self.id_of(stay.owner)
        self.change_owner(self.held[ticket.key], owner, owner, "escalated", "escalated")

    def offer(self, ticket: DemoTicket, passing: Passing) -> None:
        """`offer_handover`."""
        held = self.held[ticket.key]
        giver, taker = self.id_of(passing.giver), self.id_of(passing.taker)
        row = self.ledger.add_numbered(
            Handover,
            ticket_number=held.row.number,
            from_id=giver,
            by_id=giver,
            to_id=taker,
            why="offered",
            tried=passing.tried,
            still_open=passing.still_open,
            promised=passing.promised,
            offered_at=self.at,
            reason="",
        )
        held.offered[passing.taker] = row
        facts = {"handover": row["id"]}
        self.note(held, "handover_offered", giver, to=taker, **facts)
        self.tell(taker, "handover_received", giver, ticket=held.row.number, **facts)

    def accept(self, ticket: DemoTicket, passing: Passing) -> None:
        """`answer_handover` with yes."""
        held = self.held[ticket.key]
        taker, row = self.id_of(passing.taker), held.offered[passing.taker]
        row.update(answered_at=self.at, answer="accepted")
        facts = {"handover": row["id"], "answer": "accepted"}
        self.note(held, "handover_answered", taker, to=taker, **facts)
        self.tell(row["from_id"], "handover_settled", taker, ticket=held.row.number, **facts)
        self.change_owner(held, taker, taker, "handover", "handover")

    def say(self, ticket: DemoTicket, words: Words, wait: bool) -> None:
        """`post_reply`."""
        held, author = self.held[ticket.key], self.id_of(words.author)
        row = self.ledger.add_numbered(
            Reply,
            ticket_number=held.row.number,
            author_id=author,
            public=words.public,
            body=words.body,
            html=render(words.body),
            at=self.at,
        )
        self.note(held, "reply_posted", author, reply=row["id"], public=words.public)
        if words.public and author == held.row.requester_id:
            self._heard(held, author, row["id"])
        elif words.public:
            self._answered(held, author, row["id"])
        if wait:
            self.move(held, author, Status.WAITING)

    def name_needs(self, ticket: DemoTicket) -> None:
        """`state_need`, once a skill."""
        held = self.held[ticket.key]
        owner = held.last_owner
        for name in ticket.skills:
            skill = self.cast.skills[name]
            self.ledger.add(
                Need,
                ticket_number=held.row.number,
                skill_id=skill,
                by_id=owner,
                probability=None,
                removed=False,
                at=self.at,
            )
            held.needs.append(skill)
            stream = f"tickets/{held.row.number}"
            self.line(stream, "needs_changed", owner, added=[skill], removed=[])

    def queue(self, ticket: DemoTicket, to: str, who: str) -> None:
        """`move_to_group`."""
        held = self.held[ticket.key]
        came_from = held.queue["group_name"] if held.queue else None
        self.leave_queue(held)
        held.queue = self.ledger.add_numbered(
            QueueStay,
            ticket_number=held.row.number,
            group_name=to,
            tier=self.cast.holders.of_person(None, to),
            started_at=self.at,
            ended_at=None,
        )
        facts = {"from": came_from, "to": to}
        self.line(f"tickets/{held.row.number}", "group_changed", self.id_of(who), **facts)

    def record_work(self, ticket: DemoTicket, stretch: Stretch) -> None:
        """`record_touch`: the classic process states its work, a stretch at a time."""
        held, person = self.held[ticket.key], self.cast.people[stretch.person]
        times = {"from": stretch.started_at.isoformat(), "to": stretch.ended_at.isoformat()}
        stream = f"tickets/{held.row.number}"
        seq = self.line(
            stream, "work_recorded", person.id, group=stretch.queue, tier=stretch.tier, **times
        )
        self.ledger.add_numbered(
            Touch,
            ticket_number=held.row.number,
            person_id=person.id,
            group_name=stretch.queue,
            stream=stream,
            first_seq=seq,
            last_seq=seq,
            started_at=stretch.started_at,
            ended_at=stretch.ended_at,
            minutes=float(stretch.minutes),
            measured="recorded",
            tier_of_work=stretch.tier,
            reason=TIER_SAID,
            tier_of_person=self.cast.holders.of_person(person, stretch.queue),
            map_version=self.cast.holders.version,
        )

    def solve(self, ticket: DemoTicket) -> None:
        """`solve_ticket`."""
        held = self.held[ticket.key]
        self.end(held)
        self.solved(held)

    def end(self, held: Held, swarm: int | None = None) -> None:
        """The rows of `solve_ticket`, before anybody listens."""
        owner, number = held.last_owner, held.row.number
        held.outcome = self.ledger.add_numbered(
            Outcome,
            ticket_number=number,
            how="solved",
            cause=held.told.cause,
            fix=held.told.fix,
            by_id=owner,
            at=self.at,
        )
        self.end_ownership(held, owner, "solved")
        held.row.next_word_by = None
        facts = {} if swarm is None else {"swarm": swarm}
        self.note(held, "ticket_solved", owner, outcome=held.outcome["id"], how="solved", **facts)
        if held.rating is None:
            held.rating = self.ledger.add(Rating, ticket_number=number)
        held.rating.update(asked_at=self.at, answered_at=None, score=None, comment="")
        self.leave_queue(held)
        self.move(held, owner, Status.SOLVED)
        held.row.solved_at = self.at
        owe_nobody(held.row, owner, self.at)

    def rate(self, ticket: DemoTicket) -> None:
        """`rate_ticket`."""
        held, verdict = self.held[ticket.key], ticket.verdict
        if verdict is None or held.rating is None:
            raise LookupError(f"{ticket.key} was not rated")
        held.rating.update(answered_at=self.at, score=verdict.score, comment=verdict.comment)
        self.note(held, "ticket_rated", held.row.requester_id, score=verdict.score)

    def close(self, ticket: DemoTicket) -> None:
        """`close_ticket`, by the requester."""
        held, requester = self.held[ticket.key], self.id_of(ticket.requester)
        held.row.closed_at = self.at
        self.note(held, "ticket_closed", requester)
        self.move(held, requester, Status.CLOSED)

    def _heard(self, held: Held, author: int, reply: int) -> None:
        back = held.row.status == Status.SOLVED
        if back:
            self._reopen(held, author)
        elif held.row.status == Status.WAITING:
            self.move(held, author, Status.OPEN)
        facts = {"ticket": held.row.number, "reply": reply}
        self.tell(held.last_owner, "ticket_answered", author, **facts)
        if back:
            self.reopened(held, author)

    def _reopen(self, held: Held, author: int) -> None:
        if held.outcome is not None:
            held.outcome["undone_at"] = self.at
        held.row.solved_at = None
        held.row.reopened += 1
        self.note(held, "ticket_reopened", author)
        self.move(held, author, Status.OPEN)
        self.change_owner(held, author, held.last_owner, "reopened", "")

    def _answered(self, held: Held, author: int, reply: int) -> None:
        respond(self.session, held.row, self.at)
        promise_word(self.session, held.row, self.at)
        facts = {"ticket": held.row.number, "reply": reply}
        self.tell(held.row.requester_id, "ticket_answered", author, **facts)
