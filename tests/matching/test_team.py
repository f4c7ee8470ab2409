from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.model import Suggestion
from swarm.matching.reasons import Reason
from swarm.matching.skills import NeededSkill
from swarm.matching.team import choose_team

NEEDED = [NeededSkill("vpn", 0.9), NeededSkill("mail", 0.6), NeededSkill("tax", 0.5)]


def one(person: str, score: float, *covers: str) -> Suggestion:
    return Suggestion(person, score, (Reason("available"),), covers)


def test_the_smallest_set_that_covers_is_chosen() -> None:
    team = choose_team(
        [one("ann", 0.9, "vpn"), one("bob", 0.8, "vpn", "mail"), one("cy", 0.7, "mail")], NEEDED
    )
    assert [seat.person for seat in team.members] == ["bob"]
    assert team.members[0].covers == ("vpn", "mail")
    assert team.runners_up == {"vpn": "ann", "mail": "cy", "tax": None}
    assert team.uncovered == ("tax",)


def test_each_member_adds_what_the_others_do_not_have() -> None:
    team = choose_team([one("ann", 0.9, "vpn"), one("cy", 0.7, "mail", "tax")], NEEDED)
    assert [(seat.person, seat.adds) for seat in team.members] == [("ann", 0.45), ("cy", 0.55)]


def test_where_no_need_is_known_the_first_is_the_team() -> None:
    team = choose_team([one("ann", 0.9), one("bob", 0.8)], [])
    assert [seat.person for seat in team.members] == ["ann"]
    assert choose_team([], []).members == ()


def test_nobody_is_added_who_brings_nothing() -> None:
    team = choose_team([one("ann", 0.9), one("bob", 0.8)], NEEDED)
    assert team.members == ()
    assert team.uncovered == ("vpn", "mail", "tax")


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sets(st.sampled_from(["vpn", "mail", "tax"]))), max_size=8
    ),
    st.integers(0, 3),
)
def test_a_team_is_never_larger_than_asked_and_brings_no_skill_twice(
    people: list[tuple[float, set[str]]], most: int
) -> None:
    suggestions = [one(str(n), score, *sorted(covers)) for n, (score, covers) in enumerate(people)]
    team = choose_team(suggestions, NEEDED, most=most)
    brought = [skill for seat in team.members for skill in seat.covers]
    assert len(team.members) <= most
    assert len(brought) == len(set(brought))
    if most == 3:
        able = {skill for _, covers in people for skill in covers}
        assert set(brought) == able
        assert set(team.uncovered) == {"vpn", "mail", "tax"} - able
