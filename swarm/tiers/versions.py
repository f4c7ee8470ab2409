"""Which versions of the tier map there were, who made them, and what each changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef
from swarm.people.tables import Person, Team
from swarm.tiers.access import check_sees
from swarm.tiers.map import HolderCard, TierCard, TierMapPage, read_map
from swarm.tiers.rules import FACTS
from swarm.tiers.tables import TierMap

MOST = 50

Naming = Callable[[HolderCard], str]


class VersionCard(BaseModel):
    """One version: who made it, when, and what it changed, a sentence each."""

    version: int
    made_by: PersonRef | None
    made_at: datetime | None
    changes: list[str]


class VersionList(BaseModel):
    """The newest 50 versions, the one in force first; version 0 is the default."""

    items: list[VersionCard]


def list_versions(session: Session, actor: Person, skills: Mapping[int, str]) -> VersionList:
    """What changed when, and by whom. `skills` names those that holders may refer to."""
    check_sees(actor)
    numbers = session.scalars(
        select(TierMap.version).order_by(TierMap.version.desc()).limit(MOST + 1)
    ).all()
    naming = _naming(session, skills)
    pages = [read_map(session, actor, number) for number in numbers]
    if len(pages) <= MOST:
        pages.append(read_map(session, actor, 0))
    cards = [
        VersionCard(
            version=page.version,
            made_by=page.made_by,
            made_at=page.made_at,
            changes=list(changes_between(before, page, naming)),
        )
        for page, before in pairwise(pages)
    ]
    if len(pages) <= MOST:
        cards.append(VersionCard(version=0, made_by=None, made_at=None, changes=[]))
    return VersionList(items=cards)


def _naming(session: Session, skills: Mapping[int, str]) -> Naming:
    teams = {row.id: row.name for row in session.execute(select(Team.id, Team.name))}

    def name(holder: HolderCard) -> str:
        if holder.person is not None:
            return holder.person.name
        if holder.team is not None:
            return f"team {teams.get(holder.team, holder.team)}"
        if holder.skill is not None:
            return f"{holder.level} knowledge of {skills.get(holder.skill, holder.skill)}"
        if holder.pattern is not None:
            return f"groups like {holder.pattern}"
        return f"group {holder.group}" if holder.group else f"role {holder.role}"

    return name


def changes_between(before: TierMapPage, after: TierMapPage, naming: Naming) -> Iterator[str]:
    """What `after` changed of `before`, a sentence each, in the order of the page."""
    yield from _tier_changes(before, after)
    old, new = ({rule.fact: rule.tier for rule in page.rules} for page in (before, after))
    for fact in FACTS:
        if old.get(fact) != new.get(fact):
            yield f"“{FACTS[fact]}” is {new.get(fact, 'no rule')}, was {old.get(fact, 'none')}."
    yield from _sign_changes(before, after)
    held, holds = ({naming(one): one.tier for one in page.holders} for page in (before, after))
    for name in sorted(held.keys() | holds.keys()):
        if name not in holds:
            yield f"{name} no longer holds {held[name]}."
        elif held.get(name) != holds[name]:
            was = f", held {held[name]}" if name in held else ""
            yield f"{name} holds {holds[name]}{was}."


def _sign_changes(before: TierMapPage, after: TierMapPage) -> Iterator[str]:
    for sign in after.signs:
        if sign not in before.signs:
            yield f"{sign.field} “{sign.value}” tells “{FACTS[sign.fact]}”."
    for sign in before.signs:
        if sign not in after.signs:
            yield f"{sign.field} “{sign.value}” no longer tells “{FACTS[sign.fact]}”."


def _tier_changes(before: TierMapPage, after: TierMapPage) -> Iterator[str]:
    old, new = ({card.key: card for card in page.tiers} for page in (before, after))
    gone = dict.fromkeys(key for key in old if key not in new)
    for card in after.tiers:
        merged = [key for key in card.merged if key in gone]
        for key in merged:
            del gone[key]
        if merged:
            yield f"{' and '.join(merged)} became part of {card.key}."
        if card.key not in old:
            yield f"{card.key} ({card.name}) is new."
        else:
            yield from _card_changes(old[card.key], card)
    for key in gone:
        yield f"{key} is gone."
    common = [key for key in old if key in new]
    if [key for key in new if key in old] != common:
        yield "The order of the tiers changed."
    if before.currency != after.currency:
        yield f"Rates are in {after.currency or 'no currency'}."


def _card_changes(old: TierCard, new: TierCard) -> Iterator[str]:
    if old.name != new.name:
        yield f"{new.key} is called {new.name}, was {old.name}."
    if old.meaning != new.meaning:
        yield f"{new.key} means something else now."
    if old.hourly_rate != new.hourly_rate:
        before = "none was entered before" if old.hourly_rate is None else f"was {_rate(old)}"
        yield f"An hour at {new.key} costs {_rate(new)}, {before}."


def _rate(card: TierCard) -> str:
    return "nothing that was entered" if card.hourly_rate is None else f"{card.hourly_rate:,.2f}"
