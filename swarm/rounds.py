"""What a served desk does by itself, over and over: each round is a greenlet of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import gevent
import structlog
from gevent.event import Event
from sqlalchemy.exc import DBAPIError

from swarm import clock
from swarm.activity.due import Worklist
from swarm.api.desk import Desk
from swarm.app import Running
from swarm.db import Database
from swarm.live.relay import Relay
from swarm.mail.carrier import MailCarrier
from swarm.outbox.carrying import forget_old
from swarm.push.carrier import PushCarrier
from swarm.reports.aggregates.keeping import keep_missing
from swarm.reports.aggregates.reading import read_ahead
from swarm.reports.saved.sending import send_due
from swarm.reports.twins.alarm import find_bounces, warn_owner
from swarm.rooms.answers.postponing import return_invitations
from swarm.rooms.files.sweeping import sweep_files
from swarm.rooms.invitations import expire_invitations
from swarm.rooms.models.training import Trainer
from swarm.rooms.outside.ending import expire_passes
from swarm.rooms.reaching.browsers import sweep_browsers
from swarm.rooms.reaching.digests import send_digests
from swarm.rooms.severity.updates import announce_due_updates
from swarm.skills.decay import fit_half_life, keep_fit, read_shown
from swarm.skills.growth.proposals import beside, keep_proposals, terms_of_desk
from swarm.tickets.clocks import announce_due_words
from swarm.tickets.handovers import offer_to_substitutes
from swarm.tiers.queues.escalating import announce_vendor_checks, escalate_due

log = structlog.get_logger(__name__)

LISTEN_AFTER, MESSAGES_AFTER = 0.2, 1.0
ASK_EVERY, ASK_SELDOM = 0.5, 3.0


def _every(seconds: float, what: str, work: Callable[[], Any]) -> None:
    def loop() -> None:
        while True:
            try:
                work()
            except DBAPIError as error:
                log.warning("round_missed", what=what, error=str(error.orig)[:200])
            except Exception:
                log.exception("round_failed", what=what)
            gevent.sleep(seconds)

    gevent.spawn(loop)


def _look_elsewhere(running: Running) -> None:
    """Find lines that other processes wrote, by Redis' word or, while it is silent, by asking."""
    hub, settings = running.hub, running.desk.settings
    if not settings.redis_url:
        _every(ASK_EVERY, "elsewhere", hub.channels.look_at_all)
        return
    relay = Relay(settings.redis_url, hub, sleep=gevent.sleep)
    running.desk.database.after_commit.append(relay.hand_on)
    asked_at = 0.0

    def ask() -> None:
        nonlocal asked_at
        # Also where Redis is heard: it may have dropped a word in between.
        if relay.deaf or time.monotonic() - asked_at > ASK_SELDOM:
            asked_at = time.monotonic()
            hub.channels.look_at_all()
        relay.forget_gone()

    gevent.spawn(relay.speak)
    gevent.spawn(relay.listen)
    _every(ASK_EVERY, "elsewhere", ask)


def _listen(worklist: Worklist) -> None:
    """Work on lines that may wait, little by little, and on what a crash left every half minute."""
    news, soon = Event(), Event()

    def wake(for_soon: bool) -> None:
        news.set()
        if for_soon:
            soon.set()

    worklist.wake = wake

    def loop() -> None:
        while True:
            news.wait(30)
            # Many messages of a room cost hardly more than one.
            soon.wait(MESSAGES_AFTER)
            # First let a burst pass; then never more than a fifth of the time: what waits is
            # worked on together.
            gevent.sleep(LISTEN_AFTER)
            news.clear()
            soon.clear()
            more = True
            while more:
                began = time.monotonic()
                try:
                    more = worklist.drain_some().more
                except DBAPIError as error:
                    log.warning("round_missed", what="due", error=str(error.orig)[:200])
                    more = False
                gevent.sleep(4 * (time.monotonic() - began))

    gevent.spawn(loop)


def _grow(desk: Desk) -> None:
    """What the work says of skills: which could be added, and how fast evidence ages."""
    terms = desk.off_loop(terms_of_desk, desk.settings.database)
    shown = desk.off_loop(beside, desk.settings.database, read_shown)
    fit = desk.off_loop(fit_half_life, shown)
    with desk.database.write() as session:
        keep_proposals(session, terms)
        keep_fit(session, fit)


