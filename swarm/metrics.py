"""What the desk counts about itself, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The figures of one running desk; they name routes and kinds, never people."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "swarm_requests", "Requests answered", ["route", "method", "status"],
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "swarm_request_seconds", "Seconds to answer a request", ["route"],
            registry=self.registry,
        )  # fmt: skip
        self.lines = Counter(
            "swarm_activity_lines", "Lines of activity committed", ["kind"], registry=self.registry
        )

    def count_lines(self, lines: Iterable[Any]) -> None:
        """Count what was just committed."""
        for line in lines:
            self.lines.labels(line.kind).inc()

    def watch(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Add a gauge that is read when somebody asks."""
        Gauge(name, what, registry=self.registry).set_function(read)

    def page(self) -> bytes:
        """All figures in Prometheus' text form."""
        return generate_latest(self.registry)
