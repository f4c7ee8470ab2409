"""The policy as a page: the version in force in words, and who wrote the earlier ones."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Team
from swarm.tiers.access import check_manages, check_sees
from swarm.tiers.map import tiers_of
from swarm.tiers.policies.deciding import as_policy
from swarm.tiers.policies.rules import Limit, Policy, Rule, Way, words_of
from swarm.tiers.policies.tables import ProcessPolicy

STREAM = "tiers/policy"
SHOWN = 20
WAYS = {
    "swarm": "are swarmed",
    "tier": "run through tiers",
    "experiment": "draw lots",
}


class PolicyCard(BaseModel):
    """One version in words, a sentence each."""

    version: int
    made_by: PersonRef | None
    made_at: datetime
    says: list[str]


class PolicyPage(BaseModel):
    """The policy in force; version 0 means that none was written and everything is swarmed."""

    version: int
    rules: list[Rule]
    otherwise: str
    by_choice: bool
    share: float
    start_tier: str
    limits: list[Limit]
    versions: list[PolicyCard]
    tiers: list[str]
    can: dict[str, bool]


class NewPolicy(BaseModel):
    """A whole policy as it is to be written; `version` is the one that was edited."""

    version: int | None = None
    rules: list[Rule]
    otherwise: Way
    by_choice: bool
    share: float
    start_tier: str
    limits: list[Limit]


def read_policy(session: Session, actor: Person) -> PolicyPage:
    """The policy in force and the newest versions. Raises NotFound for outsiders."""
    check_sees(actor)
    rows = session.scalars(
        select(ProcessPolicy).order_by(ProcessPolicy.version.desc()).limit(SHOWN)
    ).all()
    teams = {row.id: row.name for row in session.execute(select(Team.id, Team.name))}
    tiers = [card.key for card in tiers_of(session)]
    start = next((key for key in tiers if key == "L1"), tiers[0])
    policy = as_policy(rows[0]) if rows else Policy(0, start_tier=start)
    makers = refs(session, [row.made_by for row in rows])
    return PolicyPage(
        version=policy.version,
        rules=list(policy.rules),
        otherwise=policy.otherwise,
        by_choice=policy.by_choice,
        share=policy.share,
        start_tier=policy.start_tier,
        limits=list(policy.limits),
        versions=[
            PolicyCard(
                version=row.version,
                made_by=makers.get(row.made_by) if row.made_by else None,
                made_at=row.made_at,
                says=list(say(as_policy(row), teams)),
            )
            for row in rows
        ],
        tiers=tiers,
        can={"edit": actor.manages},
    )


def say(policy: Policy, teams: dict[int, str]) -> Iterator[str]:
    """A policy in words, a sentence each, in the order in which it decides."""
    for rule in policy.rules:
        yield f"{words_of(rule, teams)} {WAYS[rule.process]}."
    yield f"{'All others' if policy.rules else 'All tickets'} {WAYS[policy.otherwise]}."
    if "experiment" in (policy.otherwise, *(rule.process for rule in policy.rules)):
        yield (
            f"Of those that draw lots {policy.share:.0%} are swarmed; urgent ones draw none and"
            " are swarmed."
        )
    yield f"Tiered work starts at {policy.start_tier}."
    for limit in policy.limits:
        until = " unless somebody claims them" if limit.counts == "unclaimed" else ""
        yield (
            f"{words_of(limit, teams)} go from {limit.tier} to {limit.to} after"
            f" {limit.minutes} working minutes{until}."
        )
    if policy.by_choice:
        yield "Everybody of the desk may choose otherwise, with a reason."


def write_policy(session: Session, actor: Person, new: NewPolicy) -> PolicyPage:
    """Put a new version in force; what was decided for tickets that are here stays.

    The lots are drawn by a seed that is made with the first version and kept, so that a
    change of the rules does not draw anew. Raises NotAllowed, Invalid or Conflict.
    """
    check_manages(actor)
    newest = session.scalars(
        select(ProcessPolicy).order_by(ProcessPolicy.version.desc()).limit(1)
    ).first()
    standing = newest.version if newest else 0
    if new.version is not None and new.version != standing:
        raise Conflict("Somebody changed the policy meanwhile.", current={"version": standing})
    _check(session, new)
    session.add(
        ProcessPolicy(
            version=standing + 1,
            made_by=actor.id,
            made_at=clock.now(),
            rules=[rule.model_dump(exclude_none=True) for rule in new.rules],
            otherwise=new.otherwise,
            by_choice=new.by_choice,
            share=new.share,
            seed=newest.seed if newest else secrets.token_hex(8),
            start_tier=new.start_tier,
            limits=[limit.model_dump(exclude_none=True) for limit in new.limits],
        )
    )
    append(session, STREAM, "process_policy_changed", actor.id, version=standing + 1)
    session.flush()
    return read_policy(session, actor)


def _check(session: Session, new: NewPolicy) -> None:
    places = {card.key: card.position for card in tiers_of(session)}
    teams = set(session.scalars(select(Team.id)))
    faults: dict[str, str] = {}
    if new.start_tier not in places:
        faults["start_tier"] = "the map has no such tier"
    for limit in new.limits:
        if limit.tier not in places or limit.to not in places:
            faults["limits"] = "a limit names a tier that the map does not have"
        elif places[limit.to] <= places[limit.tier]:
            faults["limits"] = "a limit leads to a later tier"
    for name, named in (("rules", new.rules), ("limits", new.limits)):
        if any(one.team is not None and one.team not in teams for one in named):
            faults[name] = "there is no such team"
    if faults:
        raise Invalid("This policy cannot be used.", fields=faults)
