"""What lets a person in, at the moment it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.secrets import fingerprint, new_secret
from swarm.accounts.tables import SignIn, SignInLink, Token
from swarm.activity.lines import append
from swarm.errors import Conflict
from swarm.people.tables import Person

Row = TypeVar("Row", SignIn, Token, SignInLink)


@dataclass(frozen=True)
class Issued(Generic[Row]):
    """A row that was just made and its secret, which nobody will ever see again."""

    row: Row
    secret: str


def begin_sign_in(
    session: Session, person_id: int, days: int, how: str, agent: str, address: str
) -> Issued[SignIn]:
    """Let the person in for `days` unused days; the caller has checked that they may."""
    secret, now = new_secret(), clock.now()
    row = SignIn(
        person_id=person_id,
        secret_hash=fingerprint(secret),
        agent=agent[:200],
        address=address[:60],
        how=how,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    return Issued(row, secret)


def check_still_here(person: Person) -> None:
    """Raise Conflict where the person has left."""
    if person.left_at is not None:
        raise Conflict(
            f"{person.name} has left and cannot sign in.",
            code="left",
            current={"left_at": person.left_at.isoformat()},
        )


def tell(session: Session, person: Person, actor: Person | None, field: str) -> None:
    """Write on the person's stream that `field` of theirs changed."""
    append(
        session,
        f"people/{person.id}",
        "profile_changed",
        actor.id if actor else None,
        fields=[field],
    )
