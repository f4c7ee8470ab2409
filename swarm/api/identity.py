"""Who asks: a session cookie with its CSRF header, or a personal token; and from where."""

from __future__ import annotations

import hashlib
import hmac

from flask import Response
from werkzeug.wrappers import Request

from swarm.accounts.actions import note_seen
from swarm.accounts.browsers import COOKIE, allowed_origin
from swarm.accounts.queries import SignedIn, find_by_secret, find_by_token
from swarm.accounts.tables import BY_PASS
from swarm.api.desk import Ask, Desk, Identity
from swarm.config import Settings
from swarm.errors import NotAllowed

CSRF_HEADER = "X-CSRF-Token"


def csrf_of(settings: Settings, secret: str) -> str:
    """The CSRF token of one sign-in: bound to its cookie, made with the desk's secret."""
    return hmac.new(
        settings.secret_key.encode(), b"csrf:" + secret.encode(), hashlib.sha256
    ).hexdigest()


def check_origin(settings: Settings, request: Request) -> None:
    """Refuse what another site's page sends."""
    origin = request.headers.get("Origin")
    if origin is not None and not allowed_origin(origin, request.host, settings):
        raise NotAllowed("This address may not speak with the desk.", code="wrong_origin")


def bearer(request: Request) -> str | None:
    """The token of the Authorization header, if there is one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def identify(desk: Desk, request: Request, *, unsafe: bool) -> Identity | None:
    """The identity behind this request, None where nobody is signed in.

    Raises NotAllowed when a cookie comes with an unsafe method and without its CSRF header.
    """
    token = bearer(request)
    if token is not None:
        return identity_of_token(desk, token)
    secret = request.cookies.get(COOKIE)
    identity = identity_of_secret(desk, secret) if secret else None
    if identity is not None and unsafe:
        sent = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(sent.encode(), identity.csrf.encode()):
            raise NotAllowed("The page is out of date. Load it again.", code="csrf")
    return identity


def identity_of_secret(desk: Desk, secret: str) -> Identity | None:
    """The identity of a session cookie."""
    found = find_by_secret(desk.database, secret)
    return _noted(desk, found, csrf=csrf_of(desk.settings, secret))


def identity_of_token(desk: Desk, token: str) -> Identity | None:
    """The identity of a personal token."""
    return _noted(desk, find_by_token(desk.database, token))


def _noted(desk: Desk, found: SignedIn | None, csrf: str = "") -> Identity | None:
    if found is None:
        return None
    if found.stale:
        with desk.database.write() as session:
            note_seen(session, found, days=desk.settings.session_days)
    return Identity(
        found.person.id,
        found.person.role,
        sign_in=found.sign_in.id if found.sign_in else None,
        token=found.token.id if found.token else None,
        csrf=csrf,
        by_pass=found.sign_in is not None and found.sign_in.how == BY_PASS,
    )


def put_cookies(response: Response, ask: Ask, settings: Settings, request: Request) -> Response:
    """Carry out what the route said of the session cookie."""
    if ask.cookie:
        response.set_cookie(
            COOKIE,
            ask.cookie,
            max_age=settings.session_days * 86_400,
            httponly=True,
            samesite="Lax",
            secure=settings.secure_cookies or request.is_secure,
        )
    elif ask.cookie == "":
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response
