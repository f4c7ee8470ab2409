"""Passwords, sign-ins, tokens and one-time links: given, used, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.queries import SignedIn
from swarm.accounts.secrets import TOKEN_PREFIX, fingerprint, new_secret
from swarm.accounts.tables import Account, SignIn, SignInLink, Token
from swarm.activity.lines import append
from swarm.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from swarm.people.actions import mark_left
from swarm.people.tables import Person, Role

LINK_LIFE = timedelta(hours=24)
PASSWORD_BY_LINK = timedelta(hours=1)
MOST_TOKENS = 20

Row = TypeVar("Row", SignIn, Token, SignInLink)


@dataclass(frozen=True)
class Issued(Generic[Row]):
    """A row that was just made and its secret, which nobody will ever see again."""

    row: Row
    secret: str


def set_password(
    session: Session,
    actor: Person | None,
    person: Person,
    password_hash: str,
    *,
    keep: SignIn | None = None,
) -> None:
    """Set the hash of a password that `check_password` accepted; every other sign-in ends.

    `actor` is the person; None is the command line. `keep` is the sign-in that asks.
    Raises NotAllowed for anybody else's password.
    """
    if actor is not None and actor.id != person.id:
        raise NotAllowed("Only the person sets their password.")
    account = session.get(Account, person.id)
    if account is None:
        session.add(
            Account(person_id=person.id, password_hash=password_hash, changed_at=clock.now())
        )
    else:
        account.password_hash, account.changed_at = password_hash, clock.now()
    _void_links(session, person)
    _revoke_sign_ins(session, person, *([SignIn.id != keep.id] if keep else []))
    if keep is not None:
        keep.how = "password"
    _tell(session, person, actor, "password")


def may_skip_current(sign_in: SignIn) -> bool:
    """Whether a new password may be set without the old one: once, in the hour after a link."""
    return sign_in.how == "link" and clock.now() - sign_in.created_at < PASSWORD_BY_LINK


def renew_hash(session: Session, person: Person, old_hash: str, new_hash: str) -> None:
    """Store the same password under today's settings, unless it was changed meanwhile."""
    session.execute(
        update(Account)
        .where(Account.person_id == person.id, Account.password_hash == old_hash)
        .values(password_hash=new_hash)
    )


def start_sign_in(
    session: Session,
    person_id: int,
    *,
    days: int,
    password_hash: str | None = None,
    agent: str = "",
    address: str = "",
) -> Issued[SignIn]:
    """Let the person in for `days` unused days. `password_hash` is the one that was checked.

    Raises NotSignedIn when the person left or the password changed while it was checked.
    """
    row = session.execute(
        select(Account.password_hash)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == person_id, Person.left_at.is_(None))
        .with_for_update()
    ).first()
    if row is None or row.password_hash is None or row.password_hash != password_hash:
        raise NotSignedIn("The mail address or the password is wrong.", code="wrong_credentials")
    return _sign_in(session, person_id, days, "password", agent, address)


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
    return _sign_in(session, person_id, days, "link", agent, address)


def note_seen(session: Session, signed_in: SignedIn, *, days: int) -> None:
    """Write down that a sign-in or token is in use; a sign-in's end moves on with it."""
    now = clock.now()
    if signed_in.sign_in is not None:
        session.execute(
            update(SignIn)
            .where(SignIn.id == signed_in.sign_in.id, SignIn.revoked_at.is_(None))
            .values(seen_at=now, expires_at=now + timedelta(days=days))
        )
    if signed_in.token is not None:
        session.execute(update(Token).where(Token.id == signed_in.token.id).values(used_at=now))


def end_sign_in(session: Session, actor: Person, sign_in_id: int) -> None:
    """Sign one's own browser out. Raises NotFound for one that is not one's own or has ended."""
    if not _revoke_sign_ins(session, actor, SignIn.id == sign_in_id):
        raise NotFound


def let_go(session: Session, actor: Person | None, person: Person) -> bool:
    """The person has left: every way in ends, what they did stays. False when they had left.

    Raises NotAllowed, and Conflict for the last administrator.
    """
    left = mark_left(session, actor, person)
    shut_out(session, person)
    return left


def shut_out(session: Session, person: Person) -> None:
    """End every sign-in, token and link of a person, for instance because they left."""
    now = clock.now()
    _revoke_sign_ins(session, person)
    _void_links(session, person)
    session.execute(
        update(Token)
        .where(Token.person_id == person.id, Token.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def issue_token(session: Session, actor: Person | None, person: Person, name: str) -> Issued[Token]:
    """A new personal token; `actor` is the person, None the command line.

    Raises NotAllowed for somebody else, Conflict when the person left or has too many.
    """
    if actor is not None and actor.id != person.id:
        raise NotAllowed("Only the person makes their tokens.")
    _still_here(person)
    count = session.scalar(
        select(func.count())
        .select_from(Token)
        .where(Token.person_id == person.id, Token.revoked_at.is_(None))
    )
    if (count or 0) >= MOST_TOKENS:
        raise Conflict(f"There are {MOST_TOKENS} tokens already.", code="too_many_tokens")
    secret = new_secret(TOKEN_PREFIX)
    row = Token(
        person_id=person.id, name=name, secret_hash=fingerprint(secret), created_at=clock.now()
    )
    session.add(row)
    _tell(session, person, actor, "token")
    return Issued(row, secret)


def revoke_token(session: Session, actor: Person, token_id: int) -> None:
    """Take one's own token back. Raises NotFound for one that is not one's own or is revoked."""
    done = session.scalar(
        update(Token)
        .where(Token.id == token_id, Token.person_id == actor.id, Token.revoked_at.is_(None))
        .values(revoked_at=clock.now())
        .returning(Token.id)
    )
    if done is None:
        raise NotFound
    _tell(session, actor, actor, "token")


def issue_link(
    session: Session, actor: Person | None, person: Person, *, life: timedelta = LINK_LIFE
) -> Issued[SignInLink]:
    """A link that lets `person` in once; older unused ones stop working.

    `actor` is an administrator, None the command line. Raises NotAllowed, and Conflict
    for somebody who left.
    """
    if actor is not None and actor.role != Role.ADMINISTRATOR:
        raise NotAllowed("Only administrators make sign-in links.")
    _still_here(person)
    _void_links(session, person)
    secret, now = new_secret(), clock.now()
    row = SignInLink(
        person_id=person.id,
        made_by=actor.id if actor else None,
        secret_hash=fingerprint(secret),
        created_at=now,
        expires_at=now + life,
    )
    session.add(row)
    _tell(session, person, actor, "link")
    return Issued(row, secret)


def _sign_in(
    session: Session, person_id: int, days: int, how: str, agent: str, address: str
) -> Issued[SignIn]:
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


def _revoke_sign_ins(session: Session, person: Person, *which: ColumnElement[bool]) -> int:
    ended = session.scalars(
        update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None), *which)
        .values(revoked_at=clock.now())
        .returning(SignIn.id)
    )
    return len(ended.all())


def _void_links(session: Session, person: Person) -> None:
    session.execute(
        update(SignInLink)
        .where(
            SignInLink.person_id == person.id,
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
    )


def _still_here(person: Person) -> None:
    if person.left_at is not None:
        raise Conflict(f"{person.name} has left and cannot sign in.", code="left")


def _tell(session: Session, person: Person, actor: Person | None, field: str) -> None:
    append(
        session,
        f"people/{person.id}",
        "profile_changed",
        actor.id if actor else None,
        fields=[field],
    )
