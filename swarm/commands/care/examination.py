"""What `swarm doctor` looks at beyond the check-up that the administration page shows."""

from __future__ import annotations

from collections.abc import Iterator

import redis
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine, Stream
from swarm.api.checkup import check_desk, check_disk, check_folder, check_proxy, check_secret
from swarm.api.findings import Finding, ok, warning, wrong
from swarm.commands.care.answering import serving
from swarm.commands.care.backups import embedded_file
from swarm.config import Settings
from swarm.db import Database
from swarm.mail.smtp import connected
from swarm.mailserver import read_server
from swarm.migrating import current_and_head
from swarm.outbox.carrying import Postponed

SECONDS = 3


def examine(settings: Settings) -> list[Finding]:
    """Everything about this desk, in the order in which it should be mended."""
    findings = list(_database(settings))
    if any(one.level == "wrong" for one in findings):
        # What needs tables cannot be asked; what does not still can.
        findings += [
            check_disk(settings.var),
            check_folder(settings.var),
            check_secret(settings),
            check_proxy(settings),
        ]
    else:
        findings += _with_tables(settings)
    return [*findings, *_redis(settings), *_mail(settings), *serving(settings)]


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.database.startswith("sqlite:///") and not embedded_file(settings).is_file():
        yield wrong(
            "database",
            f"There is no database at {embedded_file(settings)}.",
            "Run “swarm migrate”.",
        )
        return
    try:
        current, head = current_and_head(settings.database)
    except DBAPIError as error:
        yield wrong(
            "database",
            f"The database cannot be reached: {str(error.orig).strip()[:200]}.",
            "Start it, or mend SWARM_DATABASE_URL.",
        )
        return
    if current == head:
        yield ok("database", f"The database is reached and at this version, {current}.")
    else:
        yield wrong(
            "database",
            f"The database is at {current or 'nothing'}, this version needs {head}.",
            "Run “swarm migrate”.",
        )


def _with_tables(settings: Settings) -> Iterator[Finding]:
    database = Database(settings.database)
    try:
        with database.read() as session:
            yield from check_desk(session, settings)
            yield check_record(session)
            if database.sqlite:
                yield check_pages(session)
    finally:
        database.close()


def check_record(session: Session) -> Finding:
    """Whether every stream holds exactly the lines that its head counts."""
    counted = (
        select(
            ActivityLine.stream,
            func.count().label("lines"),
            func.max(ActivityLine.seq).label("last"),
        )
        .group_by(ActivityLine.stream)
        .subquery()
    )
    broken = session.scalars(
        select(Stream.name)
        .outerjoin(counted, counted.c.stream == Stream.name)
        .where(
            (func.coalesce(counted.c.lines, 0) != Stream.head)
            | (func.coalesce(counted.c.last, 0) != Stream.head)
        )
        .order_by(Stream.name)
        .limit(3)
    ).all()
    if broken:
        return wrong(
            "record",
            f"Lines of activity are missing in {', '.join(broken)}.",
            "Restore a backup: somebody changed the database by hand, or it is damaged.",
        )
    return ok("record", "Every stream holds all its lines.")


def check_pages(session: Session) -> Finding:
    """Whether the file of the embedded database is in order."""
    do = "Restore a backup: “swarm restore FILE”."
    (said,) = session.execute(text("PRAGMA quick_check(1)")).one()
    if said != "ok":
        return wrong("integrity", f"The database file is damaged: {said}.", do)
    lost = session.execute(text("PRAGMA foreign_key_check")).first()
    if lost is not None:
        return wrong("integrity", f"A row of {lost[0]} refers to nothing.", do)
    (mode,) = session.execute(text("PRAGMA journal_mode")).one()
    if mode != "wal":
        return warning(
            "integrity",
            f"The database is in {mode} mode: readers wait for writers.",
            "Keep it on a local disk; network file systems cannot do WAL.",
        )
    return ok("integrity", "The database file is in order.")


def _redis(settings: Settings) -> Iterator[Finding]:
    if not settings.redis_url:
        return
    try:
        with redis.Redis.from_url(settings.redis_url, socket_timeout=SECONDS) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        yield wrong(
            "redis", f"Redis cannot be reached: {error}.", "Start it, or mend SWARM_REDIS_URL."
        )
        return
    yield ok("redis", "Redis is reached.")


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.mails:
        return
    try:
        with connected(read_server(settings.smtp_url), settings.address, seconds=SECONDS):
            pass
    except Postponed as error:
        yield wrong(
            "mail",
            f"The mail server cannot be used ({error}).",
            "Start it, or mend SWARM_SMTP_URL; mails wait meanwhile.",
        )
        return
    yield ok("mail", "The mail server is reached and lets the desk in.")
