"""Where the database stands among the migrations, and bringing it forward."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine

from swarm import clock
from swarm.config import ROOT, Settings
from swarm.db import Base, create_private
from swarm.knowledge.search import INDEX as ARTICLES
from swarm.rooms.talk.search import is_search_object as is_message_search
from swarm.tickets.search import is_search_object as is_ticket_search

TABLES = (
    "activity", "people", "accounts", "outbox", "tickets", "knowledge", "skills", "tiers", "rooms",
    "rooms.feedback", "tiers.policies", "tiers.queues", "rooms.talk", "rooms.files", "rooms.board",
    "rooms.reaching", "reports.aggregates", "reports.saved", "people.on_call", "tickets.severity",
    "rooms.severity", "tickets.restricted", "rooms.picking",
)  # fmt: skip


def every_table() -> MetaData:
    """The metadata of all packages."""
    for package in TABLES:
        importlib.import_module(f"swarm.{package}.tables")
    return Base.metadata


def ours(name: str | None, kind: str) -> bool:
    """Whether alembic should compare this object."""
    owned = ARTICLES.owns(name, kind) or is_message_search(name, kind)
    return not (owned or is_ticket_search(name, kind))


def _config(url: str) -> Config:
    folder = ROOT / "migrations"
    if not folder.is_dir():
        folder = Path(__file__).resolve().parent / "_migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def current_and_head(url: str) -> tuple[str | None, str | None]:
    """The revision the database is at (None: empty), and the newest one there is."""
    create_private(url)
    head = ScriptDirectory.from_config(_config(url)).get_current_head()
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), head
    finally:
        engine.dispose()


def upgrade(url: str, to: str = "head") -> None:
    """Run every migration that is missing, or those up to a revision."""
    create_private(url)
    command.upgrade(_config(url), to)


def differences(url: str) -> list[str]:
    """How the database's tables differ from those in the code; empty when they do not."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": True,
                    "include_object": lambda _o, name, kind, _r, _c: ours(name, kind),
                },
            )
            return [str(found) for found in compare_metadata(context, every_table())]
    finally:
        engine.dispose()


def back_up_before(settings: Settings, current: str | None) -> Path | None:
    """A copy of the embedded database before it is migrated; None where there is nothing."""
    if current is None or not settings.database.startswith("sqlite:///"):
        return None
    source = Path(settings.database.removeprefix("sqlite:///"))
    target = settings.var / "backups" / f"before-{current}-{clock.now():%Y%m%d-%H%M%S}.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    create_private(f"sqlite:///{target}")
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    target.chmod(0o600)
    return target
