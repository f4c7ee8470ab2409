"""Statements on the way of what very many wait for: compiled once, run straight by the driver.

SQLAlchemy writes the SQL and converts what goes in; what its execution adds (events, contexts,
results) costs several times what the database does here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement


class _Form:
    """The statement in one dialect: its SQL, and how its values are given to the driver."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, keys: Sequence[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(keys) or None)
        self.sql = str(compiled)
        self.constants = compiled.construct_params(_check=False)
        converters = compiled._bind_processors  # noqa: SLF001 - what its own execution uses
        self.order: Sequence[str] | None = compiled.positiontup
        names = self.order if self.order is not None else self.constants
        self.converters = [(name, converters.get(name)) for name in names]

    def fill(self, values: Mapping[str, Any]) -> Any:
        """What the driver takes."""
        ready = {
            name: convert(value) if convert is not None else value
            for name, convert in self.converters
            for value in (values.get(name, self.constants[name]),)
        }
        return tuple(ready[name] for name in self.order) if self.order is not None else ready


class Prepared:
    """One statement with named values; `keys` are the columns of an insert."""

    def __init__(self, statement: ClauseElement, keys: Sequence[str] = ()) -> None:
        self.statement = statement
        self.keys = keys
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute it in the transaction of `connection`; the first row, None where there is none.

        Values come back as the driver gives them: this is for numbers and texts. Raises what
        SQLAlchemy raises.
        """
        dialect = connection.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self.statement, dialect, self.keys)
        cursor = connection.connection.cursor()
        errors: Any = dialect.loaded_dbapi.Error
        try:
            cursor.execute(form.sql, form.fill(values))
            return cursor.fetchone() if cursor.description else None
        except errors as error:
            if dialect.is_disconnect(error, connection.connection, cursor):
                connection.invalidate(error)
            raise DBAPIError.instance(form.sql, None, error, errors, dialect=dialect) from error
        finally:
            cursor.close()
