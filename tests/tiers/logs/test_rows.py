from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.tiers.logs.rows import Event, RowReader, Unusable, unpack
from tests.tiers.logs.conftest import HEADER, plain_mapping, row


def reader(**more):
    return RowReader(plain_mapping(**more), HEADER.split(","))


def read(text, **more):
    fields = next(csv.reader(io.StringIO(text)))
    rows = reader(**more)
    return rows.case_of(fields), rows.read(fields)


def test_a_row_is_read_by_its_columns():
    case, event = read(
        row(holder="bob", moves="3", kept="false", prio="1", solved="2/2/2026 10:00")
    )
    assert case == "A1"
    assert (event.actor, event.owner, event.group) == ("ann", "bob", "First line")
    assert (event.status, event.priority, event.reassignments, event.sla_kept) == (
        "new", "urgent", 3, False,
    )  # fmt: skip
    assert event.at == 1769936400.0
    assert event.resolved == 1770026400.0
    assert event.summary == "Printing of A1"


def test_what_is_missing_is_not_said():
    _, event = read(row(who="?", holder="", state="?", moves="", kept="?", prio="?", kind="?"))
    assert event[1:8] == (None, None, "First line", None, None, None, None)
    assert (event.reassignments, event.sla_kept, event.summary) == (None, None, "of A1")


def test_a_status_mapped_to_same_changes_nothing():
    assert read(row(state="-100"))[1].status is None


def test_without_a_column_for_owners_whoever_works_owns():
    columns = {"case": "case", "time": "at", "actor": "who"}
    assert read(row(holder="bob"), columns=columns)[1].owner == "ann"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"case": "?"}, "no case"),
        ({"case": "x" * 121}, "case is longer than 120"),
        ({"at": "?"}, "no time"),
        ({"at": "31/2/2026 09:00"}, "is not a moment"),
        ({"at": "1/2/1969 09:00"}, "not between 1970 and 2100"),
        ({"opened": "soon"}, "opened: 'soon' is not a moment"),
        ({"state": "Lost"}, "status: 'Lost' is not in the mapping"),
        ({"prio": "9"}, "priority: '9' is not in the mapping"),
        ({"moves": "-1"}, "'-1' is not a count"),
        ({"moves": "٣"}, "is not a count"),
        ({"moves": "1" * 5000}, "is not a count"),
        ({"back": "1.5"}, "'1.5' is not a count"),
        ({"kept": "maybe"}, "neither yes nor no"),
        ({"group": "g" * 121}, "group is longer than 120"),
        ({"kind": "k,k"}, "14 fields where the header has 13"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(changes, reason):
    with pytest.raises(Unusable, match=reason.replace("(", r"\(")):
        read(row(**changes))


def test_a_column_named_twice_means_the_first():
    rows = RowReader(
        plain_mapping(columns={"case": "case", "time": "at"}, ticket={}), ["case", "at", "case"]
    )
    assert rows.case_of(["A1", "1/2/2026 09:00", "Z"]) == "A1"


texts = st.text(max_size=40)


@given(st.lists(texts, min_size=13, max_size=13))
def test_any_thirteen_fields_are_an_event_or_are_refused_with_a_reason(fields):
    rows = reader()
    try:
        case, event = rows.case_of(fields), rows.read(fields)
    except Unusable:
        return
    assert case
    assert unpack(event.pack()) == event


moments = st.floats(0, 4e9)


@given(
    st.builds(
        Event,
        at=moments,
        opened=st.none() | moments,
        resolved=st.none() | moments,
        closed=st.none() | moments,
        actor=st.none() | texts,
        reassignments=st.none() | st.integers(0, 10**6),
        sla_kept=st.none() | st.booleans(),
        summary=texts,
    )
)
def test_an_event_survives_being_packed(event):
    packed = event.pack()
    assert unpack(packed) == event
    assert "\n" not in packed
