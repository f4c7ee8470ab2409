"""Several processes on one machine: PostgreSQL, a Redis of their own, and nginx in front.

`python -m swarm.bench.cluster` (bin/cluster) starts all of it in a scratch folder, prints one
line of JSON with the addresses, and takes everything away at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from sqlalchemy import create_engine, make_url, text

from swarm.bench.targets import START, Missing, answers, free_port
from swarm.migrating import upgrade

LOCAL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
NAMES = "abcdefgh"

NGINX = Path(__file__).resolve().parent / "peers" / "nginx.conf"


@dataclass
class Cluster:
    """Everything that runs: where it is reached, and its parts by name."""

    folder: Path
    postgres: str
    port: int = field(default_factory=free_port)
    database_url: str = ""
    redis_port: int = field(default_factory=free_port)
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    ports: dict[str, int] = field(default_factory=dict)
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def addresses(self) -> dict[str, str]:
        """The address of each process, by its name."""
        return {name: f"http://127.0.0.1:{port}" for name, port in self.ports.items()}

    @property
    def environment(self) -> dict[str, str]:
        """What every process is told, and a command that works on the same desk."""
        return {
            **os.environ,
            "SWARM_DATABASE_URL": self.database_url,
            "SWARM_REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "SWARM_SECRET_KEY": self.secret,
            "SWARM_VAR": str(self.folder),
            "SWARM_TRUST_PROXY": "1",
            "SWARM_LOG_LEVEL": "WARNING",
        }

    def make_database(self) -> None:
        """A scratch database with tables."""
        name = f"swarm_cluster_{secrets.token_hex(4)}"
        self._keep(f"CREATE DATABASE {name}")
        made = make_url(self.postgres).set(database=name)
        self.database_url = made.render_as_string(hide_password=False)
        upgrade(self.database_url)

    def start(self, processes: int) -> None:
        """Start Redis, the desk's processes and nginx. Raises Missing where one cannot be had."""
        self.start_redis()
        for name in NAMES[:processes]:
            self.ports[name] = free_port()
            self._serve(name)
        for name, port in self.ports.items():
            self._await(port, name)
        self.start_proxy()

    def start_redis(self) -> None:
        """Start Redis on its port: also again, after it was ended."""
        server = _find("redis-server")
        self._run(
            "redis", [server, "--port", str(self.redis_port), "--bind", "127.0.0.1",
                      "--save", "", "--appendonly", "no"],
        )  # fmt: skip

    def start_proxy(self) -> None:
        """Start nginx before the processes that `ports` names."""
        each = {name: f"server 127.0.0.1:{port};" for name, port in self.ports.items()}
        path = self.folder / "nginx.conf"
        path.write_text(
            NGINX.read_text().format(
                folder=self.folder,
                port=self.port,
                everyone=" ".join(each.values()),
                each="\n  ".join(f"upstream swarm_{n} {{ {one} }}" for n, one in each.items()),
                sticky=" ".join(f"~^{name}\\. swarm_{name};" for name in each),
            )
        )
        self._run("nginx", [_find("nginx"), "-p", str(self.folder), "-c", str(path)])
        self._await(self.port, "nginx")

    def close(self) -> None:
        """End everything and drop the database."""
        for part in self.parts.values():
            with contextlib.suppress(ProcessLookupError):
                part.send_signal(signal.SIGCONT)
            part.terminate()
        for part in self.parts.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                part.wait(5)
            part.kill()
            part.wait()
        if self.database_url:
            self._keep(f"DROP DATABASE {make_url(self.database_url).database} WITH (FORCE)")

    def _serve(self, name: str) -> None:
        environment = {**self.environment, "SWARM_PROCESS": name}
        address = f"127.0.0.1:{self.ports[name]}"
        command = [sys.executable, "-m", "gunicorn", "-k", "gevent", "-w", "1", "-b", address]
        options = ["--worker-connections", "10000", "--log-level", "warning", "--timeout", "120"]
        # What is still open must not outlive who ends it.
        options += ["--graceful-timeout", "2"]
        self._run(name, [*command, *options, "swarm.serving:wsgi()"], environment)

    def _run(
        self, name: str, command: list[str], environment: dict[str, str] | None = None
    ) -> None:
        with (self.folder / f"{name}.out").open("ab") as log:
            self.parts[name] = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def _await(self, port: int, name: str) -> None:
        end = time.monotonic() + START
        while not answers(port):
            if self.parts[name].poll() is not None or time.monotonic() > end:
                raise Missing((self.folder / f"{name}.out").read_text()[-800:])
            time.sleep(0.1)

    def _keep(self, statement: str) -> None:
        engine = create_engine(self.postgres, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _find(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Missing(f"there is no {program}; on Debian and Ubuntu: apt-get install {program}")
    return found


@contextlib.contextmanager
def running_cluster(
    processes: int, port: int = 0, postgres: str = "",
    prepare: Callable[[Cluster], None] = lambda _: None,
) -> Iterator[Cluster]:  # fmt: skip
    """A cluster for as long as the block lasts; `prepare` is done before it is served."""
    with tempfile.TemporaryDirectory(prefix="swarm-cluster-") as folder:
        # nginx drops its rights where it is started as root, and must still reach its files.
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder), postgres or LOCAL)
        cluster.port = port or cluster.port
        try:
            cluster.make_database()
            prepare(cluster)
            cluster.start(processes)
            yield cluster
        finally:
            cluster.close()


def main() -> int:
    """Start, say where, wait for a signal, end."""
    parser = argparse.ArgumentParser(prog="bin/cluster", description=__doc__)
    parser.add_argument("--processes", type=int, default=3, choices=range(1, len(NAMES) + 1))
    parser.add_argument("--port", type=int, default=0, help="of nginx; 0 takes a free one")
    parser.add_argument("--postgres", default=os.environ.get("SWARM_TEST_POSTGRES_URL", ""))
    wish = parser.parse_args()
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    try:
        with running_cluster(wish.processes, wish.port, wish.postgres) as cluster:
            told: dict[str, Any] = {
                "url": cluster.url,
                "addresses": cluster.addresses,
                "database": cluster.database_url,
                "redis": f"redis://127.0.0.1:{cluster.redis_port}/0",
                "processes": {name: one.pid for name, one in cluster.parts.items()},
            }
            click.echo(json.dumps(told))
            over.wait()
    except Missing as missing:
        click.echo(f"bin/cluster: {missing}", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
