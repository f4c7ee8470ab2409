from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.matching.intake.reading import Columns, read_log
from swarm.matching.sheets import read_sheet

COLUMNS = Columns(
    case="id",
    opened="at",
    ended="done",
    times=["%d/%m/%Y %H:%M"],
    fields=["topic", "group"],
    outcomes={"group": "group", "person": "by"},
    passed_on="count",
)
HEADER = b"id,at,done,topic,group,by,count"
GOOD = [
    HEADER,
    b"2,2/1/2020 00:00,?,mail,g1,?,0",
    b"1,1/1/2020 00:00,?,vpn,g1,?,0",
    b"1,1/1/2020 00:00,3/1/2020 12:00,vpn,g2,ann,1",
]


def test_the_first_row_is_what_was_known_and_the_last_what_became_of_it() -> None:
    log = read_log(read_sheet(GOOD), COLUMNS)
    assert log.complaints == []
    first, second = log.told
    assert first.case.id == "1"
    assert first.case.fields == {"topic": "vpn", "group": "g1"}
    assert first.outcomes == {"group": "g2", "person": "ann"}
    assert first.passed_on is True
    assert first.case.ended_at - first.case.at == 2.5 * 86_400
    assert (second.case.ended_at, second.outcomes["person"], second.passed_on) == (
        None,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"3,tomorrow,?,a,b,c,0", "at: no time"),
        (b",1/1/2020 00:00,?,a,b,c,0", "id: empty"),
        (b"3,1/1/2020 00:00", "2 cells where the header has 7"),
        (b"3,31/2/2020 00:00,?,a,b,c,0", "at: no time"),
        (b"\xff,1/1/2020 00:00,?,a,b,c", "not UTF-8"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_rest_is_used(line: bytes, told: str) -> None:
    log = read_log(read_sheet([*GOOD[:2], line, *GOOD[2:]]), COLUMNS)
    assert len(log.told) == 2
    number, complaint = log.complaints[0]
    assert number == 3
    assert complaint.startswith(told)


def test_a_column_that_is_not_there_is_told() -> None:
    log = read_log(read_sheet([b"id,at"]), COLUMNS)
    assert log.told == []
    assert log.complaints == [(1, "there is no column by, count, done, group, topic")]


def test_a_huge_cell_is_cut_and_a_doubled_column_told() -> None:
    huge = b"3,1/1/2020 00:00,?," + b"x" * 10_000_000 + b",g,?,many"
    log = read_log(read_sheet([HEADER, huge]), COLUMNS)
    assert len(log.told[0].case.fields["topic"]) == 200
    assert log.told[0].passed_on is None
    sheet = read_sheet([b"a,b,a", b"1,2,3"])
    assert sheet.rows == [(2, {"a": "3", "b": "2"})]
    assert sheet.complaints == [(1, "column 'a' stands there twice; its last one is used")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")), max_size=6))
def test_no_rows_at_all_stop_the_reading(lines: list[bytes]) -> None:
    log = read_log(read_sheet([*GOOD, *lines]), COLUMNS)
    assert len(log.told) >= 1 or log.complaints
