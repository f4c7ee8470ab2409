"""Who is at the door, and what lets them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.secrets import fingerprint
from swarm.accounts.tables import Account, SignIn, Token
from swarm.activity.tables import ActivityLine
from swarm.db import Database
from swarm.people.emails import plain_email
from swarm.people.tables import Person
from swarm.prepared import Prepared

SEEN_EVERY = timedelta(minutes=5)
# A transaction takes its time after it has read the clock: what became visible since a moment
# may carry a stamp from shortly before it.
COMMIT_DELAY = timedelta(seconds=30)
RIGHTS = frozenset({"role", "team_id"})
"""Fields of a profile that decide what a person may see."""


@dataclass(frozen=True)
class Credentials:
    """What a password is checked against, read before the slow check starts."""

    person_id: int
    password_hash: str | None


class LetIn(NamedTuple):
    """Whom a secret lets in."""

    id: int
    role: str


class SignInInUse(NamedTuple):
    """A browser's sign-in: how it came about, when it was last seen and when it ends."""

    id: int
    seen_at: datetime
    how: str
    expires_at: datetime


class TokenInUse(NamedTuple):
    """A program's token, and when it was last used."""

    id: int
    used_at: datetime | None


@dataclass(frozen=True)
class SignedIn:
    """A person who is let in, by a browser's sign-in or by a program's token."""

    person: LetIn
    sign_in: SignInInUse | None = None
    token: TokenInUse | None = None

    @property
    def stale(self) -> bool:
        """Whether `note_seen` should be called: at most once in five minutes."""
        seen = self.sign_in.seen_at if self.sign_in else self.token.used_at if self.token else None
        return seen is None or clock.now() - seen >= SEEN_EVERY


@dataclass(frozen=True)
class Revoked:
    """What no longer lets anybody in: ids of sign-ins, of tokens and of people who left.

    `changed` are people who have another role or team now, with the number of the line of their
    own stream that says so.
    """

    sign_ins: frozenset[int]
    tokens: frozenset[int]
    people: frozenset[int]
    changed: dict[int, int]


class SignInCard(BaseModel):
    """A sign-in as its person sees it in the list; `current` marks the one that asks."""

    id: int
    agent: str
    address: str
    how: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    current: bool


class TokenCard(BaseModel):
    """A personal token as its person sees it in the list."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


def credentials_of(session: Session, email: str) -> Credentials | None:
    """The password hash to check for an address, None when nobody here can sign in with it."""
    row = session.execute(
        select(Account.person_id, Account.password_hash)
        .join(Person, Person.id == Account.person_id)
        .where(Person.email == plain_email(email), Person.left_at.is_(None))
    ).first()
    return Credentials(row.person_id, row.password_hash) if row else None


def password_hash_of(session: Session, person: Person) -> str | None:
    """The person's own password hash, None where none is set."""
    return session.scalar(select(Account.password_hash).where(Account.person_id == person.id))


# Every request asks one of these: they are built once, and run past the ORM.
_BY_SECRET = Prepared(
    select(Person.id, Person.role, SignIn.id, SignIn.seen_at, SignIn.how, SignIn.expires_at)
    .join(Person, Person.id == SignIn.person_id)
    .where(
        SignIn.secret_hash == bindparam("secret_hash"),
        SignIn.revoked_at.is_(None),
        SignIn.expires_at > bindparam("now"),
        Person.left_at.is_(None),
    )
)
_BY_TOKEN = Prepared(
    select(Person.id, Person.role, Token.id, Token.used_at)
    .join(Person, Person.id == Token.person_id)
    .where(
        Token.secret_hash == bindparam("secret_hash"),
        Token.revoked_at.is_(None),
        Person.left_at.is_(None),
    )
)


