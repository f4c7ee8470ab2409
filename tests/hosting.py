"""A desk that is really served, in the way that SWARM_TEST_AGAINST names: the tests do not know.

`sqlite` and `postgresql` are one process, by the command that serves in production; `cluster` is
three processes on PostgreSQL and Redis behind nginx.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from swarm.bench.cluster import LOCAL, Cluster, running_cluster
from swarm.bench.targets import free_port

AGAINST = os.environ.get("SWARM_TEST_AGAINST", "sqlite")
POSTGRES = os.environ.get("SWARM_TEST_POSTGRES_URL") or LOCAL
SECRET = "for-tests-only-" + "y" * 32
START_SECONDS = 150


@dataclass(frozen=True)
class Host:
    """Where the desk is reached, its processes one by one, and what a command beside it needs."""

    url: str
    each: list[str]
    environment: dict[str, str]

    @property
    def database_url(self) -> str:
        """The desk's database."""
        return self.environment["SWARM_DATABASE_URL"]


def until(check: Callable[[], bool], seconds: float) -> bool:
    """Wait until `check` holds, at most `seconds`; tells whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.02)
    return check()


@contextmanager
def hosted(folder: Path, *commands: list[str]) -> Iterator[Host]:
    """A served desk with its tables, after `commands` of the command line were run on it."""
    if AGAINST == "cluster":
        with three_processes(*commands) as host:
            yield host
    else:
        with scratch_database(folder) as url, one_process(folder, url, *commands) as host:
            yield host


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """An empty database of the kind that is asked for."""
    if AGAINST == "sqlite":
        yield f"sqlite:///{folder / 'desk.db'}"
        return
    cluster = Cluster(folder, POSTGRES)
    cluster.make_database()
    try:
        yield cluster.database_url
    finally:
        cluster.close()


@contextmanager
def one_process(folder: Path, url: str, *commands: list[str]) -> Iterator[Host]:
    """A desk served by one process."""
    port = free_port()
    environment = {
        **os.environ,
        "SWARM_DATABASE_URL": url,
        "SWARM_REDIS_URL": "",
        "SWARM_SECRET_KEY": SECRET,
        "SWARM_VAR": str(folder),
        "SWARM_PORT": str(port),
        "SWARM_LOG_LEVEL": "WARNING",
    }
    for arguments in (["migrate"], *commands):
        run_command(environment, arguments)
    process = subprocess.Popen([sys.executable, "-m", "swarm", "serve"], env=environment)
    address = f"http://127.0.0.1:{port}"

    def up() -> bool:
        try:
            return requests.get(f"{address}/health", timeout=2).ok
        except (requests.ConnectionError, requests.Timeout):
            assert process.poll() is None, "the server ended"
            return False

    try:
        assert until(up, START_SECONDS), "the server did not start"
        yield Host(address, [address], environment)
    finally:
        process.terminate()
        ended = process.wait(30)
    assert ended == 0


@contextmanager
def three_processes(*commands: list[str]) -> Iterator[Host]:
    """A desk served by three processes on PostgreSQL and Redis behind nginx."""

    def prepare(cluster: Cluster) -> None:
        for arguments in commands:
            run_command(cluster.environment, arguments)

    with running_cluster(3, postgres=POSTGRES, prepare=prepare) as cluster:
        yield Host(cluster.url, list(cluster.addresses.values()), cluster.environment)


def run_command(environment: dict[str, str], arguments: list[str]) -> str:
    """What `swarm ARGUMENTS` prints."""
    command = [sys.executable, "-m", "swarm", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()
