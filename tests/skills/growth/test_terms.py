"""Terms of the work that could be skills."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.skills.growth.terms import Solved, likelihood_ratio, propose_terms, terms_of

GROUPS = ("Mail", "Tills", "Search", "Labels", "Stock")


def work(extra: dict[int, str] | None = None) -> list[Solved]:
    """A hundred tickets of five components, a few of mail about a telling word."""
    extra = extra or {}
    tickets = []
    for number in range(1, 101):
        group = GROUPS[number % 5]
        words = f"Please look at it again {extra.get(number, '')}"
        if group == "Mail" and number <= 50:
            words += " outlook calendar broken"
        tickets.append(Solved(number, group, words))
    return tickets


def names(tickets: list[Solved], known: set[str], **more: int) -> list[str]:
    return [term.term for term in propose_terms(tickets, known, **more)]


def test_a_component_that_is_no_skill_is_proposed_with_its_tickets() -> None:
    found = propose_terms(work(), {"mail", "tills", "search", "labels"}, least=8)
    assert (found[0].term, found[0].source, len(found[0].tickets)) == ("stock", "component", 20)
    assert set(found[0].tickets) == set(range(4, 101, 5))


def test_a_word_that_tells_of_a_component_is_proposed_once() -> None:
    known = {group.lower() for group in GROUPS}
    (term,) = propose_terms(work(), known, least=8)
    assert (term.source, term.about, len(term.tickets)) == ("words", "mail", 10)
    assert term.term in {"broken", "calendar", "outlook", "calendar broken", "outlook calendar"}
    assert names(work(), known, least=11) == []
    assert names(work(), {*known, "outlook", "calendar broken", "broken", "calendar"}) == []


def test_a_word_of_every_component_is_no_skill() -> None:
    known = {group.lower() for group in GROUPS}
    common = work(dict.fromkeys(range(1, 101), "urgent"))
    assert not {"urgent", "please", "look"} & set(names(common, known))


def test_the_answer_depends_on_the_work_alone() -> None:
    assert propose_terms(work(), set()) == propose_terms(work(), [])
    assert names(work(), set(), most=2) == ["labels", "mail"]
    assert propose_terms([], set()) == []


def test_the_ratio_grows_with_how_telling_a_term_is() -> None:
    weak, strong = likelihood_ratio(6, 10, 50, 100), likelihood_ratio(10, 10, 50, 100)
    assert 0 < weak < strong
    assert likelihood_ratio(5, 10, 50, 100) == 0
    assert likelihood_ratio(10, 10, 100, 100) == 0


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_has_bounded_terms(text: str) -> None:
    for term in terms_of(text):
        assert 2 < len(term) <= 60
        assert term == term.strip()


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 30), st.integers(1, 30))
def test_the_ratio_is_never_negative(inside: int, outside: int, more: int, rest: int) -> None:
    ratio = likelihood_ratio(
        inside, inside + outside, inside + more, inside + outside + more + rest
    )
    assert ratio >= -1e-9
