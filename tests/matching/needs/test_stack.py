from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.keeping.kept import read_kept, write_kept
from swarm.matching.measures.calibration import calibration
from swarm.matching.needs.linear import Linear
from swarm.matching.needs.network import Network
from swarm.matching.needs.stack import Stack
from swarm.matching.skills import SkillClassifier

TOPICS = {name: [f"{name}{n}" for n in range(12)] for name in ("mail", "vpn", "print")}
COMMON = [f"word{n}" for n in range(30)]


def noisy(count: int, seed: int) -> list[SolvedTicket]:
    """Tickets of which a quarter are written in another topic's words."""
    chance = random.Random(seed)
    out = []
    for number in range(count):
        topic = chance.choice(list(TOPICS))
        shown = topic if chance.random() < 0.75 else chance.choice(list(TOPICS))
        words = chance.choices(TOPICS[shown], k=3) + chance.choices(COMMON, k=6)
        told = " ".join(words)
        out.append(
            SolvedTicket(id=str(number), created_at=number, description=told, skills=(topic,))
        )
    return out


@pytest.fixture(scope="module")
def classifier() -> SkillClassifier:
    return SkillClassifier(Corpus(noisy(900, 1)))


def needed(classifier: SkillClassifier, words: str) -> list[tuple[str, float]]:
    query = Query(created_at=1e9, description=words)
    found = classifier.needed(query, most=9, least=0)
    return [(one.skill, one.probability) for one in found]


def test_probabilities_mean_what_they_say(classifier: SkillClassifier) -> None:
    said, true = [], []
    for ticket in noisy(500, 2):
        (skill, chance), *others = needed(classifier, ticket.description)
        assert all(other <= chance for _, other in others)
        said.append(chance)
        true.append(skill in ticket.skills)
    assert np.mean(true) > 0.7
    told = calibration(said, true)
    assert told is not None
    assert told.debiased.value is not None
    assert told.debiased.value < 0.03
    assert max(said) < 0.97  # no words make it surer than it ever was right


def test_a_skill_that_is_too_rare_to_learn_is_still_voted_for() -> None:
    rare = SolvedTicket(id="r", created_at=600, description="fax0 fax1 fax2", skills=("fax",))
    classifier = SkillClassifier(Corpus([*noisy(500, 3), rare, rare]))
    assert needed(classifier, "fax1 fax2")[0][0] == "fax"


def test_the_same_history_says_the_same() -> None:
    tickets = noisy(450, 4)
    first, second = (
        needed(SkillClassifier(Corpus(tickets), seed=7), "mail1 mail2 word3") for _ in range(2)
    )
    assert first == second


def test_what_is_kept_says_the_same(classifier: SkillClassifier, tmp_path: Path) -> None:
    write_kept(classifier.keep(), tmp_path / "kept")
    corpus = Corpus(noisy(900, 1))
    again = SkillClassifier.restore(read_kept(tmp_path / "kept"), corpus)
    for ticket in noisy(10, 6):
        assert needed(again, ticket.description) == needed(classifier, ticket.description)


def test_a_label_that_was_never_or_always_seen_is_learned_as_that() -> None:
    values = sparse.csr_array(np.eye(6, dtype=np.float32))
    labels = np.array([[True, False, n < 3] for n in range(6)])
    chances = Linear.fit(values, labels, 0).chances(values)
    assert (chances[:, 0] > 0.98).all()
    assert (chances[:, 1] < 0.02).all()
    assert (chances[:3, 2] > chances[3:, 2].max()).all()


def test_networks_learn_one_label_alone() -> None:
    values = np.random.default_rng(0).random((400, 8)).astype(np.float32)
    labels = values[:, :1] > 0.5
    chances = Network.fit(sparse.csr_array(values), labels, 0).chances(sparse.csr_array(values))
    assert chances.shape == (400, 1)
    assert ((chances > 0.5) == labels).mean() > 0.75


def test_the_better_opinion_weighs_more() -> None:
    chance = np.random.default_rng(1)
    truth = chance.random((400, 2)) < 0.5
    good = (truth * 2 - 1 + chance.normal(size=truth.shape)).astype(np.float32)
    bad = chance.normal(size=truth.shape).astype(np.float32)
    stack = Stack.fit((good, bad), truth)
    assert abs(stack.weights[0]) > 3 * abs(stack.weights[1])
    chances, scores = stack.probability((good, bad))
    order = np.argsort(scores.ravel())
    assert (np.diff(chances.ravel()[order]) >= 0).all()
    assert 0 < chances.min() <= chances.max() < 1
    alone = Stack.fit((good[:, :1], bad[:, :1]), truth[:, :1])
    assert alone.probability((good[:, :1], bad[:, :1]))[0].shape == (400, 1)
