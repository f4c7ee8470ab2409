"""Passwords, sign-ins and tokens: given, used, taken back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.issuing import Issued, begin_sign_in, check_still_here, tell
from swarm.accounts.links import void_links
from swarm.accounts.queries import SignedIn
from swarm.accounts.secrets import TOKEN_PREFIX, fingerprint, new_secret
from swarm.accounts.tables import BY_PASS, Account, SignIn, Token
from swarm.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from swarm.people.actions import mark_left
from swarm.people.tables import Person

MOST_TOKENS = 20


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
    void_links(session, person)
    _revoke_sign_ins(session, person, *([SignIn.id != keep.id] if keep else []))
    if keep is not None:
        keep.how = "password"
    tell(session, person, actor, "password")


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
    return begin_sign_in(session, person_id, days, "password", agent, address)


def note_seen(session: Session, signed_in: SignedIn, *, days: int) -> None:
    """Write down that a sign-in or token is in use; a sign-in's end moves on with it.

    That of a guest's pass does not: it ends with the pass.
    """
    now = clock.now()
    if signed_in.sign_in is not None:
        bound = signed_in.sign_in.how == BY_PASS
        end = signed_in.sign_in.expires_at if bound else now + timedelta(days=days)
        session.execute(
            update(SignIn)
            .where(SignIn.id == signed_in.sign_in.id, SignIn.revoked_at.is_(None))
            .values(seen_at=now, expires_at=end)
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
    void_links(session, person)
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
    check_still_here(person)
    count = session.scalar(
        select(func.count())
        .select_from(Token)
        .where(Token.person_id == person.id, Token.revoked_at.is_(None))
    )
    if (count or 0) >= MOST_TOKENS:
        raise Conflict(
            f"There are {MOST_TOKENS} tokens already.",
            code="too_many_tokens",
            current={"tokens": count},
        )
    secret = new_secret(TOKEN_PREFIX)
    row = Token(
        person_id=person.id, name=name, secret_hash=fingerprint(secret), created_at=clock.now()
    )
    session.add(row)
    tell(session, person, actor, "token")
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
    tell(session, actor, actor, "token")


def _revoke_sign_ins(session: Session, person: Person, *which: ColumnElement[bool]) -> int:
    ended = session.scalars(
        update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None), *which)
        .values(revoked_at=clock.now())
        .returning(SignIn.id)
    )
    return len(ended.all())
