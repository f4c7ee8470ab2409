"""One's own account: profile, password, tokens, sign-ins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from swarm.accounts import actions, passwords, queries
from swarm.accounts.links import may_skip_current
from swarm.accounts.tables import SignIn
from swarm.api.door import EVERYONE, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Short
from swarm.api.weeks import Week, Zone
from swarm.api.whoami import Me, read_own
from swarm.errors import Conflict, Invalid
from swarm.people.actions import MOST_ASKS, change_person
from swarm.people.tables import Person

door = Door("me")


class ProfileChange(Input):
    """What a person sets of their own; fields that are left out stay."""

    verbatim = frozenset({"name"})

    name: Short = Field(default_factory=str)
    time_zone: Zone | None = Field(None, description="null: the team's.")
    hours: Week | None = Field(None, description="null: the team's.")
    reach: Literal["live", "quiet"] = Field(default_factory=lambda: "live")
    ask_budget: int = Field(default_factory=int, ge=0, le=MOST_ASKS)


class PasswordChange(Input):
    """The old password and the new one. Who came by a sign-in link leaves `current` out."""

    model_config = ConfigDict(str_strip_whitespace=False)
    verbatim = frozenset({"current", "new"})

    current: Annotated[str, Field(max_length=passwords.LONGEST, repr=False)] = ""
    new: Annotated[str, Field(max_length=1000, repr=False)]


class TokenName(Input):
    """What a token is for, so that it can be told apart later."""

    name: Annotated[str, Field(min_length=1, max_length=80), ONE_LINE]


class NewToken(BaseModel):
    """A token just made; `secret` is shown this once."""

    id: int
    name: str
    secret: str
    created_at: datetime
    used_at: datetime | None


class TokenList(BaseModel):
    """One's tokens, newest first."""

    items: list[queries.TokenCard]
    next: None = None


class SignInList(BaseModel):
    """The browsers one is signed in with, the latest seen first."""

    items: list[queries.SignInCard]
    next: None = None


@door.get("/me", who=EVERYONE, answers=Me, by_pass=True)
def read(ask: Ask) -> Me:
    """Who is signed in, and what they may do."""
    return _page(ask)


@door.patch("/me", who=EVERYONE, answers=Me)
def change(ask: Ask, body: ProfileChange) -> Me:
    """Change one's own name, zone, hours, how to be reached, how often to be asked."""
    change_person(ask.session, ask.actor, ask.actor, body.model_dump(exclude_unset=True))
    return _page(ask)


@door.put("/me/password", who=EVERYONE, limited="sign_in", in_transaction=False)
def change_password(ask: Ask, body: PasswordChange) -> None:
    """Set a new password; every other browser is signed out."""
    desk, identity = ask.desk, ask.identity
    if identity is None:
        raise LookupError("the door lets nobody in here who is not signed in")
    passwords.check_password(body.new, field="new")
    with desk.database.read() as session:
        kept = queries.password_hash_of(session, session.get_one(Person, identity.person_id))
        skip = _may_skip(_sign_in(session, identity.sign_in))
    if not skip and not desk.off_loop(passwords.password_fits, kept, body.current):
        raise Invalid("The current password is wrong.", fields={"current": "wrong"})
    new_hash = desk.off_loop(passwords.hash_password, body.new)
    with desk.database.write() as session:
        person = session.get_one(Person, identity.person_id)
        keep = _sign_in(session, identity.sign_in)
        if queries.password_hash_of(session, person) != kept or _may_skip(keep) != skip:
            raise Conflict(
                "The password was changed at the same moment.",
                code="changed",
                current={"password": "changed"},
            )
        actions.set_password(session, person, person, new_hash, keep=keep)


@door.get("/me/tokens", who=EVERYONE, answers=TokenList)
def list_tokens(ask: Ask) -> TokenList:
    """One's personal API tokens, without their secrets."""
    return TokenList(items=queries.list_tokens(ask.session, ask.actor))


@door.post("/me/tokens", who=EVERYONE, answers=NewToken, status=201)
def make_token(ask: Ask, body: TokenName) -> NewToken:
    """Make a personal API token; its secret is in this answer and nowhere else."""
    issued = actions.issue_token(ask.session, ask.actor, ask.actor, body.name)
    row = issued.row
    return NewToken(
        id=row.id, name=row.name, secret=issued.secret, created_at=row.created_at, used_at=None
    )


@door.delete("/me/tokens/<int:token>", who=EVERYONE)
def revoke_token(ask: Ask, token: int) -> None:
    """Take a token back; programs that use it are out at once."""
    actions.revoke_token(ask.session, ask.actor, token)


@door.get("/me/sign-ins", who=EVERYONE, answers=SignInList)
def list_sign_ins(ask: Ask) -> SignInList:
    """The browsers in which one is signed in."""
    current = _sign_in(ask.session, ask.identity.sign_in if ask.identity else None)
    return SignInList(items=queries.list_sign_ins(ask.session, ask.actor, current))


@door.delete("/me/sign-ins/<int:sign_in>", who=EVERYONE)
def end_sign_in(ask: Ask, sign_in: int) -> None:
    """Sign one of one's browsers out."""
    actions.end_sign_in(ask.session, ask.actor, sign_in)
    if ask.identity is not None and ask.identity.sign_in == sign_in:
        ask.let_out()


def _page(ask: Ask) -> Me:
    return read_own(ask.session, ask.actor, ask.identity)


def _sign_in(session: Session, sign_in: int | None) -> SignIn | None:
    return session.get(SignIn, sign_in) if sign_in is not None else None


def _may_skip(sign_in: SignIn | None) -> bool:
    return sign_in is not None and may_skip_current(sign_in)
