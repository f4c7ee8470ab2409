"""Joins the parts of the desk; nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import socketio
import structlog
from flask import Flask
from sqlalchemy.orm import Session

from swarm.activity.due import Worklist
from swarm.api.desk import Desk, at_once
from swarm.api.site import build_site
from swarm.config import Settings
from swarm.db import Database
from swarm.live.hub import Hub
from swarm.live.sockets import OrderedServer
from swarm.live.wishes import same_origin
from swarm.metrics import Metrics
from swarm.people.tables import Person
from swarm.reports.aggregates import keeping
from swarm.reports.foresight import Foresight
from swarm.reports.judge import TierJudge
from swarm.reports.rescoring import TierScores
from swarm.reports.twins.keeping import TwinKeeper
from swarm.rooms import access as room_access
from swarm.rooms import fixes
from swarm.rooms import listener as room_listener
from swarm.rooms.adviser import Adviser
from swarm.rooms.models.files import FOLDER as MODELS
from swarm.rooms.outside.showing import line_for
from swarm.rooms.picking import listener as pick_listener
from swarm.rooms.reaching import alike, tasks
from swarm.rooms.reaching import listener as reach_listener
from swarm.rooms.severity import listener as severity_listener
from swarm.rooms.texts import is_whole, join_texts
from swarm.skills import listener as skill_listener
from swarm.skills.levels import strengths_of
from swarm.tickets import access as ticket_access
from swarm.tiers import listener as tier_listener
from swarm.tiers.policies import listener as process_listener

log = structlog.get_logger(__name__)

PAYLOAD_BYTES = 200_000


@dataclass(frozen=True)
class Running:
    """A desk with its doors: `wsgi` is what a server serves."""

    desk: Desk
    site: Flask
    hub: Hub
    worklist: Worklist
    wsgi: Any


def may_follow(session: Session, person: Person, stream: str) -> bool:
    """Whether `person` may hear `stream`: deny by default."""
    noun, _, number = stream.partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return False
    if noun == "people":
        return int(number) == person.id
    if noun == "tickets":
        return ticket_access.may_follow(session, person, int(number))
    return room_access.may_follow(session, person, stream)


def make_desk(settings: Settings, *, off_loop: Callable[..., Any] = at_once) -> Desk:
    """The desk without its doors: for the command line and for `join_doors`."""
    settings.var.mkdir(parents=True, exist_ok=True)
    # The model is fitted on another thread, which must not share the loop's connections.
    adviser = Adviser(Database(settings.database, pool_size=1), settings.var / MODELS)
    judge = TierJudge(Database(settings.database, pool_size=1))
    foresight = Foresight(Database(settings.database, pool_size=1))
    twins = TwinKeeper(Database(settings.database, pool_size=1))
    scores = TierScores(Database(settings.database, pool_size=1))
    return Desk(
        settings, Database(settings.database), adviser, judge, foresight, twins, scores, off_loop
    )


def listen(desk: Desk) -> Worklist:
    """Register those who work on committed lines and must not miss one."""
    # What is told elsewhere is nothing that anybody's request waits for.
    later = frozenset({"message_posted", *reach_listener.KINDS})
    worklist = Worklist(desk.database, later=later, seldom=frozenset({"message_posted"}))
    learn = skill_listener.with_classifier(desk.adviser.classify)
    worklist.add("skills", skill_listener.KINDS, learn)
    decide = tier_listener.with_classifier(desk.judge.classify, strengths_of)
    worklist.add_for_stream("touches", tier_listener.KINDS, decide)
    worklist.add("process", process_listener.KINDS, process_listener.work)
    worklist.add("rooms", room_listener.KINDS, room_listener.work)
    worklist.add("picking", pick_listener.KINDS, pick_listener.work)
    worklist.add("severity", severity_listener.KINDS, severity_listener.work)
    worklist.add("fixes", fixes.KINDS, fixes.work)
    worklist.add("adviser", desk.adviser.KINDS, desk.adviser.work)
    worklist.add("tasks", tasks.KINDS, tasks.work)
    worklist.add("alike", alike.KINDS, alike.with_adviser(desk.adviser))
    settings = desk.settings
    means = reach_listener.Means(settings.mails, settings.pushes, settings.secret_key)
    worklist.add("reach", reach_listener.KINDS, reach_listener.with_means(means))
    worklist.add_last(keeping.LISTENER, keeping.KINDS, keeping.work)
    desk.database.after_commit.append(worklist.after_commit)
    return worklist


def _engine(async_mode: str, process: str) -> Callable[..., Any] | None:
    if async_mode != "gevent":
        return None
    # Only a served desk needs gevent.
    from swarm.live.engine import LiveEngine  # noqa: PLC0415 - see above

    return partial(LiveEngine, process=process)


def join_doors(desk: Desk, *, async_mode: str = "threading") -> Running:
    """The whole desk, ready to be served."""
    metrics = Metrics()
    worklist = listen(desk)
    server = OrderedServer(
        engine=_engine(async_mode, desk.settings.process),
        async_mode=async_mode,
        cors_allowed_origins=same_origin(desk.settings),
        max_http_buffer_size=PAYLOAD_BYTES,
        ping_interval=20,
        ping_timeout=15,
        logger=False,
        engineio_logger=False,
    )
    hub = Hub(server, desk.database, join_texts, is_whole, may_follow, line_for)
    # Before the listeners: a room does not wait for what is learned from it.
    desk.database.after_commit.insert(0, hub.hand_on)
    desk.database.after_commit.append(metrics.count_lines)
    metrics.watch("swarm_connections", "Open sockets", lambda: len(hub.connections))
    metrics.watch("swarm_followed_streams", "Streams followed", lambda: len(hub.channels.channels))
    site = build_site(desk, metrics)
    wsgi = socketio.WSGIApp(server, site.wsgi_app, socketio_path="socket.io")
    return Running(desk, site, hub, worklist, wsgi)
