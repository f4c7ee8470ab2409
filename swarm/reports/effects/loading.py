"""The tickets of a cohort as a study: which way each went, how long it took, what was known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.counting import PRIORITIES
from swarm.reports.aggregates.entries import Ids
from swarm.reports.aggregates.parts import Part
from swarm.reports.effects.labels import Labels, sorted_out
from swarm.reports.effects.study import Study
from swarm.reports.facts import HOUR
from swarm.reports.memory import Kept
from swarm.reports.survival import Flags, Floats
from swarm.tickets.tables import Priority, Ticket

DAY = 86_400.0
WORDS = ("product", "category", "channel")
AT_ONCE = 500


@dataclass(frozen=True)
class Loaded:
    """A study by the process that each ticket started under, and what belongs beside it.

    Parallel arrays in the order of the study: by how long tickets took, so that nothing has to
    be put in order again. `created` are seconds since 1970. `opened` is when the first swarm was
    opened, in hours from creation, NaN for never. `drawn` tells whose process was decided by
    lot, `urgent` whose never is.
    """

    study: Study
    number: Ids
    created: Floats
    opened: Floats
    drawn: Flags
    urgent: Flags

    @property
    def weeks(self) -> float:
        """From the first ticket to the last."""
        return float(np.ptp(self.created)) / DAY / 7 if len(self.created) else 0.0


def load_study(session: Session, kept: Kept) -> Loaded:
    """The study of the tickets that were read of a selection, from their kept figures."""
    facts, part = kept.facts, kept.part
    # Put in order once for all that ask: the page's curves stand on the same waits.
    waits = facts.waits("resolve")
    order = waits.places
    labels = {
        "priority": _priorities(part),
        **{name: _words(session, part, name) for name in WORDS},
    }
    # A field that nobody on this desk fills in tells no two tickets apart.
    told = {name: column[order] for name, column in labels.items() if len(column.names) > 1}
    created = facts.created[order]
    return Loaded(
        study=Study(
            treated=~facts.tiered[order],
            hours=waits.durations,
            happened=waits.happened,
            cluster=_owners(part)[order],
            covariates=told | _moments(created),
        ),
        number=facts.number[order],
        created=created,
        opened=(part.columns["opened"][order] - created) / HOUR,
        drawn=part.columns["drawn"][order],
        urgent=part.columns["priority"][order] == PRIORITIES.index(Priority.URGENT),
    )


def _priorities(part: Part) -> Labels:
    told = part.columns["priority"].astype(np.int64)
    return Labels(np.where(told < 0, len(PRIORITIES), told), (*PRIORITIES, "")).trimmed()


def _words(session: Session, part: Part, name: str) -> Labels:
    """A column of texts, which are kept as what stands for them: one ticket of each tells it."""
    codes, places = sorted_out(part.columns[name])
    witness = np.zeros(len(codes), dtype=np.int64)
    witness[places] = part.number
    said = dict(texts_of(session, witness.tolist(), name))
    return Labels(places, tuple(said[one] or "" for one in witness.tolist())).trimmed()


def texts_of(session: Session, numbers: list[int], name: str) -> Iterator[tuple[int, str | None]]:
    """The text of one column for each of some tickets."""
    column = getattr(Ticket, name)
    for start in range(0, len(numbers), AT_ONCE):
        some = Ticket.number.in_(numbers[start : start + AT_ONCE])
        yield from session.execute(select(Ticket.number, column).where(some))


def _moments(created: Floats) -> dict[str, NDArray[np.float64] | Labels]:
    """Part of the week (UTC) and which week it was: a desk changes while it learns."""
    days = np.floor(created / DAY)
    week = np.floor((days + 3) / 7)  # 1970-01-01 was a Thursday
    # Not by remainders: of floats they take ten times as long as all else here.
    hour = (created - days * DAY) / HOUR
    off = (days + 3 - week * 7 >= 5) | (hour < 7) | (hour >= 17)
    return {
        "time of the week": Labels(off.astype(np.int64), ("day", "night or weekend")),
        "date": week,
    }


def _owners(part: Part) -> Ids:
    """Who had each ticket first; one that nobody had is a cluster of its own."""
    owners = part.entries["owners"]
    first = np.full(len(part), -1, dtype=np.int64)
    # The last of several that are put at one place stays: the first of each ticket.
    first[owners.at[::-1]] = owners.values[::-1]
    nobody = first < 0
    first[nobody] = int(first.max(initial=0)) + 1 + np.arange(int(nobody.sum()))
    return first
