"""Files: kept once, checked for what they are, shown to whom they are for."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.tickets.attachments import (
    add_attachment,
    find_attachment,
    media_type_of,
    path_of,
    plain_name,
    store_file,
)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002"
    "00010005fe02fea7e20d0000000049454e44ae426082"
)
LIMIT = 1_000_000


def store(folder: Path, name: str, content: bytes, limit: int = LIMIT) -> Any:
    return store_file(folder, name, io.BytesIO(content), limit)


def packed() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
    return buffer.getvalue()


def test_a_file_lies_under_its_hash_once(tmp_path: Path) -> None:
    stored = store(tmp_path, "log.txt", b"hello")
    again = store(tmp_path, "other.txt", b"hello")
    assert stored.sha256 == again.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert (stored.size, stored.media_type) == (5, "text/plain")
    assert path_of(tmp_path, stored.sha256).read_bytes() == b"hello"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [
        path_of(tmp_path, stored.sha256)
    ]


def test_what_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    for name, content, limit in (
        ("big.txt", b"x" * 101, 100),
        ("empty.txt", b"", 100),
        ("run.EXE", b"x", 100),
        ("fake.png", b"<html><script>", 100),
        ("photo.jpg", b"MZ\x90\x00 and more", 100),
        ("notes.txt", b"MZ\x90\x00 and more", 100),
    ):
        with pytest.raises(Invalid) as refusal:
            store(tmp_path, name, content, limit)
        assert "file" in (refusal.value.fields or {}), name
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.png", PNG, "image/png"),
        ("a.pdf", b"%PDF-1.7\n%", "application/pdf"),
        ("a.zip", packed(), "application/zip"),
        ("a.gz", b"\x1f\x8b\x08\x00" + b"\x00" * 20, "application/gzip"),
        ("a.gif", b"GIF89a" + b"\x00" * 20, "image/gif"),
        ("a.log", b"12:00 it broke\n", "text/plain"),
        ("a.csv", b"a,b\n1,2\n", "text/csv"),
        ("strange.bin", b"\x01\x02\x03\x04", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, found: str) -> None:
    assert media_type_of(name, content) == found


@pytest.mark.parametrize("name", ["a.png", "a.jpeg", "a.pdf", "a.zip", "a.webp"])
def test_a_name_that_lies_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        media_type_of(name, b"<svg onload=alert(1)>")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("log.txt", "log.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("a\r\nb.txt", "a_b.txt"),
        ("evil\u202etxt.exe", "evil_txt.exe"),
        ("...", "file"),
        ("", "file"),
        ('a"b.txt', "a_b.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_lose_their_tricks(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text())
def test_every_name_becomes_a_plain_one(name: str) -> None:
    plain = plain_name(name)
    assert 0 < len(plain) <= 200
    assert not set('/\\\r\n\x00"') & set(plain)


def test_a_file_is_noted_and_the_requester_told_of_what_is_public(
    floor: Any, tmp_path: Path
) -> None:
    ticket, stored = floor.owned(), store(tmp_path, "log.txt", b"hello")
    told = len(floor.kinds(floor.requester))
    private = add_attachment(floor.session, floor.owner, ticket, "a.txt", stored, public=False)
    assert len(floor.kinds(floor.requester)) == told
    public = add_attachment(floor.session, floor.owner, ticket, "../b.txt", stored, public=True)
    assert len(floor.kinds(floor.requester)) == told + 1
    assert public.name == "b.txt"
    assert floor.lines(ticket)[-1].data == {"attachment": public.id}
    assert find_attachment(floor.session, floor.other, private.id) is private
    assert find_attachment(floor.session, floor.requester, public.id) is public
    for person, number in (
        (floor.requester, private.id),
        (floor.stranger, public.id),
        (floor.guest, public.id),
        (floor.owner, 999),
    ):
        with pytest.raises(NotFound):
            find_attachment(floor.session, person, number)


def test_requesters_add_public_files_and_closed_tickets_take_none(
    floor: Any, tmp_path: Path
) -> None:
    stored = store(tmp_path, "log.txt", b"hello")
    with pytest.raises(NotAllowed):
        add_attachment(floor.session, floor.requester, floor.owned(), "a.txt", stored, public=False)
    with pytest.raises(Conflict):
        add_attachment(floor.session, floor.owner, floor.closed(), "a.txt", stored, public=True)
