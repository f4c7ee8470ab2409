"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from flask import request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from swarm.accounts import actions, passwords, queries
from swarm.accounts.issuing import Issued
from swarm.accounts.links import may_skip_current
from swarm.accounts.links import sign_in_by_link as use_link
from swarm.accounts.tables import SignIn
from swarm.api.door import EVERYONE, PUBLIC, Ask, Door, Input
from swarm.api.identity import csrf_of, identify
from swarm.api.whoami import Me, read_me, read_own
from swarm.errors import NotSignedIn
from swarm.people.emails import plain_email
from swarm.people.tables import Person

door = Door("sign_in")


class Credentials(Input):
    """A mail address and its password, which may begin or end with a space."""

    model_config = ConfigDict(str_strip_whitespace=False)
    verbatim = frozenset({"email", "password"})

    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[
        str,
        Field(min_length=1, max_length=passwords.LONGEST, repr=False),
    ]

    @property
    def account(self) -> str:
        """The mail address as it is looked up, whether or not anybody has it."""
        return plain_email(self.email)


class LinkSecret(Input):
    """The secret part of a one-time sign-in link."""

    verbatim = frozenset({"secret"})

    secret: Annotated[str, Field(min_length=1, max_length=100, repr=False)]


class Visitor(BaseModel):
    """Who asks; `me` is null for a stranger."""

    me: Me | None


@door.get("/sign-in", who=PUBLIC, answers=Visitor, in_transaction=False)
def read_sign_in(ask: Ask) -> Visitor:
    """Who is here, where that is not known yet: a stranger is an answer and no error."""
    identity = identify(ask.desk, request, unsafe=False)
    if identity is None:
        return Visitor(me=None)
    with ask.desk.database.read() as session:
        person = session.get_one(Person, identity.person_id)
        return Visitor(me=read_own(session, person, identity))


@door.post("/sign-in", who=PUBLIC, answers=Me, limited="sign_in", in_transaction=False)
def start_sign_in(ask: Ask, body: Credentials) -> Me:
    """Sign in with a password; the answer sets the session cookie."""
    desk = ask.desk
    with desk.database.read() as session:
        found = queries.credentials_of(session, body.email)
    kept = found.password_hash if found else None
    # The check is slow on purpose: it runs beside the loop and outside of any transaction.
    fits = desk.off_loop(passwords.password_fits, kept, body.password)
    if found is None or kept is None or not fits:
        raise NotSignedIn("The mail address or the password is wrong.", code="wrong_credentials")
    old = passwords.hash_is_old(kept)
    renewed = desk.off_loop(passwords.hash_password, body.password) if old else None
    with desk.database.write() as session:
        issued = actions.start_sign_in(
            session,
            found.person_id,
            days=desk.settings.session_days,
            password_hash=kept,
            agent=request.user_agent.string,
            address=request.remote_addr or "",
        )
        person = session.get_one(Person, found.person_id)
        if renewed is not None:
            actions.renew_hash(session, person, kept, renewed)
        return _let_in(ask, session, person, issued)


@door.post("/sign-in/link", who=PUBLIC, answers=Me, limited="sign_in", in_transaction=False)
def sign_in_by_link(ask: Ask, body: LinkSecret) -> Me:
    """Sign in with a one-time link; the answer sets the session cookie."""
    with ask.desk.database.write() as session:
        issued = use_link(
            session,
            body.secret,
            days=ask.settings.session_days,
            agent=request.user_agent.string,
            address=request.remote_addr or "",
        )
        person = session.get_one(Person, issued.row.person_id)
        return _let_in(ask, session, person, issued)


@door.delete("/sign-in", who=EVERYONE, by_pass=True)
def end_sign_in(ask: Ask) -> None:
    """Sign this browser out. A program's token is not touched."""
    if ask.identity is not None and ask.identity.sign_in is not None:
        actions.end_sign_in(ask.session, ask.actor, ask.identity.sign_in)
    ask.let_out()


def _let_in(ask: Ask, session: Session, person: Person, issued: Issued[SignIn]) -> Me:
    ask.let_in(issued.secret)
    csrf = csrf_of(ask.settings, issued.secret)
    return read_me(session, person, csrf, by_link=may_skip_current(issued.row))
