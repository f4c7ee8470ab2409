"""Statements on the way of what very many wait for: compiled once, run straight by the driver.

SQLAlchemy writes the SQL and converts what goes in and comes back; what its execution adds (events,
contexts, results) costs several times what the database does here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement


class _Form:
    """The statement in one dialect: its SQL, and how values are given to the driver and back."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, keys: Sequence[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(keys) or None)
        self.sql = str(compiled)
        constants = compiled.construct_params(_check=False)
        converters = compiled._bind_processors  # noqa: SLF001 - what its own execution uses
        self.by_place: bool = compiled.positiontup is not None
        names = compiled.positiontup if self.by_place else constants
        self.slots = [(name, converters.get(name), constants[name]) for name in names]
        readers = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in getattr(statement, "exported_columns", ())
        ]
        self.readers = readers if any(readers) else None

    def fill(self, values: Mapping[str, Any]) -> Any:
        """What the driver takes."""
        ready = [
            values.get(name, usual) if convert is None else convert(values.get(name, usual))
            for name, convert, usual in self.slots
        ]
        if self.by_place:
            return ready
        return {slot[0]: value for slot, value in zip(self.slots, ready, strict=True)}

    def read(self, row: Any) -> Any:
        """A row of the driver as values of the desk."""
        if row is None or self.readers is None:
            return row
        return tuple(
            value if read is None else read(value)
            for read, value in zip(self.readers, row, strict=True)
        )


class Prepared:
    """One statement with named values; `keys` are the columns of an insert."""

    def __init__(self, statement: ClauseElement, keys: Sequence[str] = ()) -> None:
        self.statement = statement
        self.keys = keys
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute it in the transaction of `connection`; the first row, None where there is none.

        Raises what SQLAlchemy raises.
        """
        raw = connection.connection
        try:
            return self.ask(connection.dialect, raw.dbapi_connection, values)
        except DBAPIError as error:
            if error.connection_invalidated:
                connection.invalidate(error)
            raise

    def ask(self, dialect: Dialect, raw: Any, values: Mapping[str, Any]) -> Any:
        """As `run`, on a connection of the driver; what it is good for afterwards is the caller's
        to see: a lost one is told by `connection_invalidated` of the error.
        """
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self.statement, dialect, self.keys)
        cursor = raw.cursor()
        errors: Any = dialect.loaded_dbapi.Error
        try:
            cursor.execute(form.sql, form.fill(values))
            return form.read(cursor.fetchone()) if cursor.description else None
        except errors as error:
            raise DBAPIError.instance(
                form.sql, None, error, errors, dialect=dialect,
                connection_invalidated=dialect.is_disconnect(error, raw, cursor),
            ) from error  # fmt: skip
        finally:
            cursor.close()
