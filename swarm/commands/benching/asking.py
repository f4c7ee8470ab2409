"""Asks a model in files, in a process of its own, and prints what that took."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

import numpy as np

from swarm.commands.benching.desks import Size, questions, tickets
from swarm.matching.keeping.kept import read_kept
from swarm.matching.model import Model

WARMING = 10


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    p50, p99 = np.percentile(np.array(seconds) * 1e3, [50, 99])
    return {"p50": round(float(p50), 3), "p99": round(float(p99), 3)}


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds of this thread's processor time, seconds that passed, and the answer."""
    wall, own = perf_counter(), thread_time()
    answer = work()
    return thread_time() - own, perf_counter() - wall, answer


def ask(folder: Path, size: Size, count: int) -> dict[str, Any]:
    """Load, ask, add; everything measured."""
    load_own, load_wall, model = timed(lambda: Model.restore(read_kept(folder)))
    asked = questions(size, count + WARMING)
    for query in asked[:WARMING]:
        model.recommend(query)
    own, wall, digest = [], [], hashlib.sha256()
    for query in asked[WARMING:]:
        cpu, passed, answer = timed(lambda query=query: model.recommend(query))  # type: ignore[misc]  # mypy cannot type a lambda's default
        own.append(cpu)
        wall.append(passed)
        digest.update(repr(answer).encode())
    visible = []
    for ticket in tickets(Size(200, size.people, size.skills), seed=77):
        cpu, _, _ = timed(lambda ticket=ticket: (model.add(ticket), model.settle()))  # type: ignore[misc]  # see above
        visible.append(cpu)
    return {
        "load": {"cpu": round(load_own, 3), "wall": round(load_wall, 3)},
        "recommend_cpu": spread(own),
        "recommend_wall": spread(wall),
        "visible": spread(visible),
        "peak_megabytes": _kilobytes("status", "VmHWM") // 1024,
        "own_megabytes": _kilobytes("smaps_rollup", "Private_Clean", "Private_Dirty") // 1024,
        "answers": digest.hexdigest(),
    }


def _kilobytes(file: str, *names: str) -> int:
    """What the system tells of this process's memory; 0 where it tells nothing."""
    try:
        lines = (Path("/proc/self") / file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(names))


if __name__ == "__main__":
    folder, people, skills, count = sys.argv[1:]
    sys.stdout.write(json.dumps(ask(Path(folder), Size(0, int(people), int(skills)), int(count))))
