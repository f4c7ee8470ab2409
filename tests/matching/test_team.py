from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from swarm.matching.prospects import Suggestion
from swarm.matching.reasons import Reason
from swarm.matching.skills import NeededSkill
from swarm.matching.team import Learner, choose_team, seat_learner

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
    assert [(seat.person, seat.adds) for seat in team.members] == [("cy", 0.55), ("ann", 0.45)]


def test_where_no_need_is_known_the_first_is_the_team() -> None:
    team = choose_team([one("ann", 0.9), one("bob", 0.8)], [])
    assert [seat.person for seat in team.members] == ["ann"]
    assert choose_team([], []).members == ()


def test_nobody_is_added_for_what_those_who_help_already_cover() -> None:
    people = [one("ann", 0.9, "vpn"), one("cy", 0.7, "mail", "tax")]
    team = choose_team(people, NEEDED, there={"vpn"})
    assert [seat.person for seat in team.members] == ["cy"]
    assert (team.uncovered, team.left, team.coverage) == ((), (), 1.0)
    everything = {need.skill for need in NEEDED}
    assert choose_team(people, NEEDED, there=everything).members == ()


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


def test_who_would_add_too_little_is_left_out_and_the_skill_named() -> None:
    needed = [NeededSkill("vpn", 0.95), NeededSkill("fax", 0.05)]
    team = choose_team([one("ann", 0.9, "vpn"), one("old", 0.9, "fax")], needed)
    assert [seat.person for seat in team.members] == ["ann"]
    assert (team.left, team.uncovered, team.coverage) == (("fax",), (), 0.95)


def test_the_likelier_of_two_who_cover_the_same_has_the_seat() -> None:
    team = choose_team([one("ann", 0.4, "vpn"), one("bob", 0.8, "vpn")], NEEDED[:1])
    assert [seat.person for seat in team.members] == ["bob"]
    assert team.runners_up == {"vpn": "ann"}


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sets(st.sampled_from(["vpn", "mail", "tax"]))), max_size=8
    )
)
def test_lazy_and_plain_greedy_choose_the_same(people: list[tuple[float, set[str]]]) -> None:
    suggestions = [one(str(n), score, *sorted(covers)) for n, (score, covers) in enumerate(people)]
    best = max((score for score, _ in people), default=0) or 1
    left = {need.skill: need.probability for need in NEEDED}
    plain: list[str] = []
    while left:
        gains = [
            sum(left.get(skill, 0) for skill in who.covers) * (0.3 + 0.7 * who.score / best)
            for who in suggestions
        ]
        if not gains or max(gains) <= 0:
            break
        chosen = suggestions[gains.index(max(gains))]
        plain.append(chosen.person)
        left = {skill: weight for skill, weight in left.items() if skill not in chosen.covers}
    assert [seat.person for seat in choose_team(suggestions, NEEDED).members] == plain


def test_the_learner_wants_what_is_needed_and_has_not_shown_it() -> None:
    wishes = {"ann": ["vpn"], "bob": ["vpn", "mail"], "cy": ["mail"], "dee": ["fax"]}
    seat = seat_learner(wishes, NEEDED, {"bob": ["vpn"]}, asked={})
    assert seat == Learner("ann", ("vpn",))
    seat = seat_learner(wishes, NEEDED, {}, asked={})
    assert seat == Learner("bob", ("vpn", "mail"))
    taken = frozenset({"ann", "bob"})
    assert seat_learner(wishes, NEEDED, {}, asked={}, taken=taken) == Learner("cy", ("mail",))
    assert seat_learner({"dee": ["fax"]}, NEEDED, {}, asked={}) is None


def test_of_equal_learners_the_least_asked_and_then_the_nearest_sits_in() -> None:
    wishes = {"ann": ["vpn"], "bob": ["vpn"], "cy": ["vpn"]}
    seat = seat_learner(wishes, NEEDED, {}, asked={"ann": 2})
    assert seat is not None
    assert seat.person == "bob"
    seat = seat_learner(wishes, NEEDED, {}, asked={"ann": 2}, near=frozenset({"cy"}))
    assert seat is not None
    assert seat.person == "cy"
