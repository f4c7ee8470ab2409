"""Holds the fitted matching model of a running desk, and keeps up with what is solved.

It is of use before the first fit has ended: until then a small model of what people claim and
of the last few solved tickets answers. A fit reads the record anew and replaces the model in
one step; in between, newly solved tickets are added to the model that is there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import ClassVar

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, append
from swarm.db import Database
from swarm.matching.evidence import Query
from swarm.rooms.advice.articles import Library, read_edition, read_library
from swarm.rooms.advice.asking import query_of, text_of
from swarm.rooms.advice.fitting import Fitted, catch_up, fit, read_cut, read_record, read_skills
from swarm.rooms.advice.needed import find_in_words
from swarm.rooms.advice.suggestions import suggest_people
from swarm.rooms.models.facts import facts_of
from swarm.rooms.models.files import drop_folders, keep_fitted, read_fitted
from swarm.rooms.models.pins import drop_old
from swarm.rooms.models.versions import pinned_id, record_model, serving_version
from swarm.rooms.tables import Closure, Swarm
from swarm.skills.needs import SURE, record_found
from swarm.skills.objections import count_changes
from swarm.tickets.access import owner_of
from swarm.tickets.tables import Outcome, Ticket

log = structlog.get_logger(__name__)

FEW = 50
"""So many of the last solved tickets are read for a model that must answer at once."""

SHARE_NEW, FEWEST_NEW, MOST_NEW = 0.05, 5, 50
"""The model is fitted anew after this share of newly solved tickets, within these bounds: words
that no ticket of the fit held count only then."""

MATCHING = timedelta(minutes=1)
"""Old names are matched one after the other; their work counts for the account soon after."""

OLD = timedelta(hours=6)
"""After this time it is fitted anew as soon as anything was solved or stated at all."""

LEAST, FAINT = 0.15, 0.05
"""Needed skills with a lower probability are not kept, but for the likeliest; below that, none."""


class Adviser:
    """Answers who could help. One for each process; `refit` belongs into a background thread."""

    KINDS: ClassVar[tuple[str, ...]] = (
        "ticket_created",
        "ticket_changed",
        "swarm_opened",
        "invitation_answered",
        "invitation_expired",
    )

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        """`folder` holds the files of models; without it they live and die with the process."""
        self.database, self.folder = database, folder
        self._followed: str | None = None
        self._chosen = False  # by hand: it is asked as it was fitted, with what was solved since
        self._fitted: Fitted | None = None
        self._library: Library | None = None

    def wants_fit(self, now: datetime) -> bool:
        """Whether the record has moved on far enough from the model; cheap to ask."""
        fitted = self._fitted
        with self.database.read() as session:
            cut = read_cut(session)
            if fitted is None or not fitted.complete:
                # From nothing there is nothing to learn: no program need be started for it.
                return bool(cut.solved or cut.skills or cut.evidence)
            if pinned_id(session) is not None:  # somebody chose it: it stays until let go
                return False
        news = abs(cut.solved - fitted.cut.solved) + cut.outcome - fitted.cut.outcome
        retracted = cut.statements < fitted.statements
        many = min(MOST_NEW, max(FEWEST_NEW, int(SHARE_NEW * len(fitted.known))))
        objected = cut.objections != fitted.cut.objections
        taught = cut.skills != fitted.cut.skills or cut.half_life != fitted.cut.half_life
        if retracted or objected or taught or news >= many:
            return True
        if cut.matched != fitted.cut.matched:
            return now - fitted.at >= MATCHING
        changed = news > 0 or cut.evidence != fitted.cut.evidence
        return changed and now - fitted.at >= OLD

    def refit(self) -> str:
        """Read the whole record, fit, and put the new model in place; returns its version.

        Takes seconds on a large desk. Until it is done the old model answers.
        """
        started = perf_counter()
        with self.database.read() as session:
            record = read_record(session)
        fitted = fit(*record, judge=True)
        if self.folder is not None:
            # Nobody waits for these files: they are written before others are kept from writing.
            keep_fitted(fitted, self.folder)
        with self.database.write() as session:
            record_model(session, facts_of(fitted, perf_counter() - started))
            stay = drop_old(session, fitted.at)
            pinned = pinned_id(session) is not None
        if self.folder is not None:
            drop_folders(self.folder, stay)
        log.info("model_fitted", version=fitted.model.version, ranker=fitted.model.ranker)
        if not pinned or self._fitted is None or not self._fitted.complete:
            self._fitted, self._followed = fitted, fitted.model.version
        return fitted.version

    def follow(self) -> bool:
        """Take over the model that is to serve, where that is another than the one that does.

        It was fitted by another process, pinned, or gone back to. Returns whether it changed.
        """
        with self.database.read() as session:
            row = serving_version(session)
            self._chosen = pinned_id(session) is not None
        if self.folder is None or row is None or row.version == self._followed:
            return False
        self._followed = row.version
        try:
            self._fitted = read_fitted(self.folder / row.version)
        except (OSError, ValueError, KeyError) as error:
            log.warning("model_unreadable", version=row.version, error=str(error)[:200])
            return False
        log.info("model_serves", version=row.version)
        return True

    def current(self, session: Session) -> Fitted:
        """The model to ask now, with everything that was solved since it was fitted."""
        fitted = self._fitted
        # A small desk is fitted at once. A fit on a large one takes long: there the model stays,
        # and what is new is added to it, until the background has fitted.
        small = fitted is not None and len(fitted.known) <= FEW and not self._chosen
        if fitted is None or (small and _is_outdated(session, fitted)):
            fitted = self._renew(session, fitted)
        catch_up(session, fitted)
        return fitted

    def _renew(self, session: Session, fitted: Fitted | None) -> Fitted:
        small = fit(*read_record(session, newest=FEW))
        if self._fitted is fitted:  # else the background was done meanwhile
            self._fitted = small
        return small

    def library(self, session: Session) -> Library:
        """All articles as they stand now."""
        library = self._library
        if library is None or library.edition != read_edition(session):
            library = self._library = read_library(session)
        return library

    def find_needs(self, session: Session, query: Query) -> dict[int, float]:
        """The skills that a text needs, as skill id → probability (0 to 1)."""
        fitted = self.current(session)
        found = [
            (fitted.skill_ids[one.skill], one.probability)
            for one in find_in_words(fitted, query, least=FAINT)
            if one.skill in fitted.skill_ids
        ]
        # The likeliest stands alone where none is likely: its owner sees it, and can say better.
        likely = [one for one in found if one[1] >= LEAST] or found[:1]
        return dict(likely)

    def classify(self, session: Session, ticket: Ticket) -> list[int]:
        """The ids of the skills that a ticket surely enough needs, by its text alone."""
        found = self.find_needs(session, text_of(ticket))
        return sorted(skill_id for skill_id, probability in found.items() if probability >= SURE)

    def work(self, session: Session, line: Line) -> None:
        """Listener: keep the needs that a text shows; on a no or an expiry name the next person."""
        noun, _, number = line.stream.partition("/")
        if noun == "tickets":
            self._note_needs(session, int(number), line.data.get("swarm"))
        elif line.kind == "invitation_expired" or line.data.get("answer") == "declined":
            self._name_next(session, int(number))

    def _note_needs(self, session: Session, number: int, swarm_id: int | None) -> None:
        ticket = session.get_one(Ticket, number)
        swarm = session.get(Swarm, swarm_id) if swarm_id is not None else None
        record_found(session, ticket, self.find_needs(session, query_of(session, ticket, swarm)))

    def _name_next(self, session: Session, swarm_id: int) -> None:
        swarm = session.get_one(Swarm, swarm_id)
        number = swarm.ticket_number
        owner = owner_of(session, number) if number is not None else None
        if owner is None or session.get(Closure, swarm_id) is not None:
            return
        ticket = session.get_one(Ticket, swarm.ticket_number)
        best = suggest_people(session, self.current(session), ticket, swarm, most=1).items
        append(
            session,
            f"people/{owner.id}",
            "suggestion_due",
            None,
            swarm=swarm_id,
            person=best[0].person.id if best else None,
        )


def _is_outdated(session: Session, fitted: Fitted) -> bool:
    solved = session.scalar(select(func.max(Outcome.id))) or 0
    return (
        solved != fitted.cut.outcome
        or fitted.cut.objections != count_changes(session)
        or fitted.cut.skills != read_skills(session)
    )
