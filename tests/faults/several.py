"""Three processes of the desk behind nginx, hurt as one is: the first is the one that dies."""

from __future__ import annotations

from pathlib import Path

from swarm.bench.cluster import Cluster
from tests.faults.scenes import Desk


class Several:
    """As a `Desk`, of three processes with PostgreSQL, a Redis of their own and nginx in front."""

    def __init__(self, folder: Path, postgres: str) -> None:
        # nginx drops its rights where it is started as root, and must still reach its files.
        folder.chmod(0o755)
        self.cluster = Cluster(folder, postgres)
        self.cluster.make_database()
        self.database_url = self.cluster.database_url
        self.desks = [self._desk(name) for name in "abc"]

    def _desk(self, name: str) -> Desk:
        desk = Desk(self.cluster.folder, self.database_url)
        desk.around = {**self.cluster.environment, "SWARM_PROCESS": name}
        self.cluster.ports[name] = desk.port
        return desk

    @property
    def url(self) -> str:
        """Where nginx listens."""
        return self.cluster.url

    @property
    def starts(self) -> int:
        """How often the first process was started."""
        return self.desks[0].starts

    def start(self, **more: str) -> None:
        """Start what does not run; the first process is told `more`."""
        if "redis" not in self.cluster.parts:
            self.cluster.start_redis()
        for number, desk in enumerate(self.desks):
            if not desk.runs:
                desk.start(**(more if number == 0 else {}))
        if "nginx" not in self.cluster.parts:
            self.cluster.start_proxy()

    def plant(self, bug: str) -> None:
        """From now on all of them have this bug and no other."""
        self.desks[0].plant(bug)

    def kill(self) -> None:
        """End all of them at once."""
        for desk in self.desks:
            desk.kill()

    def dies(self, seconds: float) -> bool:
        """Whether the first one ends by itself within so many seconds."""
        return self.desks[0].dies(seconds)

    def close(self) -> None:
        """End everything that is left, and drop the database."""
        self.kill()
        self.cluster.close()
