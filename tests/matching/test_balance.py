from __future__ import annotations

from swarm.matching.balance import Question, ask, compared

DAY = 86_400.0


def questions(count: int) -> list[Question]:
    """One hero is a little likelier each time than five who would do as well."""
    others = [f"p{n}" for n in range(5)]
    out = []
    for number in range(count):
        scored = [("hero", 0.52), *((name, 0.5) for name in others)]
        right = frozenset({"hero", others[number % 5]} if number % 2 else set(others))
        out.append(Question(number * DAY / 4, tuple(scored), right))
    return out


def test_the_load_moves_to_those_who_would_do_as_well() -> None:
    found = compared(questions(200))
    plain, fair = found["by score alone"], found["load spread"]
    assert plain["most-asked person's share"].value == 0.3333
    assert fair["most-asked person's share"].value < 0.2
    assert found["lost or taken off"]["most-asked person's share"].value > 0.3
    lost = found["lost or taken off"]["Hit@3"]
    assert lost.value == round(plain["Hit@3"].value - fair["Hit@3"].value, 4)


def test_who_is_clearly_best_is_still_asked() -> None:
    clear = [
        Question(n * DAY, (("best", 0.95), ("b", 0.1), ("c", 0.1), ("d", 0.1)), frozenset({"best"}))
        for n in range(50)
    ]
    assert ask(clear, spread=True).hits.mean() == 1


def test_a_request_of_long_ago_weighs_nothing() -> None:
    even = (("a", 0.501), ("b", 0.5), ("c", 0.5), ("d", 0.5))
    near, far = (
        ask([Question(n * apart, even, frozenset("a")) for n in range(40)], spread=True)
        for apart in (DAY / 10, 4_000 * DAY)
    )
    assert all("a" in asked for asked in far.people)
    assert not all("a" in asked for asked in near.people)


def test_no_questions_load_nobody() -> None:
    assert ask([], spread=True).people == ()
