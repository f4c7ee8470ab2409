"""What an administrator should know of this desk's health, each with what to do about it.

`swarm doctor` shows the same findings and adds those that take time or a second process.
"""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import ActivityLine, Due
from swarm.api.findings import Finding, ok, warning, wrong
from swarm.api.going_out import check_outbox
from swarm.config import SHORTEST_SECRET, Settings
from swarm.people.queries import count_administrators
from swarm.people.tables import Person
from swarm.tickets.tables import Ownership

GIGABYTE = 2**30
FORWARD = timedelta(minutes=5)
OLD_BACKUP = timedelta(days=7)
RELEASED = 2026


def check_desk(session: Session, settings: Settings) -> list[Finding]:
    """Everything that can be told at once, in a read session."""
    return [
        check_disk(settings.var),
        check_folder(settings.var),
        check_clock(session),
        check_secret(settings),
        check_proxy(settings),
        check_listeners(session),
        check_outbox(session, settings),
        check_owners(session),
        check_administrators(session),
        check_backups(settings),
    ]


def check_disk(var: Path) -> Finding:
    """Room where the database and the uploads grow."""
    place = next(one for one in (var, *var.resolve().parents) if one.exists())
    usage = shutil.disk_usage(place)
    free = f"{usage.free / GIGABYTE:.1f} GB free of {usage.total / GIGABYTE:.1f} GB at {place}"
    if usage.free < GIGABYTE / 5:
        return wrong("disk", f"The disk is almost full: {free}.", "Make room or move SWARM_VAR.")
    if usage.free < 2 * GIGABYTE:
        return warning("disk", f"The disk is filling: {free}.", "Make room or move SWARM_VAR.")
    return ok("disk", f"The disk has {free}.")


def check_folder(var: Path) -> Finding:
    """Whether uploads and backups can be written."""
    if not var.is_dir():
        return wrong("files", f"{var} is not there.", "Create it, or set SWARM_VAR.")
    if not os.access(var, os.W_OK | os.X_OK):
        return wrong(
            "files", f"{var} cannot be written.", "Give the desk's user the right to write there."
        )
    return ok("files", f"Files can be written to {var}.")


def check_clock(session: Session) -> Finding:
    """Whether our clock, the database's and the record agree."""
    now, do = clock.now(), "Set the machine's clock and keep it right with NTP."
    if now.year < RELEASED:
        return wrong("clock", f"The clock says {now:%Y-%m-%d}, before this version was made.", do)
    newest = session.scalar(select(func.max(ActivityLine.at)))
    if newest is not None and newest > now + FORWARD:
        return wrong(
            "clock", f"The record holds lines from {newest:%Y-%m-%d %H:%M}, ahead of now.", do
        )
    if session.get_bind().dialect.name == "postgresql":
        theirs = session.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
        apart = abs(float(theirs) - time.time())  # noqa: TID251 - two clocks of now are compared
        if apart > 5:
            return wrong("clock", f"The database's clock is {apart:.0f} s away from ours.", do)
    return ok("clock", f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC and agrees with the record.")


def check_secret(settings: Settings) -> Finding:
    """Whether cookies are signed with something that cannot be guessed."""
    kept = settings.var / "secret"
    do = f"Set SWARM_SECRET_KEY to at least {SHORTEST_SECRET} random characters."
    if settings.secret_key and len(settings.secret_key) < SHORTEST_SECRET:
        return warning("secret", "SWARM_SECRET_KEY is short.", do)
    if not settings.secret_key and not kept.is_file():
        return wrong("secret", "SWARM_SECRET_KEY is not set.", do)
    if not settings.secret_key and kept.stat().st_mode & 0o077:
        return warning("secret", f"Others can read {kept}.", f"chmod 600 {kept}")
    where = "in SWARM_SECRET_KEY" if settings.secret_key else f"in {kept}"
    return ok("secret", f"The secret that signs cookies is set {where}.")


def check_proxy(settings: Settings) -> Finding:
    """Whether what is set about proxies and cookies can be meant together."""
    if not settings.loopback and not settings.secure_cookies:
        return warning(
            "proxy",
            f"The desk listens on {settings.host} and its cookies may travel without TLS.",
            "Put a TLS proxy in front, listen on 127.0.0.1, set SWARM_SECURE_COOKIES=1.",
        )
    if settings.secure_cookies and not settings.trust_proxy:
        return warning(
            "proxy",
            "Cookies go over HTTPS only, yet no proxy is trusted: all visitors share one address.",
            "Set SWARM_TRUST_PROXY to the number of proxies in front.",
        )
    if settings.trust_proxy and not settings.loopback:
        return warning(
            "proxy",
            f"{settings.trust_proxy} proxies are trusted, yet {settings.host} can be reached"
            " past them: addresses can be forged.",
            "Listen on 127.0.0.1, or close the port to everybody but the proxy.",
        )
    trusted = f"{settings.trust_proxy} proxies in front are trusted"
    if not settings.trust_proxy:
        trusted = "No proxy in front is trusted"
    return ok("proxy", f"{trusted}; cookies go {_cookies(settings)}.")


def check_listeners(session: Session) -> Finding:
    """Whether lines wait for work that keeps failing."""
    failing = session.scalar(select(func.count()).select_from(Due).where(Due.failures > 0)) or 0
    if failing:
        return warning(
            "listeners",
            f"{failing} lines of activity could not be worked on.",
            "Look for “a listener failed” in the log.",
        )
    return ok("listeners", "Every line of activity was worked on.")


def check_owners(session: Session) -> Finding:
    """Whether tickets belong to people who have left."""
    orphaned = session.scalar(
        select(func.count())
        .select_from(Ownership)
        .join(Person, Person.id == Ownership.owner_id)
        .where(Ownership.ended_at.is_(None), Person.left_at.is_not(None))
    )
    if orphaned:
        return warning(
            "owners",
            f"{orphaned} open tickets are owned by people who have left.",
            "Give them new owners: a manager reassigns on the ticket.",
        )
    return ok("owners", "Everybody who owns an open ticket is still here.")


def check_administrators(session: Session) -> Finding:
    """Whether anybody can administer the desk."""
    if not (count := count_administrators(session)):
        return warning(
            "administrators",
            "Nobody administers this desk.",
            "Run “swarm users add EMAIL --name NAME --role administrator”, then “swarm users link"
            " EMAIL”.",
        )
    return ok("administrators", f"Administrators: {count}.")


def check_backups(settings: Settings) -> Finding:
    """Whether the embedded database was backed up lately."""
    if not settings.database.startswith("sqlite"):
        return ok("backups", "PostgreSQL is backed up with pg_dump, which Swarm does not see.")
    files = list_backups(settings)
    if not files:
        return warning("backups", "There is no backup.", "Run “swarm backup” every day.")
    age = clock.now().timestamp() - files[0].stat().st_mtime
    if age > OLD_BACKUP.total_seconds():
        return warning(
            "backups",
            f"The newest backup is {age / 86_400:.0f} days old.",
            "Run “swarm backup” every day.",
        )
    return ok("backups", f"The newest backup is {files[0].name}.")


def list_backups(settings: Settings) -> list[Path]:
    """The backup files, the newest first."""
    folder = settings.var / "backups"
    return sorted(folder.glob("*.db"), key=lambda one: one.stat().st_mtime, reverse=True)


def _cookies(settings: Settings) -> str:
    return "over HTTPS only" if settings.secure_cookies else "also over HTTP on this machine"
