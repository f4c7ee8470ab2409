"""The steps of bin/test."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import _bootstrap as bootstrap

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LOCAL_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"

KINDS = ("sqlite", "postgresql", "cluster")
SERVED = ["tests/live", "tests/browser", "tests/faults"]
"""Where tests call a served desk from outside, and do not know how it is served."""

REACHED = ".coverage.json"
LEAST_REACHED = 95
"""Percent of the lines and branches of `swarm/`."""

MEMORY = "/dev/shm"  # noqa: S108 - a folder for scratch, as /tmp is


def main(arguments: list[str]) -> int:
    """Runs the tests of the web client, then pytest; 0 only when both pass."""
    os.chdir(bootstrap.ROOT)
    browser = find_browser()
    bootstrap.ensure_environment("dev")
    bootstrap.ensure_client()
    environment = {**os.environ, "SWARM_TEST_CHROMIUM": browser}
    if "TMPDIR" not in environment and os.access(MEMORY, os.W_OK):
        # Every test's database waits for the disk at each commit; in memory it does not.
        environment["TMPDIR"] = MEMORY
    postgres = find_postgres()
    if postgres:
        environment["SWARM_TEST_POSTGRES_URL"] = postgres
    arguments, against = take_against(arguments)
    environment["SWARM_TEST_AGAINST"] = against
    if against == "cluster" and not any(map(is_selection, arguments)):
        arguments += SERVED
    whole = against == KINDS[0] and not any(map(is_selection, arguments))
    web = run_web_tests(environment) if whole else 0
    python = run_pytest(arguments, whole, environment)
    if web:
        print("The web client's own tests failed; see above.")
    return web or python


def take_against(arguments: list[str]) -> tuple[list[str], str]:
    """The arguments without `--against KIND`, and what kind of desk is tested."""
    if "--against" not in arguments:
        return arguments, KINDS[0]
    at = arguments.index("--against")
    kind = "".join(arguments[at + 1 : at + 2])
    if kind not in KINDS:
        bootstrap.fail(f"--against is followed by one of: {', '.join(KINDS)}.")
    return [*arguments[:at], *arguments[at + 2 :]], kind


def find_browser() -> str:
    """The system's Chromium, or an end in a sentence that says how to get one."""
    named = os.environ.get("SWARM_TEST_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found or not shutil.which(found):
        bootstrap.fail(
            "The browser tests need Chromium, and there is none: install it "
            "(on Debian and Ubuntu: apt-get install chromium), or name one in SWARM_TEST_CHROMIUM."
        )
    return str(found)


def find_postgres() -> str:
    """The PostgreSQL for the storage tests: the one named, else a local one that answers."""
    named = os.environ.get("SWARM_TEST_POSTGRES_URL", "")
    if named:
        return named
    try:
        socket.create_connection(("127.0.0.1", 5432), timeout=1).close()
    except OSError:
        print(
            "No PostgreSQL answers on 127.0.0.1:5432: its storage tests will say so. "
            "Start one, or name one in SWARM_TEST_POSTGRES_URL."
        )
        return ""
    return LOCAL_POSTGRES


def is_selection(argument: str) -> bool:
    """Whether a pytest argument asks for some tests only."""
    if argument.startswith("-"):
        return argument.partition("=")[0] in ("-k", "-m", "--lf", "--last-failed", "--deselect")
    return Path(argument.partition("::")[0]).exists()


def run_web_tests(environment: dict[str, str]) -> int:
    """Runs vitest; says how long it took."""
    begun = time.monotonic()
    print("The web client's own tests", flush=True)
    command = bootstrap.node("vitest", "run", "--passWithNoTests")
    status = subprocess.run(command, env=environment, check=False).returncode
    print(f"{time.monotonic() - begun:.0f} s\n", flush=True)
    return status


def run_pytest(arguments: list[str], whole: bool, environment: dict[str, str]) -> int:
    """Runs pytest on every core, with the gate on what they reach when every test runs.

    There is one worker more than cores: the tests that wait come first (`tests/pace.py`).
    """
    # Three processes hold up to 75 of the 100 connections that PostgreSQL allows by default.
    lonely = environment["SWARM_TEST_AGAINST"] == "cluster"
    workers = "1" if lonely else str((os.cpu_count() or 1) + 1)
    command = [*(counting() if whole else [str(bootstrap.PYTHON)]), "-m", "pytest"]
    command += ["-n", workers, "--dist", "worksteal"]
    # Hypothesis judges no test by its speed: that says more of the machine than of the code.
    command.append("--hypothesis-profile=ci")
    if whole:
        command.append("--durations=10")
    tested = subprocess.run([*command, *arguments], env=environment, check=False).returncode
    return judge_reached() or tested if whole else tested


def counting() -> list[str]:
    """What counts the lines and branches that a Python program reaches, and its workers."""
    return [str(bootstrap.PYTHON), "-m", "slipcover", "--json", "--out", REACHED]


def judge_reached() -> int:
    """Shows what was not reached; not 0 where that is too much."""
    least = ["--fail-under", str(LEAST_REACHED)]
    command = [str(bootstrap.PYTHON), "-m", "slipcover", "--merge", REACHED, "--out", REACHED]
    status = subprocess.run([*command, *least], check=False).returncode
    if status:
        print(f"The tests reach less than {LEAST_REACHED}% of swarm/.")
    return status