def _expire(desk: Desk) -> None:
    """Calls come back, or end, and so do guests' passes."""
    with desk.database.write() as session:
        return_invitations(session, clock.now())
        expire_invitations(session, clock.now())
        expire_passes(session, clock.now())


def _foretell(desk: Desk) -> None:
    """What will become of tickets: learned anew when more ended, and told to owners in time."""
    for learner in (desk.twins, desk.foresight):
        if learner.wants_fit(clock.now()):
            desk.off_loop(learner.refit)
    for number in desk.off_loop(find_bounces, desk.twins):
        warn_owner(desk.database, desk.twins, number)


def _work_on_lines(running: Running) -> None:
    """Work on lines that may wait, and keep the figures of reports beside the loop."""
    _listen(running.worklist)
    desk = running.desk
    # One for each round: no two threads wait for the same lock.
    apart, missing, posted, ahead = (
        Database(desk.settings.database, pool_size=1) for _ in range(4)
    )
    waiting = running.worklist.beside(apart)

    def add_up() -> None:
        while desk.off_loop(waiting.drain_last):
            gevent.sleep(0)

    def add_missing() -> None:
        desk.off_loop(keep_missing, missing)

    def mail_reports() -> None:
        if desk.settings.mails:
            desk.off_loop(send_due, posted)

    def look_ahead() -> None:
        desk.off_loop(read_ahead, ahead)

    _every(1, "aggregates", add_up)
    _every(60, "missing aggregates", add_missing)
    _every(60, "reports by mail", mail_reports)
    # Whoever asks first for a report over a million tickets should not wait for them to be read.
    _every(60, "figures at hand", look_ahead)


def _carry(desk: Desk) -> None:
    """What leaves the desk for people elsewhere."""

    def forget() -> None:
        with desk.database.write() as session:
            forget_old(session)

    def digest() -> None:
        with desk.database.write() as session:
            sweep_browsers(session)
            if desk.settings.mails:
                send_digests(session, clock.now())

    _every(60, "digests", digest)
    if desk.settings.pushes:
        pushes = PushCarrier(desk.settings, desk.database)
        _every(1, "push", pushes.round)
    if desk.settings.mails:
        mails = MailCarrier(desk.settings)
        _every(2, "mail", lambda: mails.round(desk.database))
    _every(3600, "outbox", forget)


def start_rounds(running: Running, trainer: Trainer) -> None:
    """Begin every round of this desk."""
    desk = running.desk

    def stand_in() -> None:
        with desk.database.write() as session:
            offer_to_substitutes(session, clock.now())
            announce_due_words(session, clock.now())
            announce_due_updates(session, clock.now())

    def escalate() -> None:
        escalate_due(desk.database)

    def look_again() -> None:
        with desk.database.write() as session:
            announce_vendor_checks(session)

    def learn() -> None:
        desk.off_loop(desk.adviser.follow)
        trainer.tend(clock.now(), lambda: desk.adviser.wants_fit(clock.now()))

    def judge() -> None:
        if desk.judge.wants_fit(clock.now()):
            desk.off_loop(desk.judge.refit)
        desk.off_loop(desk.judge.rejudge, 20)
        desk.off_loop(desk.scores.score_next, clock.now())

    def sweep() -> None:
        settings = desk.settings
        sweep_files(desk.database, settings.var / "files", settings.scan_command)

    hub = running.hub
    _every(0.5, "revoked", hub.poll_revoked)
    _look_elsewhere(running)
    _every(0.2, "presence", hub.presence.round)
    _every(0.25, "beats", hub.server.eio.beats.round)
    _every(5, "expiry", lambda: _expire(desk))
    _every(5, "escalation", escalate)
    _every(60, "stand_in", stand_in)
    _every(60, "vendors", look_again)
    _every(60, "files", sweep)
    _work_on_lines(running)
    _carry(desk)
    _every(2, "model", learn)
    _every(20, "tiers", judge)
    _every(20, "foresight", lambda: _foretell(desk))
    _every(3600, "proposals", lambda: _grow(desk))
