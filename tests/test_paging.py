"""Cursors come back as what went in, and nothing else is accepted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.errors import Invalid
from swarm.paging import decode, encode

MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(
    moment=MOMENTS,
    number=st.integers(-(2**53), 2**53),
    word=st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    score=st.floats(allow_nan=False, allow_infinity=False),
)
def test_a_cursor_comes_back_as_what_went_in(
    moment: datetime, number: int, word: str, score: float
) -> None:
    cursor = encode(moment, number, word, score, None)
    assert decode(cursor, datetime, int, str, float, str) == [moment, number, word, score, None]


@given(st.text())
def test_any_other_text_is_refused_with_the_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode(text, datetime, int)
    assert refused.value.fields == {"cursor": "not a cursor"}


@pytest.mark.parametrize(
    ("cursor", "kinds"),
    [
        (encode("a", 1), (str,)),
        (encode("a"), (int,)),
        (encode(True), (int,)),
        (encode(2**60), (int,)),
        (encode("2026-01-01T00:00:00"), (datetime,)),
        (encode("soon"), (datetime,)),
        (encode("a"), (float,)),
    ],
)
def test_a_cursor_of_another_shape_is_refused(cursor: str, kinds: tuple[type, ...]) -> None:
    with pytest.raises(Invalid):
        decode(cursor, *kinds)


@pytest.mark.parametrize("word", ["nul \x00", "half \ud800"])
def test_a_cursor_holds_nothing_that_a_database_refuses(word: str) -> None:
    with pytest.raises(Invalid):
        decode(encode(word), str)
