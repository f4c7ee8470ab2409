"""The desk without storing: the same door, the same lines, and nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from swarm.activity.lines import Line, head_of
from swarm.api.routes import messages
from swarm.bench.unstored import switch_storing_off
from swarm.live import channels, hub
from swarm.rooms.tables import Message


def test_lines_are_numbered_and_handed_on_and_nothing_is_kept(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = office.person()
    ticket = owner.post("/tickets", {"summary": "Measured"}).json["number"]
    owner.put(f"/tickets/{ticket}/owner")
    swarm = owner.post(f"/tickets/{ticket}/swarms", {"help_needed": "Be measured"}).json["id"]
    told: list[Line] = []
    office.database.after_commit.append(told.extend)
    # What is switched off is switched on again after the test.
    monkeypatch.setattr(messages, "post_usual", messages.post_usual)
    for module in (channels, hub):
        monkeypatch.setattr(module, "head_of", head_of)
    switch_storing_off()
    with office.database.read() as session:
        head = head_of(session, f"swarms/{swarm}")
    for number in (1, 2):
        words = {"client_id": f"c{number}", "body": "Hello"}
        answer = owner.post(f"/swarms/{swarm}/messages", words)
        assert (answer.status_code, answer.json["seq"]) == (201, head + number)
    assert [line.seq for line in told] == [head + 1, head + 2]
    assert told[0].data["html"] == "<p>Hello</p>\n"
    with office.database.read() as session:
        assert head_of(session, f"swarms/{swarm}") == head
        # Who follows the room anew is told where it stands.
        assert channels.head_of(session, f"swarms/{swarm}") == head + 2
        assert session.scalar(select(func.count()).select_from(Message)) == 0
