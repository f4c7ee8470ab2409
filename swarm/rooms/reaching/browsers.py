"""The browsers in which a person wants to be told by push, each as long as its sign-in lasts."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from urllib.parse import urlsplit

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.tables import SignIn
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.rooms.reaching.tables import Browser

POINT, SECRET = 65, 16
"""Bytes of a browser's public key (uncompressed, on P-256) and of its shared secret."""


def add_browser(
    session: Session,
    person: Person,
    sign_in_id: int,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    anywhere: bool = False,
) -> Browser:
    """Let this sign-in's browser take pushes, in place of what it had before.

    `anywhere` also takes push services that are not public: for tests. Raises Invalid naming what
    is none of a push service.
    """
    if not anywhere and not is_public(endpoint):
        raise Invalid("This is no push service.", fields={"endpoint": "not a public https address"})
    _check_bytes("p256dh", p256dh, POINT)
    _check_bytes("auth", auth, SECRET)
    # Another person may have used this browser before.
    session.execute(
        delete(Browser).where(or_(Browser.sign_in_id == sign_in_id, Browser.endpoint == endpoint))
    )
    browser = Browser(
        person_id=person.id, sign_in_id=sign_in_id, endpoint=endpoint, p256dh=p256dh, auth=auth,
        created_at=clock.now(),
    )  # fmt: skip
    session.add(browser)
    session.flush()
    return browser


def is_public(endpoint: str) -> bool:
    """Whether an address can be that of a push service: https, a name, the usual port."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    named = "." in host and host.isascii() and not host.endswith((".", ".local", ".internal"))
    if parts.scheme != "https" or not named or port not in (None, 443) or parts.username:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not host.rpartition(".")[2].isdigit() and endpoint.isprintable()
    return False


def _check_bytes(field: str, text: str, length: int) -> None:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid("This is no key.", fields={field: "is not base64url"}) from error
    if len(raw) != length or (length == POINT and raw[0] != 4):
        raise Invalid("This is no key.", fields={field: f"must be {length} bytes"})


def drop_browser(session: Session, sign_in_id: int) -> None:
    """This sign-in's browser takes no pushes any more."""
    session.execute(delete(Browser).where(Browser.sign_in_id == sign_in_id))


def has_browser(session: Session, sign_in_id: int | None) -> bool:
    """Whether this sign-in's browser takes pushes."""
    query = select(Browser.id).where(Browser.sign_in_id == sign_in_id)
    return sign_in_id is not None and session.scalar(query) is not None


def browsers_of(session: Session, person_id: int) -> list[Browser]:
    """Where a person can be told by push now: only where they are still signed in."""
    return list(
        session.scalars(_signed_in().where(Browser.person_id == person_id).order_by(Browser.id))
    )


def find_browser(session: Session, browser_id: int) -> Browser | None:
    """A browser whose sign-in still lasts."""
    return session.scalar(_signed_in().where(Browser.id == browser_id))


def sweep_browsers(session: Session) -> None:
    """Forget the browsers whose sign-in has ended."""
    ended = select(SignIn.id).where(
        or_(SignIn.revoked_at.is_not(None), SignIn.expires_at <= clock.now())
    )
    session.execute(delete(Browser).where(Browser.sign_in_id.in_(ended)))


def _signed_in() -> Select[Browser]:
    return (
        select(Browser)
        .join(SignIn, SignIn.id == Browser.sign_in_id)
        .join(Person, Person.id == Browser.person_id)
        .where(
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > clock.now(),
            SignIn.person_id == Browser.person_id,
            Person.left_at.is_(None),
        )
    )
