"""`swarm serve`: one process that serves the desk until a signal comes."""

from __future__ import annotations

import os
import sys

import click


@click.command()
def serve() -> None:
    """Serve the desk on SWARM_HOST and SWARM_PORT until SIGTERM or SIGINT."""
    # joblib would start a program to count the cores, which gevent allows on its main loop only.
    # It does not count where fewer are allowed than there are; one stays free for the loop.
    os.environ.setdefault("LOKY_MAX_CPU_COUNT", str(max(1, (os.cpu_count() or 1) - 1)))
    # Before anything opens a socket or starts a thread: everything must be cooperative.
    from gevent import monkey  # noqa: PLC0415 - patching belongs to this command alone

    monkey.patch_all()
    from swarm.config import Settings  # noqa: PLC0415 - as above
    from swarm.readiness import refuse  # noqa: PLC0415 - as above

    # What serves takes seconds to load: whoever forgot something hears of it at once.
    settings = Settings()
    reason = refuse(settings)
    if reason is not None:
        click.echo(f"swarm: {reason}", err=True)
        sys.exit(1)
    from swarm.serving import run  # noqa: PLC0415 - imported only after the patching

    sys.exit(run(settings))
