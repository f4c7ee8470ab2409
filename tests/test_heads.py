"""Heads of HTTP requests are read strictly: what two readers could see differently is refused."""

from __future__ import annotations

import http.client
from io import BytesIO
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.heads import LONGEST, MOST, Head, read_head

NAMES = st.text(ascii_letters + digits + "!#$%&'*+-.^_`|~", min_size=1, max_size=20)
VALUES = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f\x85\xa0")
).map(lambda value: value.strip(" \t"))


def read(text: str | bytes) -> Head:
    raw = text if isinstance(text, bytes) else text.encode("latin-1")
    return read_head(BytesIO(raw).readline)


def plain(name: str) -> bool:
    return name.lower() not in ("content-length", "host", "transfer-encoding")


@given(st.lists(st.tuples(NAMES.filter(plain), VALUES), max_size=20))
def test_fields_come_out_as_they_went_in(fields: list[tuple[str, str]]) -> None:
    head = read("".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n")
    assert head.status == ""
    assert head.fields == fields
    for name, _ in fields:
        first = next(value for other, value in fields if other.lower() == name.lower())
        assert head.get(name.upper()) == head.getheader(name) == first


@given(st.lists(st.tuples(NAMES.filter(plain), VALUES), max_size=10))
def test_the_standard_library_reads_the_same(fields: list[tuple[str, str]]) -> None:
    raw = ("".join(f"{name}:{value}\r\n" for name, value in fields) + "\r\n").encode("latin-1")
    theirs = http.client.parse_headers(BytesIO(raw))
    assert [(name, value.strip(" \t")) for name, value in theirs.items()] == read(raw).fields


@given(st.binary(max_size=300))
def test_whatever_comes_is_a_head_or_has_a_fault(raw: bytes) -> None:
    head = read(raw + b"\r\n\r\n")
    assert head.status or all(name.isascii() and "\n" not in value for name, value in head.fields)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("Accept: */*\r\n", "a line is no field"),  # it ended before the empty line
        ("No colon\r\n\r\n", "a line is no field"),
        ("Space before : 1\r\n\r\n", "a line is no field"),
        ("A: 1\r\n  goes on\r\n\r\n", "a line is no field"),
        (": nameless\r\n\r\n", "a line is no field"),
        ("A: 1\x00\r\n\r\n", "a line is no field"),
        ("A: one\rB: two\r\n\r\n", "a line is no field"),
        (f"A: {'x' * LONGEST}\r\n\r\n", "a line is no field"),
        ("A: 1\r\n" * (MOST + 1) + "\r\n", "too many fields"),
        ("Host: a\r\nhost: b\r\n\r\n", "host more than once"),
        ("Content-Length: 3\r\nContent-Length: 3\r\n\r\n", "content-length more than once"),
        ("Content-Length: +3\r\n\r\n", "the length is no number"),
        ("Content-Length: 1_0\r\n\r\n", "the length is no number"),
        ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "unclear how long"),
        ("Transfer-Encoding: gzip, chunked\r\n\r\n", "unclear how long"),
    ],
)
def test_what_is_unclear_is_refused(lines: str, fault: str) -> None:
    head = read(lines)
    assert head.status.startswith(fault)


def test_what_the_server_asks_of_a_head_is_there() -> None:
    head = read("Content-Type: text/plain\r\nX-A: 1\nX-A: 2\r\n\r\n")
    assert head.typeheader == "text/plain"
    assert list(head.headers) == ["Content-Type: text/plain\r\n", "X-A: 1\r\n", "X-A: 2\r\n"]
    assert head.get("x-b", "none") == "none"
    assert read("\r\n").typeheader is None
    assert read("Transfer-Encoding: Chunked\r\n\r\n").status == ""
