"""Structured logs: one JSON object a line, with the request's id, without secrets."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET = ("password", "secret", "token", "authorization", "cookie")


def without_secrets(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> Any:
    """Blank out whatever is named like a secret."""
    for name in event:
        if any(word in name.lower() for word in SECRET):
            event[name] = "(left out)"
    return event


def start_logging(level: str = "INFO") -> None:
    """Send our own and the libraries' logs to standard error in one form."""
    # First of all: what is too quiet to be heard is not even put together.
    heard = structlog.stdlib.filter_by_level
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_secrets,
    ]
    structlog.configure(
        processors=[
            heard,
            *shared,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processor=structlog.processors.JSONRenderer()
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("alembic").setLevel(logging.WARNING)
