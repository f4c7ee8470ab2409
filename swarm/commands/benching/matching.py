"""How fast matching is on made-up desks of any size, beside peers, in one run."""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from swarm.commands.benching.asking import spread, timed
from swarm.commands.benching.desks import Size, term_rows, tickets, work_edges
from swarm.commands.benching.serving import measure_serving
from swarm.matching.index.nearest import TextNeighbours
from swarm.matching.keeping.kept import write_kept
from swarm.matching.model import Model
from swarm.matching.rows import Rows
from swarm.matching.walk.mirror import Mirror
from swarm.matching.walk.push import RETURN, Walker

NEAREST = 300
WALKS, CHECKED = 200, 10
FIRST = 20


def installed(name: str) -> bool:
    """Whether a peer can be measured here; what cannot is named, and gives no claim."""
    return importlib.util.find_spec(name) is not None


def measure_desk(size: Size, count: int, others: int | None = None) -> dict[str, Any]:
    """Fit on a desk, keep it, and ask it in two fresh processes at once.

    With `others` it is also served, and asked over HTTP while so many others ask.
    """
    history = list(tickets(size))
    cpu, wall = process_time(), perf_counter()
    model = Model.fit(history, now=history[-1].at, judge=True)
    fit = {"cpu": process_time() - cpu, "wall": perf_counter() - wall}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / model.version
        wall = perf_counter()
        write_kept(model.keep(), folder)
        written = perf_counter() - wall
        held = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        told = [json.loads(one) for one in _asked(folder, size, count)]
        http = {} if others is None else measure_serving(model, size, count, others, Path(scratch))
    return {
        "tickets": size.tickets,
        "people": size.people,
        "skills": size.skills,
        "questions": count,
        "fit": {name: round(value, 2) for name, value in fit.items()},
        "write_seconds": round(written, 2),
        "file_megabytes": round(held),
        **{name: value for name, value in told[0].items() if name != "answers"},
        "two_processes_agree": told[0]["answers"] == told[1]["answers"],
        "http": http,
    }