def find_by_secret(asked: Session | Database, secret: str) -> SignedIn | None:
    """Whom a cookie's secret lets in; None for one that is unknown, revoked or expired."""
    row = _ask(asked, _BY_SECRET, secret_hash=fingerprint(secret), now=clock.now())
    return SignedIn(LetIn(*row[:2]), sign_in=SignInInUse(*row[2:])) if row else None


def find_by_token(asked: Session | Database, secret: str) -> SignedIn | None:
    """Whom a personal token lets in; None for one that is unknown or revoked."""
    row = _ask(asked, _BY_TOKEN, secret_hash=fingerprint(secret))
    return SignedIn(LetIn(*row[:2]), token=TokenInUse(*row[2:])) if row else None


def _ask(asked: Session | Database, question: Prepared, **values: Any) -> Any:
    """Within a transaction that there is, or on its own."""
    if isinstance(asked, Database):
        return asked.ask(question, values)
    return question.run(asked.connection(), values)


_ENDED: ColumnElement[bool] = or_(
    SignIn.revoked_at >= bindparam("since"),
    SignIn.expires_at.between(bindparam("since"), bindparam("now")),
)
_ANY_REVOKED = Prepared(
    select(
        or_(
            exists().where(_ENDED),
            exists().where(Token.revoked_at >= bindparam("since")),
            exists().where(Person.left_at >= bindparam("since")),
            exists().where(
                ActivityLine.kind == "profile_changed", ActivityLine.at >= bindparam("since")
            ),
        )
    )
)


def find_revoked(database: Database, moment: datetime) -> Revoked | None:
    """As `revoked_since`, None where there is nothing: that is cheap, and asked twice a second."""
    values = {"since": moment - COMMIT_DELAY, "now": clock.now()}
    if not database.ask(_ANY_REVOKED, values)[0]:
        return None
    with database.read() as session:
        return revoked_since(session, moment)


def revoked_since(session: Session, moment: datetime) -> Revoked:
    """What stopped letting people in since `moment`, expired sign-ins included.

    Reaches a little further back than asked, so that a slow commit is not missed: calling it
    with the time of the last call tells some ids twice and none never.
    """
    since = moment - COMMIT_DELAY
    ended = select(SignIn.id).where(_ENDED)
    return Revoked(
        sign_ins=frozenset(session.scalars(ended, {"since": since, "now": clock.now()})),
        tokens=frozenset(session.scalars(select(Token.id).where(Token.revoked_at >= since))),
        people=frozenset(session.scalars(select(Person.id).where(Person.left_at >= since))),
        changed=_rights_changed(session, since),
    )


def _rights_changed(session: Session, since: datetime) -> dict[int, int]:
    rows = session.execute(
        select(ActivityLine.stream, ActivityLine.seq, ActivityLine.data)
        .where(ActivityLine.kind == "profile_changed", ActivityLine.at >= since)
        .order_by(ActivityLine.seq)
    )
    return {
        int(row.stream.partition("/")[2]): row.seq
        for row in rows
        if not RIGHTS.isdisjoint(row.data["fields"])
    }


def list_sign_ins(
    session: Session, person: Person, current: SignIn | None = None
) -> list[SignInCard]:
    """The browsers in which the person is signed in, the one seen last first."""
    rows = session.scalars(
        select(SignIn)
        .where(
            SignIn.person_id == person.id,
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > clock.now(),
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return [
        SignInCard(
            id=row.id,
            agent=row.agent,
            address=row.address,
            how=row.how,
            created_at=row.created_at,
            used_at=row.seen_at,
            expires_at=row.expires_at,
            current=current is not None and row.id == current.id,
        )
        for row in rows
    ]


def list_tokens(session: Session, person: Person) -> list[TokenCard]:
    """The person's tokens that still count, newest first."""
    rows = session.scalars(
        select(Token)
        .where(Token.person_id == person.id, Token.revoked_at.is_(None))
        .order_by(Token.id.desc())
    )
    return [
        TokenCard(id=row.id, name=row.name, created_at=row.created_at, used_at=row.used_at)
        for row in rows
    ]
