"""Copies of the embedded database: made while it is in use, checked, and put back."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from swarm import clock
from swarm.config import Settings
from swarm.db import create_private
from swarm.errors import Conflict, Invalid, NotFound

PREFIX = "swarm-"
PAGES = 2_000
"""Pages a step of a running copy: writers get their turn in between."""


def embedded_file(settings: Settings) -> Path:
    """The file of the embedded database. Raises Invalid where the desk uses PostgreSQL."""
    if not settings.database.startswith("sqlite:///"):
        raise Invalid(
            "This desk is on PostgreSQL: back it up with pg_dump --format=custom and put it back"
            " with pg_restore. Swarm copies the embedded database only."
        )
    return Path(settings.database.removeprefix("sqlite:///"))


def back_up(settings: Settings, target: Path | None = None) -> Path:
    """Copy the database in use into `target`, or into the backups folder under today's date.

    The copy is checked; one that is not whole is removed. Raises NotFound without a database,
    Conflict where the target exists or the copy is not whole.
    """
    source = embedded_file(settings)
    if not source.is_file():
        raise NotFound(f"There is no database at {source}.")
    if target is None:
        folder = settings.var / "backups"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / f"{PREFIX}{clock.now():%Y%m%d-%H%M%S}.db"
    _copy(source, target)
    try:
        check_whole(target)
    except Conflict:
        target.unlink()
        raise
    return target


def drop_older(settings: Settings, keep: int) -> list[Path]:
    """Remove all dated backups but the newest `keep`; returns those that went."""
    dated = sorted((settings.var / "backups").glob(f"{PREFIX}*.db"), reverse=True)
    for file in dated[keep:]:
        file.unlink()
    return dated[keep:]


def restore(settings: Settings, backup: Path) -> Path | None:
    """Put a backup in the place of the database; returns where the replaced one is kept.

    Raises Conflict while the desk runs or where the backup is not whole.
    """
    place = embedded_file(settings)
    check_whole(backup)
    check_ours(backup)
    check_not_served(settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.restoring")
    fresh.unlink(missing_ok=True)
    kept: Path | None = None
    with _alone_with(place):
        _copy(backup, fresh)
        if place.exists():
            kept = place.with_name(f"{place.stem}-replaced-{clock.now():%Y%m%d-%H%M%S}.db")
            _keep(place, kept)
        # One step: whoever opens the database finds the old one or the new one, never none.
        fresh.replace(place)
    return kept


def _keep(place: Path, kept: Path) -> None:
    try:
        os.link(place, kept)
    except OSError:
        # Not every file system knows a second name for a file.
        create_private(f"sqlite:///{kept}")
        shutil.copyfile(place, kept)
    kept.chmod(0o600)


def check_whole(file: Path) -> None:
    """Raise Conflict unless SQLite finds every page of `file` in order."""
    try:
        with _opened(file) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise Conflict(
            f"{file} is not a whole database: {error}.", current={"file": str(file), "whole": False}
        ) from error
    if said != "ok":
        raise Conflict(
            f"{file} is not a whole database: {said}.", current={"file": str(file), "whole": False}
        )


def check_ours(file: Path) -> None:
    """Raise Conflict unless `file` is a database of Swarm."""
    if revision_of(file) is None:
        raise Conflict(
            f"{file} is not a database of Swarm.", current={"file": str(file), "revision": None}
        )


def revision_of(file: Path) -> str | None:
    """The version of the tables in `file`, None where it holds no Swarm."""
    try:
        with _opened(file) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def check_not_served(settings: Settings) -> None:
    """Raise Conflict when something answers where this desk is served."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    try:
        with socket.create_connection((host, settings.port), timeout=2):
            pass
    except OSError:
        return
    raise Conflict(
        f"Something serves on {host}:{settings.port}. Stop the desk first.",
        current={"served": f"{host}:{settings.port}"},
    )


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{file.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        yield connection


@contextmanager
def _alone_with(place: Path) -> Iterator[None]:
    """Hold the database so that nobody else has it open; its journal is folded in.

    Leaving WAL mode needs every other connection gone: that is how SQLite tells.
    """
    if not place.exists():
        yield
        return
    with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as connection:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Conflict(
                f"{place} is in use. Stop the desk first.",
                current={"file": str(place), "in_use": True},
            ) from error
        if mode != "delete":
            raise Conflict(
                f"{place} is in use. Stop the desk first.",
                current={"file": str(place), "in_use": True},
            )
        yield


def _copy(source: Path, target: Path) -> None:
    try:
        # Nobody else may read it, from the first byte on: it holds the hashes of passwords.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise Conflict(
            f"{target} exists already.", current={"file": str(target), "exists": True}
        ) from error
    except OSError as error:
        raise Conflict(
            f"{target} cannot be written: {error.strerror}.",
            current={"file": str(target), "writable": False},
        ) from error
    try:
        with _opened(source) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, pages=PAGES)
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        target.unlink()
        raise Conflict(
            f"{source} cannot be copied: {error}.", current={"file": str(source), "readable": False}
        ) from error
