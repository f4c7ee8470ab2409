"""Rows as tickets to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.commands.importing.drafting import Drafter
from swarm.commands.importing.drafts import Unusable
from swarm.commands.importing.mapping import (
    PeopleMapping,
    TicketMapping,
)
from swarm.commands.importing.records import Record
from swarm.commands.importing.shapes import draft_of, shape_of
from swarm.errors import Invalid
from swarm.foreign import read_mapping

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
MAPPING = TicketMapping.model_validate(
    {
        "source": "old",
        "columns": {
            "id": "id",
            "summary": "s",
            "description": "d",
            "product": "p1",
            "created": "c",
            "updated": "u",
            "solved": "done",
            "closed": "shut",
            "status": "st",
            "priority": "p",
            "owner": "o",
            "owners": "os",
            "rating": "r",
            "reopened": "n",
            "tags": "t",
        },
        "status": {"Done": "solved", "Open": "open", "Shut": "closed"},
        "priority": {"P1": "urgent"},
        "rating": {"good": 5},
    }
)
ROW = {"id": 1, "s": "  Till \n is down ", "c": "2025-01-01T10:00:00Z", "st": "Done"}


def draft(**more: Any) -> Any:
    return Drafter(MAPPING).draft(Record(3, {**ROW, **more}))


def test_a_plain_row_becomes_a_ticket() -> None:
    made = draft(o="Ann", os="Bob, Ann", r="good", n="2", t="a, b ,")
    assert (made.external_id, made.summary, made.status) == ("1", "Till is down", "solved")
    assert made.owners == ("Bob", "Ann")
    assert (made.rating, made.reopened, made.tags) == (5, 2, ("a", "b"))
    assert made.solved is None


def test_signs_that_show_nothing_are_not_imported() -> None:
    made = draft(s="Till\u0007 is\u202e down", d="It beeps\u0007\r\n\ttwice", p1="Gate\u0085 4")
    assert (made.summary, made.product) == ("Till is down", "Gate 4")
    assert made.description == "It beeps\n\ttwice"
    with pytest.raises(Unusable, match="summary"):
        draft(s="\u0007\u202e")
    values = {"id": 1, "created_at": "2025-01-01", "summary": "a\u0007b", "description": "c\u0008d"}
    plain = draft_of(Record(1, {**values, "owner": "Ann", "project": "x\u2066y"}), "git-swarms")
    assert (plain.summary, plain.description, plain.product) == ("a b", "cd", "xy")


def test_the_solution_is_dated_by_what_the_source_tells() -> None:
    assert draft(u="2025-01-03T00:00:00Z").solved.day == 3
    assert draft(u="2025-01-03T00:00:00Z", done="2025-01-02T00:00:00Z").solved.day == 2
    assert draft(done="2024-01-01T00:00:00Z").solved == draft().created
    assert draft(st="Open", done="2025-01-02T00:00:00Z").solved is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": None}, "id: nothing in id"),
        ({"id": "x" * 121}, "id: longer than 120 characters"),
        ({"s": " "}, "summary: nothing in s"),
        ({"c": None}, "created: nothing in c"),
        ({"c": "soon"}, "created: 'soon' is not a moment in the form iso"),
        ({"st": "Odd"}, "status: 'Odd' is not in the mapping"),
        ({"o": "Ann\x1b[2J"}, "o: a name holds control signs"),
        ({"os": "Bob, \u202eAnn"}, "os: a name holds signs that turn the direction"),
        ({"o": "\u3164"}, "o: a name shows no letter"),
        ({"p": "P9"}, "priority: 'P9' is not in the mapping"),
    ],
)
def test_what_cannot_be_a_ticket_says_why(change: Any, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        draft(**change)


def test_odd_ratings_and_counts_are_none() -> None:
    made = draft(r="superb", n="9" * 50)
    assert (made.rating, made.reopened) == (None, 0)
    assert draft(r="4").rating == 4
    assert draft(st="Open", r="4").rating is None


@given(
    st.dictionaries(
        st.sampled_from(["id", "s", "c", "u", "st", "p", "o", "os", "r", "n", "t"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=5,
        ),
    )
)
def test_any_row_is_a_ticket_or_a_reason(values: dict[str, Any]) -> None:
    for read in (
        lambda: Drafter(MAPPING).draft(Record(1, values)),
        lambda: draft_of(Record(1, {**values, "resolver": "x"}), "eclipse"),
        lambda: draft_of(Record(1, {**values, "owner": "x"}), "git-swarms"),
    ):
        try:
            made = read()
        except Unusable:
            continue
        assert 0 < len(made.summary) <= 300
        assert made.created.tzinfo is not None


def test_shapes_are_told_by_their_fields() -> None:
    assert shape_of({"id": 1, "participants": []}) == "eclipse"
    assert shape_of({"id": 1, "collaborators": []}) == "git-swarms"
    assert shape_of({"id": 1}) is None


def test_the_resolver_is_the_last_owner_however_the_list_stands() -> None:
    row = {"id": 1, "summary": "s", "created_at": "2001-01-01T00:00:00", "resolver": "b"}
    made = draft_of(Record(1, {**row, "participants": ["b", "a"]}), "eclipse")
    assert made.owners == ("a", "b")
    alone = draft_of(Record(1, {**row, "summary": "", "description": "Words."}), "eclipse")
    assert (alone.owners, alone.summary) == (("b",), "Words.")


@pytest.mark.parametrize("name", ["zendesk", "jira", "servicenow"])
def test_example_mappings_are_valid(name: str) -> None:
    assert read_mapping(EXAMPLES / f"{name}.toml", TicketMapping).source == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("source = ", "not TOML"),
        ("source = 'x'", "columns"),
        ("source = 'x'\nodd = 1\n[columns]\nid='i'\nsummary='s'\ncreated='c'", "odd"),
        ("source = 'x'\n[columns]\nid='i'\nsummary='s'\ncreated='c'\n[time]\nzone='Y'", "zone"),
    ],
)
def test_a_bad_mapping_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "m.toml"
    file.write_text(text)
    with pytest.raises(Invalid) as refused:
        read_mapping(file, TicketMapping)
    assert why in f"{refused.value.detail} {refused.value.fields}"


def test_a_mapping_that_is_missing_or_huge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        read_mapping(tmp_path / "no.toml", PeopleMapping)
    (tmp_path / "big.toml").write_text("# " + "x" * 300_000)
    with pytest.raises(Invalid, match="too large"):
        read_mapping(tmp_path / "big.toml", PeopleMapping)
