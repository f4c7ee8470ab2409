"""Links that let a person in once, and the password that they may set then."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.issuing import Issued, begin_sign_in, check_still_here, tell
from swarm.accounts.secrets import fingerprint, new_secret
from swarm.accounts.tables import Account, SignIn, SignInLink
from swarm.errors import NotAllowed, NotSignedIn
from swarm.people.tables import Person, Role

LINK_LIFE = timedelta(hours=24)
PASSWORD_BY_LINK = timedelta(hours=1)


def issue_link(
    session: Session, actor: Person | None, person: Person, *, life: timedelta = LINK_LIFE
) -> Issued[SignInLink]:
    """A link that lets `person` in once; older unused ones stop working.

    `actor` is an administrator, None the command line. Raises NotAllowed, and Conflict
    for somebody who left.
    """
    if actor is not None and actor.role != Role.ADMINISTRATOR:
        raise NotAllowed("Only administrators make sign-in links.")
    check_still_here(person)
    void_links(session, person)
    secret, now = new_secret(), clock.now()
    row = SignInLink(
        person_id=person.id,
        made_by=actor.id if actor else None,
        secret_hash=fingerprint(secret),
        created_at=now,
        expires_at=now + life,
    )
    session.add(row)
    tell(session, person, actor, "link")
    return Issued(row, secret)


def sign_in_by_link(
    session: Session, secret: str, *, days: int, agent: str = "", address: str = ""
) -> Issued[SignIn]:
    """Use a one-time link. Of two who come at the same instant one is let in.

    Raises NotSignedIn for a link that is unknown, used or older than 24 hours.
    """
    now = clock.now()
    person_id = session.scalar(
        update(SignInLink)
        .where(
            SignInLink.secret_hash == fingerprint(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
            SignInLink.person_id.in_(select(Person.id).where(Person.left_at.is_(None))),
        )
        .values(used_at=now)
        .returning(SignInLink.person_id)
    )
    if person_id is None:
        raise NotSignedIn("This link has been used or is too old.", code="link_void")
    if session.get(Account, person_id) is None:
        session.add(Account(person_id=person_id, password_hash=None, changed_at=now))
    return begin_sign_in(session, person_id, days, "link", agent, address)


def may_skip_current(sign_in: SignIn) -> bool:
    """Whether a new password may be set without the old one: once, in the hour after a link."""
    return sign_in.how == "link" and clock.now() - sign_in.created_at < PASSWORD_BY_LINK


def void_links(session: Session, person: Person) -> None:
    """Unused links of this person stop working."""
    session.execute(
        update(SignInLink)
        .where(
            SignInLink.person_id == person.id,
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
    )
