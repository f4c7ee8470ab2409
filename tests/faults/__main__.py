"""The full set: `bin/faults [name …]`; prints the table of docs/reliability.md as it goes.

Needs the PostgreSQL of the tests (SWARM_TEST_POSTGRES_URL or a local one), redis-server and nginx
for what concerns them, and the right to mount a small tmpfs for the full disk; what cannot be done
here is named as skipped.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy import create_engine, text

from swarm.bench.cluster import LOCAL, Cluster, running_cluster
from swarm.bench.targets import Missing
from tests.faults.history import Verdict
from tests.faults.proxy import Proxy
from tests.faults.runs import Run, on_sqlite
from tests.faults.scenes import Desk, make_room, scene
from tests.faults.surroundings import clock_moved, cut, deaf, herd

POSTGRES = os.environ.get("SWARM_TEST_POSTGRES_URL") or LOCAL
POINTS = ("before_commit", "after_commit", "after_broadcast")


def killed(times: int = 9) -> Run:
    """`kill -9`, at each named point in turn and at random moments."""
    with on_sqlite() as (desk, room), scene(lambda: desk.url, room) as people:
        for number in range(times):
            point = POINTS[number % 3]
            desk.kill()
            desk.start(SWARM_FAULT=f"{point}:{random.randint(5, 60)}")
            if not desk.dies(60):
                raise RuntimeError(f"{point} was never passed")
            desk.start()
            time.sleep(random.uniform(0.2, 1.0))
        verdict = people.judge()
    return Run("`kill -9` at named points and at random (SQLite)", 2 * times, verdict)


def terminated(times: int = 8) -> Run:
    """Every connection of the desk to PostgreSQL is ended by the server."""
    with tempfile.TemporaryDirectory() as folder:
        made = Cluster(Path(folder), POSTGRES)
        made.make_database()
        desk = Desk(Path(folder), made.database_url)
        room = make_room(desk.database_url)
        engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        name = made.database_url.rpartition("/")[2]
        desk.start()
        try:
            with scene(lambda: desk.url, room) as people, engine.connect() as keeper:
                for _ in range(times):
                    time.sleep(random.uniform(0.3, 1.0))
                    keeper.execute(
                        text(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                            "WHERE datname = :name"
                        ),
                        {"name": name},
                    )
                time.sleep(0.5)
                verdict = people.judge()
        finally:
            desk.kill()
            engine.dispose()
            made.close()
    return Run("PostgreSQL ends every backend of the desk", times, verdict)


def _with_redis(hurt: Callable[[Cluster], None], times: int) -> Verdict:
    with running_cluster(2, postgres=POSTGRES) as cluster:
        # The processes have an empty database: the room is made beside them.
        room = make_room(cluster.database_url)
        with scene(lambda: cluster.url, room, ears=4) as people:
            for _ in range(times):
                time.sleep(1)
                hurt(cluster)
            time.sleep(1)
            return people.judge()


def redis_killed(times: int = 3) -> Run:
    """Redis is killed and comes back empty."""

    def hurt(cluster: Cluster) -> None:
        cluster.parts["redis"].kill()
        cluster.parts["redis"].wait()
        time.sleep(1.5)
        cluster.start_redis()

    return Run("Redis killed and started again (two processes)", times, _with_redis(hurt, times))


def redis_paused(times: int = 3) -> Run:
    """Redis stops answering without closing a connection."""

    def hurt(cluster: Cluster) -> None:
        cluster.parts["redis"].send_signal(signal.SIGSTOP)
        time.sleep(3)
        cluster.parts["redis"].send_signal(signal.SIGCONT)

    return Run("Redis paused for 3 s (two processes)", times, _with_redis(hurt, times))


def disk_full(times: int = 3) -> Run:
    """The disk of the database is full for a while."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            raise Missing("a tmpfs cannot be mounted here")
        try:
            desk = Desk(Path(folder), f"sqlite:///{folder}/desk.db")
            room = make_room(desk.database_url)
            desk.start()
            with scene(lambda: desk.url, room) as people:
                filler = Path(folder) / "filler"
                for _ in range(times):
                    time.sleep(1)
                    with contextlib.suppress(OSError), filler.open("wb") as file:
                        while file.write(b"\0" * 4096):
                            file.flush()
                    time.sleep(2)
                    filler.unlink()
                time.sleep(1)
                verdict = people.judge()
            desk.kill()
        finally:
            subprocess.run(["umount", "-l", folder], check=False)
    return Run("disk full for 2 s", times, verdict)


def network(times: int = 6) -> Run:
    """A proxy between the people and the desk delays, resets and falls silent."""
    with on_sqlite() as (desk, room):
        proxy = Proxy(desk.port)
        try:
            with scene(lambda: proxy.url, room) as people:
                for number in range(times):
                    time.sleep(0.7)
                    (proxy.delay, proxy.reset, proxy.silence)[number % 3]()
                    time.sleep(0.7)
                    proxy.heal()
                verdict = people.judge()
        finally:
            proxy.close()
    return Run("network delayed, reset, half open", times, verdict)


SCENES: dict[str, Callable[[], Run]] = {
    "killed": killed,
    "terminated": terminated,
    "redis-killed": redis_killed,
    "redis-paused": redis_paused,
    "disk-full": disk_full,
    "network": network,
    "cut": cut,
    "clock": clock_moved,
    "herd": herd,
    "deaf": deaf,
}


def main(names: list[str]) -> int:
    """Run the named scenes, or all of them; 1 when one of them shows a fault."""
    click.echo(
        "| fault | injected | acknowledged | unknown | lost | doubled | out of order | missed |"
    )
    click.echo("| --- | --- | --- | --- | --- | --- | --- | --- |")
    bad = 0
    for name in names or SCENES:
        try:
            run = SCENES[name]()
        except Missing as missing:
            click.echo(f"| {name} | skipped: {missing} | | | | | | |")
            continue
        click.echo(run.row())
        bad += not run.verdict.good
        for fault in run.verdict.faults[:5]:
            click.echo(f"  {fault}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
