"""A model in files: another process answers as this one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.keeping.kept import Kept, read_kept, write_kept
from swarm.matching.model import Model

DAY = 86_400.0
QUERY = Query(
    created_at=1_700_000_000.0 + 200 * DAY,
    summary="printer toner",
    description="paper jam in the duplex tray, the vpn client disconnects",
    product="workplace",
    owner="owner1",
)


def answers(model: Model) -> list[object]:
    told = [(s.person, s.score, s.reasons, s.covers) for s in model.recommend(QUERY, k=30)]
    return [model.version, told, model.nearest(QUERY), model.needed_skills(QUERY)]


def kept_and_read(model: Model, folder: Path) -> Model:
    write_kept(model.keep(), folder / model.version)
    return Model.restore(read_kept(folder / model.version))


@pytest.fixture
def owned(desk):
    history = desk(520, owned=True)
    said = [Statement(person="zoe", skill="vpn", kind="endorsed", at=history[0].at, source="eve")]
    return Model.fit(history, statements=said, people=["new"], now=history[-1].at)


def test_what_was_read_answers_as_what_was_kept(owned: Model, tmp_path: Path) -> None:
    read = kept_and_read(owned, tmp_path)
    assert owned.ranker == "boosting"
    assert answers(read) == answers(owned)
    assert (read.evidence, read.people, read.newest) == (owned.evidence, owned.people, owned.newest)
    assert read.tickets() == owned.tickets()


def test_news_counts_the_same_in_both(owned: Model, tmp_path: Path) -> None:
    read = kept_and_read(owned, tmp_path)
    for number in range(600):  # more than a tail: the index grows a second part
        ticket = SolvedTicket(
            id=f"n{number}",
            created_at=QUERY.created_at + number,
            summary="printer toner" if number % 3 else "mailbox quota",
            product="workplace" if number % 2 else f"new product {number % 5}",
            components=("added",),
            owner="owner1",
            helpers=("kay",) if number % 4 else ("gil", "kay"),
            skills=("printing", "coffee"),
        )
        owned.add(ticket)
        read.add(ticket)
        if number in (0, 130, 599):
            assert answers(read) == answers(owned)
    again = kept_and_read(read, tmp_path / "again")  # what has grown can be kept as well
    assert answers(again) == answers(owned)


def test_the_graph_and_the_ways_through_it_are_the_same(owned: Model, tmp_path: Path) -> None:
    read = kept_and_read(owned, tmp_path)
    assert dict(read.graph().nodes(data=True)) == dict(owned.graph().nodes(data=True))
    edges = {frozenset((a, b)): facts for a, b, facts in owned.graph().edges(data=True)}
    for one, other, facts in read.graph().edges(data=True):
        assert edges[frozenset((one, other))] == facts
    assert read.paths("eve", "ann") == owned.paths("eve", "ann")


@pytest.mark.parametrize("count", [0, 3, 60])
def test_a_small_model_is_kept_too(count: int, desk, tmp_path: Path) -> None:
    history = [replace(ticket, requester="rita", solved_at=ticket.at + 9) for ticket in desk(count)]
    model = Model.fit(history, skills=["vpn"], people=["eve"], now=2e9)
    read = kept_and_read(model, tmp_path)
    assert answers(read) == answers(model)
    made = {ticket.id: ticket for ticket in read._corpus.tickets}
    for ticket in history:
        same = made[ticket.id]
        assert set(same.people) == set(ticket.people)
        words = {"summary": "", "description": "", "helpers": same.helpers}
        assert same == replace(ticket, **words)


_ASK = """
import json, sys
from pathlib import Path
from test_keeping import QUERY, answers
from swarm.matching.keeping.kept import read_kept
from swarm.matching.model import Model
print(repr(answers(Model.restore(read_kept(Path(sys.argv[1]))))))
"""


def test_another_process_says_the_same(owned: Model, tmp_path: Path) -> None:
    write_kept(owned.keep(), tmp_path / "model")
    here = os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])
    said = subprocess.run(
        [sys.executable, "-c", _ASK, str(tmp_path / "model")],
        env={**os.environ, "PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "2", "PYTHONPATH": here},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    assert said.strip() == repr(answers(owned))


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    write_kept(Kept({"a": np.arange(3)}, {"one": 1}), tmp_path / "m")
    write_kept(Kept({"a": np.arange(9)}, {"one": 2}), tmp_path / "m")
    assert read_kept(tmp_path / "m").facts == {"one": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_nothing_half_written_is_ever_there(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_kept(Kept({"a": np.arange(3)}, {"one": object()}), tmp_path / "m")
    assert list(tmp_path.iterdir()) == []


def test_objects_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"(?i)object"):
        write_kept(Kept({"a": np.array([object()])}), tmp_path / "m")
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "facts.json").write_text(json.dumps({}))
    np.save(tmp_path / "n" / "a.npy", np.array([{"x": 1}]), allow_pickle=True)
    with pytest.raises(ValueError, match=r"(?i)object"):
        read_kept(tmp_path / "n")


def test_credits_are_kept_and_files_from_before_there_were_any_are_read(
    desk, tmp_path: Path
) -> None:
    history = [replace(t, credited=t.helpers[:1]) for t in desk(120, owned=True)]
    model = Model.fit(history, now=history[-1].at)
    assert answers(kept_and_read(model, tmp_path)) == answers(model)
    plain = Model.fit(desk(120, owned=True), now=history[-1].at)
    kept = plain.keep()
    del kept.facts["corpus"]["credited"], kept.facts["corpus"]["tells"]
    assert answers(Model.restore(kept)) == answers(plain)


def test_what_a_record_did_not_tell_when_it_was_learned_from_can_come_later(desk) -> None:
    """A ranker reads the signals that it learned from: news of another kind waits for the fit."""
    history = desk(120, owned=True, skills=False)
    model = Model.fit(history, now=history[-1].at)
    assert model.ranker == "logistic"
    new = replace(history[-1], id="new", skills=("coffee",), credited=history[-1].helpers)
    model.add(new)
    assert model.recommend(QUERY, k=3)
