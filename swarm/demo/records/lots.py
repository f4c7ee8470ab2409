"""How the policy decided by lot, as rows, the same rows that `assign_process` leaves."""

from __future__ import annotations

from swarm.demo.records.boards import BoardRecords
from swarm.demo.records.desk import Held
from swarm.demo.shapes import DemoTicket
from swarm.tiers.policies.deciding import facts_of
from swarm.tiers.policies.rules import Policy, decide
from swarm.tiers.policies.tables import ProcessAssignment
from swarm.tiers.queues.moving import clock_of, queue_name
from swarm.tiers.queues.tables import QueueClock, TierMove
from swarm.tiers.tables import QueueStay


class LotRecords(BoardRecords):
    """Carries out what the policy does; without one of the demo's own it draws no lots."""

    policy: Policy | None = None

    def draw(self, ticket: DemoTicket) -> None:
        """`assign_process`, where the lot falls on this desk as it was told."""
        held, policy = self.held[ticket.key], self.policy
        found = decide(policy, facts_of(held.row)) if policy else None
        told = (str(held.row.process), "randomized")
        if policy is None or found is None or (found.process, found.how) != told:
            # The desk has rules or tickets of its own: this one went its way by choice.
            if ticket.path == "tiered":
                self.queue(ticket, f"L1 {ticket.team}", ticket.requester)
            return
        self.ledger.add(
            ProcessAssignment,
            ticket_number=held.row.number,
            policy_version=policy.version,
            process=found.process,
            how=found.how,
            rule=found.rule,
            share=found.share,
            draw=found.draw,
            at=self.at,
        )
        facts = {"process": found.process, "how": found.how, "policy": policy.version}
        self.note(held, "process_assigned", None, **facts)
        if found.process == "tier":
            self._put_into_tier(held, policy)

    def _put_into_tier(self, held: Held, policy: Policy) -> None:
        """`put_into_tier`, for a ticket that lies in no queue yet."""
        tier, number = policy.start_tier, held.row.number
        row = held.queue = self.ledger.add_numbered(
            QueueStay,
            ticket_number=number,
            group_name=queue_name(self.session, tier, held.row.team_id),
            tier=tier,
            started_at=self.at,
            ended_at=None,
        )
        stay = QueueStay(**row)
        running = clock_of(self.session, held.row, stay, policy, "assigned")
        self.ledger.add(
            QueueClock,
            stay_id=running.stay_id,
            team_id=running.team_id,
            how=running.how,
            minutes=running.minutes,
            to_tier=running.to_tier,
            counts=running.counts or "at_tier",
            paused_before=running.paused_before,
            due_at=running.due_at,
        )
        move = self.ledger.add_numbered(
            TierMove,
            ticket_number=number,
            how="assigned",
            from_tier="",
            to_tier=tier,
            by_id=None,
            reason="",
            at=self.at,
        )
        facts = {"how": "assigned", "from": None, "to": tier, "move": move["id"]}
        self.note(held, "tier_changed", None, group=row["group_name"], **facts)
