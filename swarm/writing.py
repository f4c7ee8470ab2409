"""What the commands of one shared commit write through: a bare connection, the ORM if wanted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session


class Writer:
    """A session that is made when something is asked of it that only a session can do.

    Most messages need none, and a session costs as much as all of their statements.
    """

    def __init__(self, connection: Connection, **info: Any) -> None:
        self._connection = connection
        self._session: Session | None = None
        self.info = info

    def connection(self) -> Connection:
        """The connection with the transaction of all commands."""
        return self._connection

    def flush(self) -> None:
        """Write what a session holds back, if there is one."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let go of the session; the transaction is the caller's to end."""
        if self._session is not None:
            self._session.close()

    def __getattr__(self, name: str) -> Any:
        if self._session is None:
            self._session = Session(
                self._connection, expire_on_commit=False, info=self.info,
                join_transaction_mode="rollback_only",
            )  # fmt: skip
        return getattr(self._session, name)
