"""A version of the map that tells the tier of any touch, whichever version it was judged under.

A touch keeps what was said of it under the version of its time. Under that version it is taken
as it stands; under another one it is judged by what was known of it (`facts`), or, where the
tier was stated or learned, by what became of that tier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import NotFound
from swarm.tiers.holders import Holder, Holders, read_holders, read_rules, version_in_force
from swarm.tiers.map import tiers_of
from swarm.tiers.rules import UNKNOWN, by_rules
from swarm.tiers.tables import TierMap, TierMerge


@dataclass(frozen=True)
class Chart:
    """What reports need of one version of the map; `version` None is the default."""

    version: int | None
    names: dict[str, str]
    holders: Holders = field(default_factory=Holders)
    rules: Sequence[tuple[str, str]] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    currency: str | None = None

    @property
    def order(self) -> dict[str, int]:
        """The place of each tier; 0 is the first a ticket comes to."""
        return {key: place for place, key in enumerate(self.names)}

    def translate(self, key: str) -> str:
        """What a tier of any version is called in this one; unknown tiers keep their key."""
        seen = set()
        while key not in self.names and key in self.merged and key not in seen:
            seen.add(key)
            key = self.merged[key]
        return key

    def of_work(self, said: str, facts: str, *, sure: bool) -> str:
        """The tier of work that another version called `said`; `sure`: a rule decided it."""
        if sure and facts:
            return by_rules(facts.split(","), self.rules).tier
        if said == UNKNOWN and facts:
            return by_rules(facts.split(","), self.rules).tier
        return self.translate(said)

    def of_person(self, said: str, person: Holder | None, group: str | None) -> str:
        """The tier of a person whom another version called `said`.

        Team and role are those of now; where this version knows no holder (an import's own
        mapping told the tier, or a skill did) it is what became of the tier that was said.
        """
        found = self.holders.of_person(person, group)
        return self.translate(said) if found == UNKNOWN else found


def read_chart(session: Session, version: int | None = None) -> Chart:
    """A version of the map, the one in force where none is named. Raises NotFound."""
    wanted = (version_in_force(session) or 0) if version is None else version
    head = session.get(TierMap, wanted)
    if wanted and head is None:
        raise NotFound
    tiers = tiers_of(session, wanted)
    merges = session.scalars(
        select(TierMerge).where(TierMerge.version <= wanted).order_by(TierMerge.version)
    )
    return Chart(
        version=wanted or None,
        names={card.key: card.name for card in tiers},
        holders=read_holders(session, wanted),
        rules=read_rules(session, wanted),
        merged={merge.was: merge.key for merge in merges},
        rates={card.key: card.hourly_rate for card in tiers if card.hourly_rate is not None},
        currency=head.currency if head else None,
    )
