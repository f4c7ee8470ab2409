"""A full-text index of a table, kept by the database itself.

SQLite: an FTS5 table without content of its own, filled by triggers. PostgreSQL: a generated
tsvector column with a GIN index. Migrations and `create_all` make it with the same statements.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class FullText:
    """The index of `columns` of `table`, whose rows are known by `key`.

    `tokenize` is how FTS5 reads words, `vector` the tsvector that PostgreSQL keeps.
    """

    table: str
    key: str
    columns: tuple[str, ...]
    tokenize: str
    vector: str

    def create(self, connection: Connection) -> None:
        """Make it on a table that exists."""
        for statement in self._sqlite() if _is_sqlite(connection) else self._postgres():
            connection.execute(text(statement))

    def drop(self, connection: Connection) -> None:
        """Take it away; the table stays."""
        if _is_sqlite(connection):
            for moment in ("insert", "delete", "update"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {self.table}_fts_{moment}"))
            connection.execute(text(f"DROP TABLE IF EXISTS {self.table}_fts"))
        else:
            connection.execute(text(f"ALTER TABLE {self.table} DROP COLUMN IF EXISTS search"))

    def owns(self, name: str | None, kind: str) -> bool:
        """Whether a table, column or index found in a database belongs to it."""
        if name is None:
            return False
        if kind == "table":
            return name.startswith(f"{self.table}_fts")
        return (kind == "column" and name == "search") or name == f"ix_{self.table}_search"

    def _sqlite(self) -> list[str]:
        fts, columns = f"{self.table}_fts", ", ".join(self.columns)
        new, old = (
            ", ".join(f"{row}.{column}" for column in (self.key, *self.columns))
            for row in ("new", "old")
        )
        add = f" INSERT INTO {fts}(rowid, {columns}) VALUES ({new});"  # noqa: S608 - names of ours
        take = f" INSERT INTO {fts}({fts}, rowid, {columns}) VALUES ('delete', {old});"  # noqa: S608 - names of ours
        begin = f"CREATE TRIGGER {fts}"
        return [
            f"CREATE VIRTUAL TABLE {fts} USING fts5({columns}, content='{self.table}',"
            f" content_rowid='{self.key}', tokenize='{self.tokenize}')",
            f"{begin}_insert AFTER INSERT ON {self.table} BEGIN{add} END",
            f"{begin}_delete AFTER DELETE ON {self.table} BEGIN{take} END",
            f"{begin}_update AFTER UPDATE OF {columns} ON {self.table} BEGIN{take}{add} END",
        ]

    def _postgres(self) -> list[str]:
        return [
            f"ALTER TABLE {self.table} ADD COLUMN search tsvector GENERATED ALWAYS AS"
            f" ({self.vector}) STORED",
            f"CREATE INDEX ix_{self.table}_search ON {self.table} USING gin (search)",
        ]


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
