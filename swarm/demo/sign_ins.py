"""Who may sign in to look around the demo, and with which password.

One password for all of the demo's people. On a desk that only this machine reaches it is the
documented one; elsewhere it is random, and kept in a file that only its owner may read.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.accounts.actions import set_password
from swarm.accounts.passwords import hash_password, password_fits
from swarm.accounts.tables import Account
from swarm.config import Settings
from swarm.db import Database
from swarm.demo.cast.shapes import Company
from swarm.people.tables import Person

PASSWORD = "swarm-demo"  # noqa: S105  # the documented one, for desks that only this machine reaches
FILE = "demo-sign-ins.json"


@dataclass(frozen=True, slots=True)
class SignInCard:
    """One person to sign in as; `role` says what for (owner, expert, manager, …)."""

    role: str
    name: str
    email: str
    password: str


def choose_password(settings: Settings) -> str:
    """The password of the demo's people on this desk."""
    return PASSWORD if settings.loopback else secrets.token_urlsafe(12)


def cards_of(company: Company, password: str) -> list[SignInCard]:
    """The people to sign in as."""
    found = [(role, company.people[key]) for role, key in company.sign_ins.items()]
    return [SignInCard(role, person.name, person.email, password) for role, person in found]


def keep_cards(settings: Settings, cards: list[SignInCard]) -> Path:
    """Write the sign-ins where only the owner of the desk reads them; the file's path."""
    path = settings.var / FILE
    settings.var.mkdir(parents=True, exist_ok=True)
    # Made anew, so that the mode holds from the first byte on.
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(card) for card in cards], file, indent=2, ensure_ascii=False)
    return path


def read_cards(settings: Settings) -> list[SignInCard]:
    """The sign-ins that were kept; none where there is no such file or it was damaged."""
    try:
        kept = json.loads((settings.var / FILE).read_text(encoding="utf-8"))
        return [SignInCard(**card) for card in kept]
    except (OSError, ValueError, TypeError):
        return []


def forget_cards(settings: Settings) -> None:
    """The demo is gone, and with it its sign-ins."""
    (settings.var / FILE).unlink(missing_ok=True)


def guard_cards(settings: Settings, database: Database) -> list[SignInCard]:
    """The sign-ins, after making sure that others than this machine do not know the password.

    Where the desk was loaded for this machine alone and is now open to others, the demo's
    people who still have the documented password get a random one. The database says who they
    are: the file may have stayed elsewhere.
    """
    cards = read_cards(settings)
    if settings.loopback:
        return cards
    with database.read() as session:
        exposed = [person.id for person in _with_known_password(session)]
    if not exposed:
        return cards
    password = choose_password(settings)
    hashed = hash_password(password)
    with database.write() as session:
        people = session.scalars(select(Person).where(Person.id.in_(exposed))).all()
        for person in people:
            set_password(session, None, person, hashed)
    if not cards:
        first = {str(person.role): person for person in reversed(people)}
        cards = [SignInCard(role, who.name, who.email or "", "") for role, who in first.items()]
    cards = [SignInCard(card.role, card.name, card.email, password) for card in cards]
    keep_cards(settings, cards)
    return cards


def _with_known_password(session: Session) -> list[Person]:
    rows = session.execute(
        select(Person, Account.password_hash)
        .join(Account, Account.person_id == Person.id)
        .where(Person.demo.is_(True), Person.left_at.is_(None))
        .order_by(Person.id)
    ).all()
    # The demo's people share one hash: only those that differ take their time.
    known = {one for one in {row.password_hash for row in rows} if password_fits(one, PASSWORD)}
    return [row.Person for row in rows if row.password_hash in known]
