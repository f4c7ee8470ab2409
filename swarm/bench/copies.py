"""Tickets of a filled desk again and again, copied by the database: very many of them, soon."""

from __future__ import annotations

from sqlalchemy import text

from swarm.bench.year import COLUMNS
from swarm.db import Base, Database
from swarm.reports.aggregates.tables import TicketAggregate

SHIFTED = frozenset({"number", "ticket_number", "swarm_id"})
STREAMS = frozenset({"stream", "name"})


def multiply(database: Database, count: int, times: int) -> None:
    """Copy tickets 1 to `count`, with all that belongs to them and their kept figures, until each
    is there `times` times."""
    kept = " ".join(column.name for column in TicketAggregate.__table__.columns)
    tables: dict[type[Base], str] = {**COLUMNS, TicketAggregate: kept}
    for copy in range(1, times):
        with database.write() as session:
            for table, said in tables.items():
                session.execute(text(_copying(table, said.split(), count, copy * count)))


def _copying(table: type[Base], names: list[str], count: int, shift: int) -> str:
    moved = [_moved(table, name, shift) for name in names]
    own = next(
        name for name in ("ticket_number", "swarm_id", "number", "id", *STREAMS) if name in names
    )
    first = f"cast(substr({own}, 9) as integer)" if own in STREAMS else own
    into = table.__tablename__
    return (
        f"INSERT INTO {into} ({', '.join(names)}) SELECT {', '.join(moved)} FROM {into}"  # noqa: S608 - names of our own tables
        f" WHERE {first} BETWEEN 1 AND {count}"
    )


def _moved(table: type[Base], name: str, shift: int) -> str:
    if name in SHIFTED or (name == "id" and table.__tablename__ == "swarm"):
        return f"{name} + {shift}"
    if name in STREAMS:
        return f"'tickets/' || (cast(substr({name}, 9) as integer) + {shift})"
    return name
