"""The one shape of every error, and where each comes from."""

from __future__ import annotations

import json
from typing import Any

import structlog
from flask import Flask, Response, g, request
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from swarm.errors import Conflict, Invalid, Refusal
from swarm.wording import faults_of

log = structlog.get_logger(__name__)

TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not permitted",
    404: "Not found",
    405: "Not possible here",
    409: "Conflict",
    413: "Too large",
    415: "Not a form the desk reads",
    422: "Invalid input",
    429: "Too often",
    503: "Busy",
}

MOST_TOLD = 3
"""So many faults are said in the sentence; all of them stand in `fields`."""

CODES = {405: "not_possible", 413: "too_large", 415: "unreadable", 429: "too_many"}


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """An `application/problem+json` answer; members that are None are left out."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
        **{name: value for name, value in more.items() if value is not None},
    }
    answer = Response(json.dumps(body), status=status, content_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def from_refusal(error: Refusal) -> Response:
    """The answer to what a floor below refused."""
    answer = problem(
        error.status, error.code, error.detail, fields=error.fields, current=error.current
    )
    if error.status == 429:
        answer.headers.setdefault("Retry-After", "60")
    return answer


def from_validation(error: ValidationError) -> Response:
    """The answer to input that does not fit its model."""
    fields = faults_of(error)
    told = "; ".join(f"{name} {what}" for name, what in list(fields.items())[:MOST_TOLD])
    return from_refusal(Invalid(f"This cannot be used: {told}.", fields=fields))


def from_http(error: HTTPException) -> Response:
    """The answer to what Flask itself refused (no such address, too large, too often)."""
    status = error.code or 500
    if isinstance(error.response, Response):
        return error.response
    code = CODES.get(status, "not_found" if status == 404 else "refused")
    detail = "There is nothing here." if status == 404 else str(error.description)
    fields = None
    if status == 413:
        # Which of them it was nobody knows any more: it was not read.
        fields = {"file" if request.mimetype == "multipart/form-data" else "body": "is too large"}
        detail = "This is too large to be taken."
    answer = problem(status, code, detail, fields=fields)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def from_integrity(error: IntegrityError) -> Response:
    """The answer to a command that lost a race which no action foresaw."""
    log.info("lost_a_race", error=str(error.orig)[:200])
    return from_refusal(
        Conflict(
            "Somebody else changed this at the same moment. Look again.", current={"changed": True}
        )
    )


def from_database(error: DBAPIError) -> Response:
    """The answer when the database cannot do it just now (deadlock, restart, lock)."""
    if isinstance(error, OperationalError):
        log.warning("database_busy", error=str(error.orig)[:200])
        answer = problem(503, "busy", "The desk is busy. Try again in a moment.")
        answer.headers["Retry-After"] = "1"
        return answer
    return from_anything(error)


def from_anything(error: Exception) -> Response:
    """The answer to our own mistake: no details leave the house."""
    log.error("failed", exc_info=error)
    return problem(
        500, "failed", f"Something failed here. It was noted under {g.get('request_id', '')}."
    )


def install(app: Flask) -> None:
    """Translate every error of `app`."""
    app.register_error_handler(Refusal, from_refusal)
    app.register_error_handler(ValidationError, from_validation)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(IntegrityError, from_integrity)
    app.register_error_handler(DBAPIError, from_database)
    app.register_error_handler(Exception, from_anything)
