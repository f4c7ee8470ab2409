"""Whoever asks the same again is answered from memory; whoever asks anything else is not."""

from __future__ import annotations

from swarm.matching.available import AllBut
from swarm.matching.memory import Memory


class Work:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> int:
        self.done += 1
        return self.done


def test_the_same_question_is_worked_out_once() -> None:
    memory, work = Memory(), Work()
    assert [memory.recall("who", work) for _ in range(3)] == [1, 1, 1]
    assert memory.recall("what", work) == 2


def test_nothing_is_an_answer_too() -> None:
    memory, work = Memory(), Work()
    assert memory.recall("who", lambda: None) is None
    assert memory.recall("who", work) is None
    assert work.done == 0


def test_it_is_another_question_among_other_people() -> None:
    memory, work, people = Memory(), Work(), ("ann", "bob")
    assert memory.recall("who", work, people) == 1
    assert memory.recall("who", work, people) == 1
    assert memory.recall("who", work, AllBut(people, {"bob"})) == 2
    assert memory.recall("who", work, AllBut(people, {"bob"})) == 2
    assert memory.recall("who", work, AllBut(people, {"ann"})) == 3
    assert memory.recall("who", work, None) == 4
    assert memory.recall("who", work, ["ann"]) == 5
    assert memory.recall("who", work, ["ann"]) == 5


def test_people_who_changed_their_tuple_are_others_even_at_the_same_place_in_memory() -> None:
    memory, work = Memory(), Work()
    said = [memory.recall("who", work, tuple(f"p{at}" for at in range(9))) for _ in range(50)]
    assert said == list(range(1, 51))


def test_the_oldest_answer_goes_first_and_one_that_is_asked_again_stays() -> None:
    memory, work = Memory(most=2), Work()
    memory.recall("a", work)
    memory.recall("b", work)
    memory.recall("a", work)
    memory.recall("c", work)
    assert memory.recall("a", work) == 1
    assert memory.recall("b", work) == 4
