from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.matching.doubts import folded
from swarm.matching.evidence import asked
from swarm.matching.records import Record, read_lines


def read(*values: object) -> list[Record]:
    return read_lines(json.dumps(value).encode() for value in values).records


def complaints(*lines: bytes) -> list[tuple[int, str]]:
    return read_lines(lines).complaints


BUG = {
    "id": 2025,
    "project": "UI",
    "product": "Platform",
    "component": "Text",
    "created_at": "2001-10-10T22:24:47",
    "summary": "Editor",
    "description": "Crash",
    "status": "resolved fixed",
    "resolver": "e4",
    "participants": ["e1", "e4", "e1"],
    "went_through_queue": False,
    "handovers": 1,
}


def test_a_ticket_with_resolver_and_participants() -> None:
    [record] = read(BUG)
    assert (record.id, record.project, record.line) == (2025, "UI", 1)
    ticket = record.ticket
    assert (ticket.id, ticket.product, ticket.components) == ("2025", "Platform", ("Text",))
    assert (ticket.resolver, ticket.helpers, ticket.owner) == ("e4", ("e1", "e4"), None)
    assert set(ticket.wanted) == {"e1", "e4"}
    assert complaints(json.dumps(BUG).encode()) == []


def test_a_time_without_a_zone_is_utc() -> None:
    plain, zoned = read(
        {"id": 1, "created_at": "1970-01-02T00:00:00"},
        {"id": 2, "created_at": "1970-01-02T02:00:00+02:00"},
    )
    assert plain.ticket.created_at == zoned.ticket.created_at == 86_400


@pytest.mark.parametrize("year", ["0001", "1969", "2100", "9999"])
def test_an_impossible_date_is_told_and_the_rest_is_used(year: str) -> None:
    odd = {"id": 9, "created_at": f"{year}-06-01T00:00:00Z", "resolver": "a"}
    talk = {"id": 8, "day": f"{year}-06-01", "messages": [{"at": "10:00", "author": "a"}]}
    lines = [json.dumps(one).encode() for one in (odd, BUG, talk)]
    reading = read_lines(lines)
    assert [record.id for record in reading.records] == [2025]
    assert [line for line, told in reading.complaints if "1970 and 2100" in told] == [1, 3]


def test_a_change_with_owner_and_collaborators() -> None:
    [record] = read(
        {
            "id": "a",
            "created_at": "2015-06-22T10:45:17Z",
            "components": ["docs/a.md", "b.c"],
            "owner": "g1",
            "collaborators": ["g2", "g1"],
        }
    )
    assert record.ticket.owner == "g1"
    assert record.ticket.wanted == ("g2",)
    assert record.ticket.components == ("docs/a.md", "b.c")


def test_a_conversation_is_asked_in_its_first_authors_opening_words() -> None:
    messages = [
        {"at": "23:58", "author": "u1", "text": "sound is gone"},
        {"at": "23:59", "author": "u1", "text": "since the update"},
        {"at": "00:01", "author": "u2", "text": "try alsa"},
        {"at": "00:02", "author": "u1", "text": "thanks"},
        {"at": "00:03", "author": "u3", "text": "or pulse"},
    ]
    first, second = read(BUG, {"day": "2004-12-25", "messages": messages})
    assert (second.id, second.project) == (2, "")
    ticket = second.ticket
    assert (ticket.summary, ticket.description) == ("sound is gone", "since the update")
    assert ticket.wanted == ("u2", "u3")
    assert asked(ticket).excluded == {"u1"}
    assert first.ticket.requester is None


def test_tickets_without_people_are_still_evidence() -> None:
    [record] = read({"id": 1, "created_at": "2020-01-01", "resolver": "", "participants": None})
    assert record.ticket.wanted == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "not a JSON object"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"created_at": "2020-01-01"}', "id"),
        (b'{"id": 1, "created_at": "yesterday"}', "created_at"),
        (b'{"id": 1, "created_at": 5}', "created_at"),
        (b'{"id": 1, "created_at": "2020-13-01"}', "created_at"),
        (b'{"id": 1, "created_at": "2020-01-01", "participants": "e1"}', "participants"),
        (b'{"id": 1, "created_at": "2020-01-01", "resolver": {"a": 1}}', "resolver"),
        (b'{"day": "2020-01-01", "messages": []}', "messages"),
        (b'{"day": "2020-01-01", "messages": [{"at": "25:00", "author": "a"}]}', "messages.0.at"),
        (b'{"day": "2020-01-01", "messages": [{"at": "12:00"}]}', "messages.0.author"),
        (b'{"id": 1, "day": "2009-12-31", "messages": 7}', "messages"),
        (b"[" * 100_000, "not a JSON object"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_is_used(line: bytes, told: str) -> None:
    good = json.dumps(BUG).encode()
    reading = read_lines([good, line, b"  \n"])
    assert [record.line for record in reading.records] == [1]
    [(number, complaint)] = reading.complaints
    assert number == 2
    assert complaint.startswith(told)


def test_unknown_fields_and_repeated_ids_are_told_once_and_used() -> None:
    lines = [json.dumps({**BUG, "mood": "grim"}).encode()] * 2
    reading = read_lines(lines)
    assert len(reading.records) == 2
    assert reading.complaints == [
        (1, "unknown field 'mood' is ignored"),
        (2, "id '2025' stands there twice"),
    ]


def test_a_huge_text_is_cut() -> None:
    [record] = read({**BUG, "description": "x" * 10_000_000})
    assert len(record.ticket.description) == 20_000


def test_what_is_odd_is_told_with_its_line_and_used() -> None:
    lines = [
        {**BUG, "id": 1, "resolver": "Ann Lee", "participants": ["Ann Lee"]},
        {**BUG, "id": 2, "resolver": "ann  lee", "participants": ["ann  lee"]},
        {**BUG, "id": 3, "resolver": "ann  lee", "participants": []},
        {"id": 4, "created_at": "2020-01-01", "summary": " ", "participants": []},
        {**BUG, "id": 5, "description": "я" * 2_000_000},
    ]
    reading = read_lines(json.dumps(line, ensure_ascii=False).encode() for line in lines)
    assert [record.id for record in reading.records] == [1, 2, 3, 4, 5]
    (first, spelled), (second, empty), (third, long) = reading.complaints
    assert (first, second, third) == (2, 4, 5)
    assert spelled == "'ann  lee' was written 'Ann Lee' before: taken for two people"
    assert empty == "says nothing: no words, and nobody"
    assert long.startswith("4,000,")


@given(st.text(min_size=1, max_size=20))
def test_a_name_is_folded_alike_however_it_is_written(name: str) -> None:
    once = folded(name)
    assert folded(f"  {name} ") == once
    assert folded(once) == folded(folded(once))


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_line_at_all_stops_the_reading(line: bytes) -> None:
    reading = read_lines([line])
    assert len(reading.records) + len(reading.complaints) <= 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.sampled_from([*BUG, "components", "owner", "messages", "day"]), json_values)
def test_no_value_in_any_field_stops_the_reading(field: str, value: object) -> None:
    line = json.dumps({**BUG, field: value}).encode()
    reading = read_lines([line])
    assert reading.records or reading.complaints
