"""bin/cluster: several processes are one desk, and nothing of them is left at the end."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough password"
WAIT = 60.0


def with_mark(mark: str) -> list[int]:
    """The processes that have inherited `mark` in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
    return found


def wait_for(check: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WAIT
    while not check():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@contextmanager
def cluster(mark: str, folder: Path) -> Iterator[dict[str, Any]]:
    """What bin/cluster said when all was up; it is stopped by a signal, as a person would."""
    environment = {**os.environ, "SWARM_TEST_MARK": mark, "TMPDIR": str(folder)}
    command = [sys.executable, str(ROOT / "bin" / "cluster")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield json.loads(next(line for line in running.stdout if line.startswith("{")))
        finally:
            running.send_signal(signal.SIGTERM)
            assert running.wait(WAIT) == 0


def call(session: requests.Session, method: str, address: str, body: Any = None) -> Any:
    answer = session.request(method, address, json=body, timeout=WAIT)
    assert answer.ok, (method, address, answer.status_code, answer.text)
    return answer.json()


def signed_in(told: dict[str, Any]) -> requests.Session:
    """A new person's browser, signed in through nginx."""
    add = ["users", "add", "ada@example.org", "--name", "Ada", "--role", "agent"]
    subprocess.run(
        [sys.executable, "-m", "swarm", *add, "--password-stdin"],
        env={**os.environ, "SWARM_DATABASE_URL": told["database"]},
        input=PASSWORD, text=True, check=True, capture_output=True,
    )  # fmt: skip
    browser = requests.Session()
    credentials = {"email": "ada@example.org", "password": PASSWORD}
    me = call(browser, "POST", f"{told['url']}/api/sign-in", credentials)
    browser.headers["X-CSRF-Token"] = me["csrf"]
    return browser


def follow(address: str, browser: requests.Session, stream: str, heard: list[Any]) -> Any:
    """A connection of the same person to one process by itself."""
    client = socketio.Client(reconnection=False)
    client.on("activity", heard.append)
    cookie = f"swarm_session={browser.cookies['swarm_session']}"
    client.connect(address, headers={"Cookie": cookie}, transports=["websocket"], wait_timeout=30)
    assert client.call("follow", {"stream": stream}, timeout=30)["ok"]
    return client


@pytest.mark.timeout(400)
def test_a_line_posted_through_nginx_is_heard_at_every_process_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    mark = secrets.token_hex(12)
    with cluster(mark, tmp_path) as told, ExitStack() as connections:
        assert len(told["addresses"]) == 3
        browser = signed_in(told)
        api = f"{told['url']}/api"
        ticket = call(browser, "POST", f"{api}/tickets", {"summary": "x", "description": "y"})
        call(browser, "PUT", f"{api}/tickets/{ticket['number']}/owner", {})
        ask = {"help_needed": "Who knows VPN?"}
        swarm = call(browser, "POST", f"{api}/tickets/{ticket['number']}/swarms", ask)["id"]
        heard: dict[str, list[Any]] = {name: [] for name in told["addresses"]}
        for name, address in told["addresses"].items():
            client = follow(address, browser, f"swarms/{swarm}", heard[name])
            connections.callback(client.disconnect)
        message = {"client_id": "1", "body": "Is anybody there?"}
        seq = call(browser, "POST", f"{api}/swarms/{swarm}/messages", message)["seq"]
        for name, lines in heard.items():
            wait_for(lambda lines=lines: bool(lines), f"{name} told nothing")
            assert [(line["seq"], line["data"]["body"]) for line in lines] == [
                (seq, "Is anybody there?")
            ]
    wait_for(lambda: not with_mark(mark), "processes are left")
    assert list(tmp_path.glob("swarm-cluster-*")) == []
    for address in (told["url"], told["redis"], *told["addresses"].values()):
        with socket.socket() as probe:
            url = make_url(address)
            assert probe.connect_ex((str(url.host), int(url.port or 0))) != 0, address
    with pytest.raises(OperationalError, match="does not exist"):
        create_engine(told["database"]).connect().execute(text("SELECT 1"))
