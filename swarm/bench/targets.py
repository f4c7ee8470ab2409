"""The servers that are measured side by side, each started as it would be used."""

from __future__ import annotations

import contextlib
import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text

from swarm.bench.scratch import Room, fill

PEERS = Path(__file__).resolve().parent / "peers"
START = 180.0


class Missing(Exception):
    """A peer that cannot be had here; the sentence says why."""


@dataclass
class Target:
    """One running server: where it listens, its processes, and the rooms in it."""

    name: str
    port: int
    pids: list[int]
    rooms: list[Room]
    people: list[tuple[str, str]]
    stored: bool = True


@dataclass
class Yard:
    """Starts servers in one folder, and ends them all."""

    folder: Path
    shape: list[int]
    postgres: str = ""
    stock: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    scratch: list[str] = field(default_factory=list)

    def start(self, name: str) -> Target:
        """Start one of `sqlite`, `postgresql`, `unstored`, `stock`, `node`. Raises Missing."""
        if name in ("stock", "node"):
            return self._start_peer(name)
        url = self._database(name)
        rooms, people = fill(url, self.shape)
        module = ["swarm.bench.unstored"] if name == "unstored" else ["swarm", "serve"]
        port, pid = self.serve(name, url, module)
        return Target(name, port, [pid], rooms, people, stored=name != "unstored")

    def serve(self, name: str, url: str, module: Sequence[str]) -> tuple[int, int]:
        """Serve a database from a folder of that name: port and process. Raises Missing."""
        port = free_port()
        environment = {
            **os.environ,
            "SWARM_DATABASE_URL": url,
            "SWARM_SECRET_KEY": secrets.token_hex(16),
            "SWARM_VAR": str(self.folder / name),
            "SWARM_PORT": str(port),
            "SWARM_REDIS_URL": "",
            "SWARM_LOG_LEVEL": "WARNING",
        }
        return port, self._run(name, [sys.executable, "-m", *module], environment, port)

    def close(self) -> None:
        """End every server, and drop what was made for it."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
        for name in self.scratch:
            with _keeper(self.postgres) as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def _database(self, name: str) -> str:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if name != "postgresql":
            return f"sqlite:///{folder / 'desk.db'}"
        if not self.postgres:
            raise Missing("no PostgreSQL was named")
        made = f"swarm_bench_{secrets.token_hex(4)}"
        try:
            with _keeper(self.postgres) as connection:
                connection.execute(text(f"CREATE DATABASE {made}"))
        except OSError as error:
            raise Missing(str(error)) from error
        self.scratch.append(made)
        return make_url(self.postgres).set(database=made).render_as_string(hide_password=False)

    def _start_peer(self, name: str) -> Target:
        port = free_port()
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if name == "stock":
            python = self.stock or make_stock(folder)
            command = [python, str(PEERS / "stock.py")]
        else:
            command = [make_node(folder), str(folder / "node.js")]
        pid = self._run(name, command, {**os.environ, "PORT": str(port)}, port)
        rooms = [
            {
                "stream": f"swarms/{number}",
                "path": f"/api/swarms/{number}/messages",
                "tokens": ["nobody"] * members,
            }
            for number, members in enumerate(self.shape, 1)
        ]
        people = [(f"people/{number}", "nobody") for number in range(sum(self.shape))]
        return Target(name, port, [pid], rooms, people, stored=False)

    def _run(self, name: str, command: list[str], environment: dict[str, str], port: int) -> int:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        end = time.monotonic() + START
        while not answers(port):
            if process.poll() is not None or time.monotonic() > end:
                tail = (self.folder / f"{name}.log").read_text()[-500:]
                raise Missing(f"it did not start: {tail}")
            time.sleep(0.1)
        return process.pid


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether a server is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def _keeper(url: str) -> Iterator[Any]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def make_stock(folder: Path) -> str:
    """A Python that has Flask-SocketIO on gevent, installed into `folder`. Raises Missing."""
    python = folder / "venv" / "bin" / "python"
    venv.create(folder / "venv", with_pip=True)
    # gevent-websocket must not be there: merely installed it changes how gevent serves.
    _install([str(python), "-m", "pip", "install", "-q", "flask-socketio", "gevent"], folder)
    _install([str(python), "-m", "pip", "install", "-q", "simple-websocket"], folder)
    return str(python)


def make_node(folder: Path) -> str:
    """A Node.js with socket.io beside the peer's script in `folder`. Raises Missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise Missing("there is no Node.js")
    shutil.copy(PEERS / "node.js", folder / "node.js")
    _install([npm, "install", "--silent", "--no-audit", "--no-fund", "socket.io@4"], folder)
    return node


def _install(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{command[0]} could not install it: {(done.stderr or done.stdout)[-300:]}")
