"""People whom a ticket names: found in its words, and worth what that was worth before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Model
from swarm.matching.named import Names, Naming
from swarm.matching.reasons import describe
from swarm.matching.records import read_lines, with_named

NAMES = Names([("Maria Lopez", "1"), ("José de la Cruz", "2"), ("Grace", "3"), ("eng-07", "4")])
DAY = 86_400.0


def found(text: str) -> tuple[str, ...]:
    return NAMES.found(Query(created_at=0.0, summary=text))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Spoke to maria  LOPEZ, who fixed it last time", ("1",)),
        ("ask José de la Cruz or Maria Lopez", ("2", "1")),
        ("eng-07: it is back", ("4",)),
        ("Maria is away, so is Lopez", ()),
        ("in the grace period", ()),  # one plain word may be any word
        ("seng-07 and eng-077", ()),
        ("", ()),
    ],
)
def test_a_whole_name_in_the_words_names_a_person(text: str, people: tuple[str, ...]) -> None:
    assert found(text) == people


def test_a_name_of_two_people_names_nobody() -> None:
    both = Names([("Jo Li", "1"), ("jo  li", "2"), ("12", "3")])
    assert both.found(Query(created_at=0.0, description="Jo Li and 12")) == ()


def test_being_named_is_worth_what_it_was_worth_before(desk) -> None:
    history = desk(40, owned=True)
    helper = [one.helpers[0] for one in history]
    right = [replace(one, named=(who,)) for one, who in zip(history, helper, strict=True)]
    learned = Naming.learned(right)
    assert learned.right == learned.named >= 30
    assert learned.chance > 0.9
    signed = [replace(one, named=(one.owner, "nobody")) for one in history]
    assert Naming.learned(signed) == Naming()  # the owner is known, and nobody was never seen
    assert Naming().chance == 0
    wrong = [replace(one, named=("ann" if "ann" not in one.people else "eve",)) for one in history]
    assert Naming.learned(wrong).chance < 0.3


def test_who_is_named_comes_first_where_names_were_right_and_not_where_they_were_none(desk) -> None:
    history = desk(60, owned=True)
    telling = [replace(one, named=(one.helpers[0],)) for one in history]
    query = Query(created_at=history[-1].at + DAY, summary="printer toner", named=("ann", "ghost"))
    first = Model.fit(telling, now=query.created_at)
    named = first.recommend(query)[0]
    assert named.person == "ann"
    assert describe(named.reasons[0]) == "Is named in the words of this ticket"
    assert Model.restore(first.keep()).recommend(query) == first.recommend(query)
    assert Model.fit(history, now=query.created_at).recommend(query)[0].person in {"eve", "flo"}


def test_people_of_either_file_are_found_in_the_words_of_both() -> None:
    older = read_lines([b'{"id": 1, "created_at": "2024-01-01", "resolver": "kim-1"}']).records
    newer = read_lines(
        [b'{"id": 2, "created_at": "2024-02-01", "summary": "kim-1 knows", "resolver": "lee-2"}']
    ).records
    [[one], [other]] = with_named(older, newer)
    assert one.ticket == older[0].ticket
    assert other.ticket == replace(newer[0].ticket, named=("kim-1",))
    assert isinstance(other.ticket, SolvedTicket)
