"""How a route is declared: who may call it, what it takes, what it answers.

A route without `who` cannot be declared, so that nothing is open by mistake.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from flask import Blueprint, Response
from flask import request as this_request
from pydantic import BaseModel
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Request

from swarm.api.desk import Ask, Desk, Identity
from swarm.api.identity import check_origin, identify, put_cookies
from swarm.api.inputs import Input, Nothing, read_body, read_query
from swarm.api.pace import Pace
from swarm.api.sight import refuse
from swarm.errors import NotFound, NotSignedIn
from swarm.people.tables import STAFF, Person, Role

__all__ = [
    "ADMINISTRATORS", "AGENTS", "EVERYONE", "GUEST", "MANAGERS", "PUBLIC", "REQUESTER", "STAFF",
    "Ask", "Door", "Input", "Route",
]  # fmt: skip

PUBLIC: frozenset[Role] = frozenset()
REQUESTER = frozenset({Role.REQUESTER})
GUEST = frozenset({Role.GUEST})
AGENTS = frozenset({Role.AGENT})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
EVERYONE = frozenset(Role)

View = Callable[..., Any]
Answer = Callable[[Request, Mapping[str, Any]], Response]
"""Answers a request, given what its address names; raises what `problems` tells of."""
Limited = Literal["sign_in", "sending"]
"""What is counted: failed sign-ins an address and account, or what is sent a person."""


@dataclass(frozen=True)
class Route:
    """One declared route: all that the document, the matrix test and the limits need.

    `together` is for what very many do at one moment: it is committed with others, and may be done
    a second time where the first did nothing, so repeating it must be safe.
    `by_pass` opens it to who came in by a guest's link: the rest of the desk does not exist there.
    """

    method: str
    rule: str
    name: str
    who: frozenset[Role]
    view: View
    body: type[Input] | None
    query: type[Input] | None
    answers: type[BaseModel] | None
    status: int
    limited: Limited | None
    in_transaction: bool
    together: bool
    by_pass: bool


class Door:
    """The routes of one noun; paths are below `/api`."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.routes: list[Route] = []

    def get(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Declare a question; it changes nothing."""
        return self._declare("GET", rule, **options)

    def post(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Declare the making of something new."""
        return self._declare("POST", rule, **options)

    def put(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Declare the setting of something that is safe to repeat."""
        return self._declare("PUT", rule, **options)

    def patch(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Declare a change of some fields."""
        return self._declare("PATCH", rule, **options)

    def delete(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Declare the end of something."""
        return self._declare("DELETE", rule, **options)

    def _declare(
        self,
        method: str,
        rule: str,
        *,
        who: frozenset[Role],
        answers: type[BaseModel] | None = None,
        status: int | None = None,
        limited: Limited | None = None,
        in_transaction: bool = True,
        together: bool = False,
        by_pass: bool = False,
    ) -> Callable[[View], View]:
        def note(view: View) -> View:
            hints = typing.get_type_hints(view)
            self.routes.append(
                Route(
                    method=method,
                    # ids are 32-bit in the database: what is larger is not there
                    rule=rule.replace("<int:", "<int(max=2147483647):"),
                    name=f"{self.noun}_{view.__name__}",
                    who=who,
                    view=view,
                    body=hints.get("body"),
                    query=hints.get("query"),
                    answers=answers,
                    status=status or (200 if answers or method == "GET" else 204),
                    limited=limited,
                    in_transaction=in_transaction,
                    together=together,
                    by_pass=by_pass,
                )
            )
            return view

        return note


def open_door(
    door: Door, desk: Desk, readers: Mapping[str, frozenset[Role]], pace: Pace
) -> Blueprint:
    """The Flask blueprint that serves the routes of `door`.

    `readers` tells who may read each address of the desk (`sight.readers_of`); `pace` refuses
    who comes or sends too often.
    """
    blueprint = Blueprint(door.noun, __name__, url_prefix="/api")
    for route in door.routes:
        answer = answer_of(route, desk, readers.get(route.rule, frozenset()), pace)
        serve = _in_flask(answer, route.name)
        blueprint.add_url_rule(route.rule, route.name, serve, methods=[route.method])
    return blueprint


def _in_flask(answer: Answer, name: str) -> Callable[..., Response]:
    def serve(**path: Any) -> Response:
        return answer(this_request, path)

    serve.__name__ = name
    return serve


def answer_of(route: Route, desk: Desk, readers: frozenset[Role], pace: Pace) -> Answer:
    """What answers the requests of one route: from who asks to the cookies of the answer."""

    def answer(request: Request, path: Mapping[str, Any]) -> Response:
        check_origin(desk.settings, request)
        identity = _admit(route, desk, readers, request, path)
        if route.limited == "sending" and identity is not None:
            pace.send(identity.person_id)
        inputs: dict[str, Any] = {}
        if route.body is not None:
            inputs["body"] = read_body(request, route.body)
        elif request.mimetype == "application/json" and request.content_length:
            read_body(request, Nothing)
        query = read_query(request, route.query or Nothing)
        if route.query is not None:
            inputs["query"] = query
        with _counted(route, pace, request, identity, inputs.get("body")):
            ask, answer = _run(route, desk, request, identity, {**path, **inputs})
        return put_cookies(as_response(answer, route.status), ask, desk.settings, request)

    return answer


def _counted(
    route: Route, pace: Pace, request: Request, identity: Identity | None, body: Input | None
) -> AbstractContextManager[None]:
    """What counts the request as one try to get in, where the route lets in."""
    if route.limited != "sign_in":
        return nullcontext()
    account = str(identity.person_id) if identity else body.account if body else ""
    return pace.sign_in(route.name, request.remote_addr or "", account)


def _admit(
    route: Route,
    desk: Desk,
    readers: frozenset[Role],
    request: Request,
    path: Mapping[str, Any],
) -> Identity | None:
    if not route.who:
        return None
    identity = identify(desk, request, unsafe=route.method != "GET")
    if identity is None:
        raise NotSignedIn("Sign in first.")
    if identity.by_pass and not route.by_pass:
        raise NotFound
    if identity.role not in route.who:
        with desk.database.read() as session:
            person = typing.cast(Person, _person(session, identity))
            refuse(session, person, route.rule, path, readers)
    return identity


def _run(
    route: Route, desk: Desk, request: Request, identity: Identity | None, inputs: dict[str, Any]
) -> tuple[Ask, Any]:
    if not route.in_transaction:
        ask = Ask(desk, identity, session=typing.cast(Any, None))
        return ask, route.view(ask, **inputs)

    def answer(session: Session) -> tuple[Ask, Any]:
        ask = Ask(desk, identity, session)
        if route.together:
            # What very many do at one moment asks for no more than it needs.
            ask.find = partial(_person, session, identity)
        else:
            ask.person = _person(session, identity)
        return ask, route.view(ask, **inputs)

    if route.together:
        return desk.database.write_together(answer, order=request.path)
    transaction = desk.database.read if route.method == "GET" else desk.database.write
    with transaction() as session:
        return answer(session)


# Every request asks for its person: the question is built once.
_BY_ID = select(Person).where(Person.id == bindparam("person_id"))


def _person(session: Session, identity: Identity | None) -> Person | None:
    if identity is None:
        return None
    person = session.scalar(_BY_ID, {"person_id": identity.person_id})
    if person is None or person.left_at is not None:
        raise NotSignedIn("This account is closed.")
    return person


def as_response(answer: Any, status: int) -> Response:
    """Turn what a route returned into a response: a model, `(model, status)`, or None."""
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, tuple):
        answer, status = answer
    if answer is None:
        return Response(status=204)
    response = Response(
        answer.model_dump_json(by_alias=True), status=status, mimetype="application/json"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