def _asked(folder: Path, size: Size, count: int) -> Iterator[str]:
    command = [sys.executable, "-m", "swarm.commands.benching.asking", str(folder)]
    facts = [str(size.people), str(size.skills), str(count)]
    running = [
        subprocess.Popen([*command, *facts], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in running:
        said, _ = process.communicate()
        if process.returncode:
            raise RuntimeError(f"a process that asked ended with {process.returncode}")
        yield said


def measure_texts(counts: list[int], asked: int = 40) -> list[dict[str, Any]]:
    """The 300 nearest of more and more texts: milliseconds of processor time for a question."""
    return [_texts(count, asked) for count in counts]


def _texts(count: int, asked: int) -> dict[str, Any]:
    matrix = term_rows(count + asked)
    known, questions = matrix[:count], matrix[count:]
    rows = Rows.over(known.indptr, known.indices, known.data)
    index = TextNeighbours(rows, matrix.shape[1])
    out: dict[str, Any] = {"texts": count, "postings": int(known.nnz)}
    times, ages = [], np.zeros(count)
    subject, profile = np.zeros(1, np.float32), np.zeros(count, np.int32)
    best: list[set[int]] = []
    for place in range(asked):
        row = _row(questions, place)
        own, _, near = timed(lambda row=row: index.near(row, count, ages, subject, profile))  # type: ignore[misc]  # mypy cannot type a lambda's default
        times.append(own)
        best.append(set(near.docs[np.argsort(-near.like)[:FIRST]].tolist()))
    out["swarm"] = spread(times)
    out |= _dense(known, questions, best)
    return out | _bm25(known, questions)


def _row(questions: sparse.csr_array, place: int) -> tuple[Any, Any]:
    part = slice(questions.indptr[place], questions.indptr[place + 1])
    return questions.indices[part], questions.data[part]


def _dense(
    known: sparse.csr_array, questions: sparse.csr_array, best: list[set[int]]
) -> dict[str, Any]:
    """scikit-learn's product with every text, and how many of its first 20 are ours too."""
    # scikit-learn takes seconds to import
    from sklearn.metrics.pairwise import linear_kernel  # noqa: PLC0415 - see above

    times, shared = [], []
    for place in range(min(10, questions.shape[0])):
        asked = questions[[place]]
        own, _, like = timed(lambda asked=asked: linear_kernel(asked, known)[0])  # type: ignore[misc]  # see above
        times.append(own)
        first = np.argsort(-like, kind="stable")[:FIRST].tolist()
        shared.append(len(best[place] & set(first)) / FIRST)
    return {"linear_kernel": spread(times), "first_20_shared": round(float(np.mean(shared)), 3)}


def _bm25(known: sparse.csr_array, questions: sparse.csr_array) -> dict[str, Any]:
    if not installed("bm25s"):
        return {"bm25s": None}
    bm25s = importlib.import_module("bm25s")
    split = np.split(known.indices, known.indptr[1:-1])
    vocabulary = {str(term): term for term in range(known.shape[1])}
    index = bm25s.BM25()
    index.index(([row.tolist() for row in split], vocabulary), show_progress=False)
    times = []
    for place in range(min(10, questions.shape[0])):
        asked = [[str(term) for term in _row(questions, place)[0].tolist()]]
        own, _, _ = timed(
            lambda asked=asked: index.retrieve(asked, k=NEAREST, show_progress=False)  # type: ignore[misc]  # see above
        )
        times.append(own)
    return {"bm25s": spread(times)}


def measure_walks(people: int, edges: int) -> dict[str, Any]:
    """Personalised PageRank of one person, beside the exact answer and two libraries."""
    left, right, weights = work_edges(people, edges)
    mirror = Mirror(range(people))
    mirror.load(left, right, weights)
    walker, starts = Walker(mirror), np.random.default_rng(9).integers(0, people, WALKS)
    times = []
    for start in starts.tolist():
        began = thread_time()
        walker.nearest({start: 1.0}, FIRST)
        times.append(thread_time() - began)
    matrix = mirror.matrix()
    shared = []
    for start in starts[:CHECKED].tolist():
        exact = set(np.argsort(-_exact(matrix, start))[:FIRST].tolist())
        shared.append(len(exact & {one for one, _ in walker.nearest({start: 1.0}, FIRST)}) / FIRST)
    return {
        "people": people,
        "edges": len(left),
        "swarm": spread(times),
        "first_20_shared": round(float(np.mean(shared)), 3),
        "networkx_ms": _networkx(left, right, weights, int(starts[0])),
        "igraph_ms": _igraph(people, left, right, weights, int(starts[0])),
    }


def _exact(matrix: sparse.csr_array, start: int) -> Any:
    strength = np.asarray(matrix.sum(axis=1)).ravel()
    back = np.zeros(matrix.shape[0])
    back[start] = 1.0
    share, each = back.copy(), 1 / np.maximum(strength, 1e-12)
    for _ in range(100):
        share = RETURN * back + (1 - RETURN) * (matrix.T @ (share * each))
    return share


def _networkx(left: Any, right: Any, weights: Any, start: int) -> float:
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(left.tolist(), right.tolist(), weights.tolist(), strict=True))
    own, _, _ = timed(lambda: nx.pagerank(graph, alpha=1 - RETURN, personalization={start: 1.0}))
    return round(own * 1e3, 1)


def _igraph(people: int, left: Any, right: Any, weights: Any, start: int) -> float | None:
    if not installed("igraph"):
        return None
    igraph = importlib.import_module("igraph")
    graph = igraph.Graph(n=people, edges=list(zip(left.tolist(), right.tolist(), strict=True)))
    own, _, _ = timed(
        lambda: graph.personalized_pagerank(
            damping=1 - RETURN, reset_vertices=[start], weights=weights.tolist()
        )
    )
    return round(own * 1e3, 1)
