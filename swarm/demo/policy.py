"""The company's policy: small work stays in queues, and over one category lots decide."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.demo.shapes import Trial
from swarm.tiers.policies.deciding import policy_in_force
from swarm.tiers.policies.rules import Limit, Policy, Rule
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy

QUEUED = ("Data fix", "Access")
"""Small work that one person ends: the company left it in its queues."""

START = "L1"
LIMITS = (Limit(tier=START, minutes=960, to="L2", counts="unclaimed"),)


def found_policy(session: Session, trial: Trial) -> Policy | None:
    """Write the policy, now; None for a desk that has one of its own, which stays."""
    if session.scalar(select(func.count()).select_from(ProcessPolicy)):
        return None
    rules = [Rule(category=one, process="tier") for one in QUEUED]
    rules.append(Rule(category=trial.category, process="experiment"))
    session.add(
        ProcessPolicy(
            version=1,
            made_at=clock.now(),
            rules=[rule.model_dump(exclude_none=True) for rule in rules],
            otherwise="swarm",
            by_choice=True,
            share=trial.share,
            seed=trial.seed,
            start_tier=START,
            limits=[limit.model_dump(exclude_none=True) for limit in LIMITS],
        )
    )
    session.flush()
    return policy_in_force(session)


def is_ours(session: Session) -> bool:
    """Whether the policy in force is the demo's: nobody of the desk wrote it."""
    newest = select(ProcessPolicy).order_by(ProcessPolicy.version.desc()).limit(1)
    row = session.scalars(newest).first()
    return row is not None and row.made_by is None


def withdraw_policy(session: Session) -> None:
    """Take back the demo's policy, unless it decided over a ticket that stays."""
    used = select(ProcessAssignment.policy_version)
    mine = ProcessPolicy.made_by.is_(None)
    session.execute(delete(ProcessPolicy).where(mine, ProcessPolicy.version.not_in(used)))
