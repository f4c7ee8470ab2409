"""Saving a cohort under a name; its versions, and the rule that one of them stood for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, NotFound
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.saved.tables import CohortVersion, SavedCohort


class CohortVersionCard(BaseModel):
    """One version in words, and the filters that it stands for."""

    version: int
    rule: str
    filter: dict[str, str]
    made_by: PersonRef | None
    made_at: datetime


class CohortCard(BaseModel):
    """A saved cohort, its versions from the newest on."""

    id: int
    name: str
    versions: list[CohortVersionCard]


class CohortList(BaseModel):
    """The saved cohorts of the desk, by name."""

    items: list[CohortCard]


def list_cohorts(session: Session, actor: Person) -> CohortList:
    """All that did not end. Raises NotFound or NotAllowed."""
    check_reads(actor)
    saved = session.scalars(
        select(SavedCohort)
        .where(SavedCohort.ended_at.is_(None))
        .order_by(func.lower(SavedCohort.name), SavedCohort.id)
    ).all()
    return CohortList(items=[_card(session, one) for one in saved])


def _card(session: Session, saved: SavedCohort) -> CohortCard:
    versions = session.scalars(
        select(CohortVersion)
        .where(CohortVersion.cohort_id == saved.id)
        .order_by(CohortVersion.version.desc())
    ).all()
    people = refs(session, [one.made_by for one in versions])
    return CohortCard(
        id=saved.id,
        name=saved.name,
        versions=[
            CohortVersionCard(
                version=one.version,
                rule=Cohort.of_query(one.rule).words(session),
                filter=one.rule,
                made_by=people.get(one.made_by),
                made_at=one.made_at,
            )
            for one in versions
        ],
    )


def save_cohort(session: Session, actor: Person, name: str, rule: Cohort) -> CohortCard:
    """Save a rule under a name that no other has. Raises NotAllowed, NotFound or Conflict."""
    check_reads(actor)
    _check_free(session, name, None)
    saved = SavedCohort(name=name)
    session.add(saved)
    session.flush()
    _add_version(session, actor, saved, rule, 1)
    append(session, f"cohorts/{saved.id}", "cohort_saved", actor.id, version=1)
    return _card(session, saved)


def change_cohort(
    session: Session, actor: Person, number: int, name: str, rule: Cohort
) -> CohortCard:
    """Give it a name and a rule; another rule is a new version, and the older ones stay.

    Raises NotAllowed, NotFound or Conflict.
    """
    check_reads(actor)
    saved = _find(session, number)
    _check_free(session, name, number)
    saved.name = name
    newest = _newest(session, number)
    if newest.rule != rule.query():
        _add_version(session, actor, saved, rule, newest.version + 1)
    version = _newest(session, number).version
    append(session, f"cohorts/{number}", "cohort_changed", actor.id, version=version)
    return _card(session, saved)


def end_cohort(session: Session, actor: Person, number: int) -> None:
    """Offer it no more; what names a version of it stays as it is."""
    check_reads(actor)
    saved = _find(session, number)
    saved.ended_at, saved.ended_by = clock.now(), actor.id
    append(session, f"cohorts/{number}", "cohort_ended", actor.id)


def cohort_of(session: Session, number: int, version: int | None) -> Cohort:
    """The rule of a version (the newest), with its name. Raises NotFound."""
    saved = session.get(SavedCohort, number)
    if saved is None:
        raise NotFound("There is no such cohort.")
    if version is None:
        version = _newest(session, number).version
    found = session.get(CohortVersion, (number, version))
    if found is None:
        raise NotFound("The cohort has no such version.")
    return replace(Cohort.of_query(found.rule), named=f"{saved.name}, version {version}")


def _find(session: Session, number: int) -> SavedCohort:
    saved = session.get(SavedCohort, number, with_for_update=True)
    if saved is None or saved.ended_at is not None:
        raise NotFound("There is no such cohort.")
    return saved


def _newest(session: Session, number: int) -> CohortVersion:
    return session.scalars(
        select(CohortVersion)
        .where(CohortVersion.cohort_id == number)
        .order_by(CohortVersion.version.desc())
        .limit(1)
    ).one()


def _check_free(session: Session, name: str, but: int | None) -> None:
    held = session.scalars(
        select(SavedCohort.id).where(
            func.lower(SavedCohort.name) == name.lower(), SavedCohort.ended_at.is_(None)
        )
    ).all()
    if any(one != but for one in held):
        raise Conflict("Another cohort has this name.", current={"cohort": held[0]})


def _add_version(
    session: Session, actor: Person, saved: SavedCohort, rule: Cohort, version: int
) -> None:
    session.add(
        CohortVersion(
            cohort_id=saved.id,
            version=version,
            rule=rule.query(),
            made_by=actor.id,
            made_at=clock.now(),
        )
    )
    session.flush()
