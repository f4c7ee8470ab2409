"""Conversations are read from a file and played into rooms that hold them exactly."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from swarm.demo.conversations import Conversation, Words, read_conversations
from swarm.demo.replay import Actor, Played, Replay
from swarm.errors import Invalid


def said(at: str, author: str, text: str) -> dict[str, str]:
    return {"at": at, "author": author, "text": text}


PRINTER = [
    said("23:58", "ann", "It prints nothing"),
    said("23:59", "bob", "Which driver?"),
    said("00:01", "ann", " the *old* one, from http://example.org/driver"),
    said("00:01", "bob", "@ann then take it out"),
]
KERNEL = [said("08:00", "cleo", "It panics on boot"), said("08:00", "cleo", "the new kernel")]


def put(path: Path, *conversations: list[dict[str, str]]) -> Path:
    text = "\n".join(json.dumps({"messages": one}) for one in conversations)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["some.jsonl", "some.jsonl.gz"])
def test_minutes_count_from_the_first_words_and_over_midnight(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, PRINTER, [*KERNEL, said("08:01", "cleo", "  ")])
    printer, kernel = read_conversations(path)
    assert [one.minute for one in printer.words] == [0, 1, 3, 3]
    assert printer.authors == ["ann", "bob"]
    assert kernel == Conversation(
        2, (Words(0, "cleo", "It panics on boot"), Words(0, "cleo", "the new kernel"))
    )
    assert read_conversations(path, 1) == [printer]


@pytest.mark.parametrize(
    "line", ["no", "[]", '{"messages": 1}', '{"messages": [{"at": "25:00"}]}', '{"messages": [{}]}']
)
def test_what_is_no_conversation_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = put(tmp_path / "some.jsonl", KERNEL)
    path.write_text(f"{path.read_text()}\n\n{line}")
    with pytest.raises(Invalid, match="Line 3"):
        read_conversations(path)


@pytest.fixture
def address(running: Any) -> Iterator[str]:
    """Where the test's desk is served."""
    server = make_server("127.0.0.1", 0, running.site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_room_holds_exactly_its_conversation(
    office: Any, address: str, tmp_path: Path
) -> None:
    people = {name: office.person(name=name) for name in ("ann", "bob", "cleo")}
    actors = {name: Actor(one.person, one.token) for name, one in people.items()}
    conversations = read_conversations(put(tmp_path / "some.jsonl", PRINTER, KERNEL))
    told: list[int] = []
    replay = Replay(address, actors, at_once=2, speed=100_000)
    printer, kernel = replay.play(conversations, lambda: told.append(1))
    assert [printer.fault, kernel.fault, len(told)] == ["", "", 2]
    assert [len(printer.seconds), len(kernel.seconds)] == [4, 2]
    room = people["ann"].get(f"/swarms/{printer.swarm}").json
    assert {one["person"]["name"] for one in room["members"]} == {"ann", "bob"}
    # The check is worth something: the same room is not another conversation.
    other = Played(kernel.conversation, printer.swarm)
    shorter = Played(Conversation(1, printer.conversation.words[:3]), printer.swarm)
    replay._check(shorter)
    assert shorter.fault == f"room {printer.swarm} is not its conversation: its length differs"
    replay._check(other)
    assert "404" in other.fault
    swapped = Conversation(1, (*printer.conversation.words[:2], *printer.conversation.words[:1:-1]))
    wrong = Played(swapped, printer.swarm)
    replay._check(wrong)
    assert wrong.fault.endswith("message 3 differs")


def test_a_desk_that_refuses_is_told_as_a_fault(office: Any, address: str, tmp_path: Path) -> None:
    actors = {"cleo": Actor(office.person().person, "no-token")}
    conversations = read_conversations(put(tmp_path / "some.jsonl", KERNEL))
    (played,) = Replay(address, actors).play(conversations, lambda: None)
    assert "401" in played.fault
    assert played.seconds == []
