"""Rows of exports, whatever they hold."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swarm.commands.importing import records
from swarm.commands.importing.records import FileShape, Record, read_records, storable
from swarm.errors import Invalid


def rows(path: Path, shape: FileShape | None = None) -> list[Record]:
    return list(read_records(path, shape or FileShape(), lambda _done, _all: None))


def test_csv_fields_may_hold_lines_and_quotes(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('\ufeffid,text\n1,"two\nlines, ""quoted"""\n\n2,\n', encoding="utf-8")
    read = rows(file)
    assert [row.line for row in read] == [2, 5]
    assert read[0].values == {"id": "1", "text": 'two\nlines, "quoted"'}
    assert read[1].values == {"id": "2", "text": None}


def test_a_repeated_column_is_a_list(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("id,Label,Label,Label\n1,a,,c\n2,,,\n")
    assert [row.values["Label"] for row in rows(file)] == [["a", "c"], None]


def test_paths_reach_into_json(tmp_path: Path) -> None:
    file = tmp_path / "x.ndjson"
    file.write_text(json.dumps({"a": {"b": 1}, "l": [{"b": 2}, {}, {"b": 3}], "a.c": 4}))
    (row,) = rows(file)
    assert [row.find(name) for name in ("a.b", "l.b", "a.c", "a.b.c", "no.way")] == [
        1,
        [2, 3],
        4,
        None,
        None,
    ]


def test_bytes_of_another_encoding_are_refused_row_by_row(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"id,name\n1,Zo\xeb\n2,Zoe\n")
    assert [row.why for row in rows(file)] == ["holds signs that cannot be stored", ""]
    latin = rows(file, FileShape(encoding="latin-1"))
    assert latin[0].values["name"] == "Zoë"


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "x.csv.gz"
    with gzip.open(file, "wt") as out:
        out.write("id\n" + "1\n" * 1_200)
    seen: list[tuple[int, int]] = []
    count = len(list(read_records(file, FileShape(), lambda *at: seen.append(at))))
    assert count == 1_200
    assert seen[-1] == (file.stat().st_size, file.stat().st_size)
    assert len(seen) == 4


def test_a_file_that_breaks_off_is_said_to(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl.gz"
    whole = gzip.compress(b'{"id": 1}\n' * 1_000)
    file.write_bytes(whole[:-20])
    with pytest.raises(Invalid, match="breaks off"):
        rows(file)


def test_a_file_that_cannot_be_read_is_said_to(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        rows(tmp_path / "missing.csv")


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST_ROW", 100)
    file = tmp_path / "x.jsonl"
    file.write_text("x" * 200)
    with pytest.raises(Invalid, match="longer than 100"):
        rows(file)


def test_a_nul_hidden_in_an_escape_is_found() -> None:
    assert not storable('{"a": "\\u0000"}', {"a": "\x00"})
    assert not storable('{"a": ["\\ud800"]}', {"a": ["\ud800"]})
    assert storable('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"})


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(ValueError, match="not an encoding"):
        FileShape(encoding="klingon")


@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.jsonl"]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_rows_or_refusals(tmp_path: Path, content: bytes, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    try:
        read = rows(file)
    except Invalid:
        return
    for row in read:
        assert row.why or row.values is not None
        "".join(str(value) for value in row.values.values()).encode()
