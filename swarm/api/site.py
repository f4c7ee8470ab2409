"""The Flask application: every declared route, the web client's files, and what guards them."""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy import text
from werkzeug.exceptions import NotFound as NoSuchAddress
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BuildError, IntegerConverter, PathConverter, Rule
from whitenoise import WhiteNoise

import swarm.api.routes
from swarm.api import problems
from swarm.api.client import STATIC, built_files, client_page
from swarm.api.desk import Desk
from swarm.api.door import Door, answer_of, open_door
from swarm.api.inputs import LARGEST_ID
from swarm.api.openapi import document
from swarm.api.pace import Pace
from swarm.api.sight import readers_of
from swarm.api.straight import Straight
from swarm.api.watch import Watch
from swarm.metrics import CONTENT_TYPE, Metrics
from swarm.version import VERSION


def _up_to(most: str) -> str:
    """A pattern for numbers up to `most`, in digits of ASCII."""
    parts = [f"[0-9]{{1,{len(most) - 1}}}", most]
    for place, digit in enumerate(most):
        if digit > "0":
            below, rest = int(digit) - 1, len(most) - place - 1
            parts.append(f"{most[:place]}[0-{below}][0-9]{{{rest}}}")
    return f"(?:{'|'.join(parts)})"


class Digits(IntegerConverter):
    """A number in an address: digits of ASCII only, so that a thing has one address.

    What is larger than an id can be is no address at all, whatever the method.
    """

    regex = _up_to(str(LARGEST_ID))


class Page(PathConverter):
    """An address that the web client reads: none of those that programs speak with."""

    regex = r"(?!(?:api|socket\.io|assets)(?:/|$))[^/].*?"


def _write_nothing(rule: Rule, **values: object) -> tuple[str, str]:
    raise BuildError(rule.endpoint, values, None)


class Address(Rule):
    """A rule that answers and is never asked to write an address: the web client does that.

    Compiling what would write one takes longer than all else of a site.
    """

    def _compile_builder(self, _append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        return _write_nothing


def all_doors() -> list[Door]:
    """The doors of every file in `swarm/api/routes`, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(swarm.api.routes.__path__))
    return [importlib.import_module(f"swarm.api.routes.{name}").door for name in names]


def build_site(desk: Desk, metrics: Metrics) -> Flask:
    """The site of one desk."""
    site = Flask("swarm", static_folder=None)
    site.config["MAX_CONTENT_LENGTH"] = (desk.settings.upload_megabytes + 1) * 2**20
    problems.install(site)
    site.url_rule_class = Address
    site.url_map.converters["int"] = Digits
    site.url_map.converters["page"] = Page
    doors = all_doors()
    readers = readers_of(route for door in doors for route in door.routes)
    pace = Pace(desk.settings)
    watch = Watch(metrics)
    straight = Straight(site.wsgi_app, watch)
    for door in doors:
        site.register_blueprint(open_door(door, desk, readers, pace))
        for route in door.routes:
            if route.together:
                answer = answer_of(route, desk, readers.get(route.rule, frozenset()), pace)
                straight.add(route, f"{door.noun}.{route.name}", answer)
    _see_all(site, watch)
    _serve_own_pages(site, desk, metrics, doors)
    _wrap(site, straight)
    _serve_client(site)
    if desk.settings.trust_proxy:
        hops = desk.settings.trust_proxy
        _wrap(site, ProxyFix(site.wsgi_app, x_for=hops, x_proto=hops))
    return site


def _wrap(site: Flask, outer: Any) -> None:
    # Flask's own way to put something in front; its types call it a method.
    setattr(site, "wsgi_app", outer)  # noqa: B010 - an assignment would need its type ignored


def _see_all(site: Flask, watch: Watch) -> None:
    @site.before_request
    def begin() -> None:
        g.request_id = watch.begin(request.headers.get("X-Request-Id", ""))
        g.began = time.perf_counter()

    @site.after_request
    def end(response: Response) -> Response:
        began = g.get("began", time.perf_counter())
        route = request.endpoint or "none"
        return watch.end(response, request.method, route, g.get("request_id", ""), began)


def _serve_own_pages(site: Flask, desk: Desk, metrics: Metrics, doors: list[Door]) -> None:
    @site.get("/health")
    def health() -> dict[str, str]:
        """Whether the desk can answer: the database is asked."""
        with desk.database.read() as session:
            session.execute(text("SELECT 1"))
        return {"status": "ok", "version": VERSION}

    @site.get("/metrics")
    def figures() -> Response:
        """The desk's own figures, without any person in them."""
        return Response(metrics.page(), content_type=CONTENT_TYPE)

    @site.get("/api/openapi.json")
    def openapi() -> dict[str, object]:
        """The OpenAPI document of this desk."""
        return document(doors, VERSION)


def _serve_client(site: Flask) -> None:
    @site.get("/")
    @site.get("/<page:address>")
    def client(**_address: str) -> Response:
        """The web client: it reads the address itself."""
        page = client_page()
        if page is None:
            raise NoSuchAddress
        return page

    files = WhiteNoise(site.wsgi_app)
    files.files = built_files(STATIC)
    _wrap(site, files)
