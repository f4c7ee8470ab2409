"""The transcript of a swarm that is over, for colleagues and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import NotFound
from swarm.rooms.board.hypotheses import add_hypothesis, judge_hypothesis
from swarm.rooms.board.tasks import add_task
from swarm.rooms.closing import close_swarm
from swarm.rooms.files.tables import RoomFile
from swarm.rooms.members import remove_member
from swarm.rooms.messages import delete_message, post_message
from swarm.rooms.talk import transcript
from swarm.rooms.talk.bearing import Bearing
from swarm.rooms.talk.transcript import read_transcript
from tests.rooms.conftest import SECRET


def close(floor: Any, swarm: Any) -> None:
    close_swarm(floor.session, floor.owner, swarm.id, summary="A new roller", solved=False)


@pytest.mark.both
def test_a_colleague_reads_what_was_said_when_the_swarm_is_over(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    first = floor.post(swarm, floor.owner, "Is it the *roller*?").line
    floor.post(swarm, floor.owner, "Or the cable?")
    erased = floor.post(swarm, floor.owner, "hunter2").line.data["message"]
    answer = post_message(
        floor.session, floor.expert, swarm.id, "a", "It is.", secret=SECRET,
        bearing=Bearing(thread=first.data["message"]),
    ).line  # fmt: skip
    floor.session.add(
        RoomFile(
            swarm_id=swarm.id, message_id=answer.data["message"], name="roller.png",
            media_type="image/png", size=3, sha256="0" * 64, state="clean",
            added_by=floor.expert.id, added_at=answer.at,
        )
    )  # fmt: skip
    delete_message(floor.session, floor.owner, swarm.id, erased)
    roller = add_hypothesis(floor.session, floor.owner, swarm.id, "The roller").id
    judge_hypothesis(floor.session, floor.expert, swarm.id, roller, "confirmed", "It is worn")
    add_task(floor.session, floor.owner, swarm.id, "Order one")
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    close(floor, swarm)
    found = read_transcript(floor.session, floor.other, swarm.id)
    assert [(one.author.name, one.html) for one in found.messages] == [
        ("Olga Owner", "<p>Is it the <em>roller</em>?</p>\n"),
        ("Eva Expert", "<p>It is.</p>\n"),
        ("Olga Owner", "<p>Or the cable?</p>\n"),
        ("Olga Owner", None),
    ]
    assert found.messages[1].files == ["roller.png"]
    assert [one.name for one in found.people] == ["Eva Expert", "Olga Owner"]
    (hypothesis,) = found.hypotheses
    assert (hypothesis.text, hypothesis.state) == ("The roller", "confirmed")
    assert [one.text for one in found.tasks] == ["Order one"]
    assert [one.kind for one in found.moments] == ["opened", "joined", "confirmed", "closed"]
    assert not found.more
    assert "hunter2" not in found.model_dump_json()


def test_an_open_room_is_its_members_alone(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.guest)
    for who in (floor.owner, floor.other, floor.manager):
        with pytest.raises(NotFound):
            read_transcript(floor.session, who, swarm.id)
    close(floor, swarm)
    assert read_transcript(floor.session, floor.manager, swarm.id).messages == []
    for who in (floor.requester, floor.guest):
        with pytest.raises(NotFound):
            read_transcript(floor.session, who, swarm.id)


def test_a_very_long_transcript_says_that_there_is_more(
    floor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcript, "MOST", 2)
    swarm = floor.swarm()
    for words in "abc":
        floor.post(swarm, floor.owner, words)
    close(floor, swarm)
    found = read_transcript(floor.session, floor.other, swarm.id)
    assert (len(found.messages), found.more) == (2, True)
