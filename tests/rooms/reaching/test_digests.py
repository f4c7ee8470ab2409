"""What is gathered while somebody is away, and what is told at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid
from swarm.rooms.board.tasks import add_task, change_task
from swarm.rooms.mentions.wishes import Wishes, set_wishes
from swarm.rooms.messages import delete_message
from swarm.rooms.reaching import tasks
from swarm.rooms.reaching.digests import APART, AWAY, send_digests
from swarm.rooms.reaching.tasks import waiting_tasks
from swarm.rooms.reaching.wishes import Ways, choose_ways, read_ways, stop_mails
from swarm.rooms.talk.positions import mark_read


def name(floor: Any, body: str = "@Eva Expert look", **more: Any) -> Any:
    swarm = floor.swarm(**more)
    floor.join(swarm, floor.expert)
    return swarm, floor.post(swarm, floor.owner, body)


def digest(session: Session, moment: datetime) -> int:
    with clock.at(moment):
        return send_digests(session, moment)


def digests(reach: Any, person: Any) -> list[Any]:
    return [row for row in reach.out(person, "mail") if row.kind == "digest"]


@pytest.mark.both
def test_what_was_not_looked_at_is_one_mail_without_words_of_the_room(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    swarm, _ = name(floor, "@Eva Expert the secret is out")
    floor.post(swarm, floor.owner, "@Eva Expert look again")
    reach.hear(floor.expert)
    assert digest(session, morning + AWAY - timedelta(seconds=1)) == 0
    assert digest(session, morning + AWAY) == 1
    assert digest(session, morning + AWAY + timedelta(days=1)) == 0
    (row,) = digests(reach, floor.expert)
    text = str(row.content)
    assert text.count("Olga Owner named you in #") >= 1
    assert f"/swarms/{swarm.id}?line=" in text
    assert "secret" not in text


def test_what_was_read_erased_or_seen_at_the_desk_is_not_in_it(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    swarm, first = name(floor)
    second = floor.post(swarm, floor.owner, "@Eva Expert again")
    mark_read(session, floor.expert, swarm.id, first.line.seq)
    delete_message(session, floor.owner, swarm.id, second.line.data["message"])
    reach.hear(floor.expert)
    assert digest(session, morning + AWAY) == 0
    floor.post(swarm, floor.owner, "@Eva Expert and again")
    reach.hear(floor.expert)
    reach.browser(floor.expert).seen_at = morning + timedelta(minutes=5)
    assert digest(session, morning + AWAY * 2) == 0
    assert digests(reach, floor.expert) == []


def test_two_digests_are_hours_apart_and_wait_for_quiet_hours_to_end(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    swarm, _ = name(floor)
    reach.hear(floor.expert)
    assert digest(session, morning + AWAY) == 1
    with clock.at(morning + timedelta(hours=1)):
        floor.post(swarm, floor.owner, "@Eva Expert more")
        reach.hear(floor.expert)
    assert digest(session, morning + timedelta(hours=2)) == 0
    assert digest(session, morning + AWAY + APART) == 1
    set_wishes(session, floor.expert, Wishes(mentions="all", quiet_from=1080, quiet_until=420))
    evening = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    with clock.at(evening):
        floor.post(swarm, floor.owner, "@Eva Expert and more")
        reach.hear(floor.expert)
    assert digest(session, evening + AWAY) == 0
    assert digest(session, datetime(2026, 3, 5, 6, 59, tzinfo=UTC)) == 0
    assert digest(session, datetime(2026, 3, 5, 7, 0, tzinfo=UTC)) == 1


def test_at_once_means_at_once_and_not_again_in_the_digest(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    reach.browser(floor.expert)
    choose_ways(session, floor.expert, [Ways(kind="mention", client=True, push=True, mail="now")])
    name(floor)
    reach.hear(floor.expert)
    (mail,) = [row for row in reach.out(floor.expert, "mail") if row.kind == "mention"]
    assert "named you" in str(mail.content)
    (push,) = [row for row in reach.out(floor.expert, "push") if row.kind == "mention"]
    assert push.content["path"].startswith("/swarms/")
    assert digest(session, morning + timedelta(days=1)) == 0


def test_whoever_has_duty_is_told_at_once_also_in_quiet_hours(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    reach.browser(floor.expert)
    floor.expert.reach = "quiet"
    set_wishes(session, floor.expert, Wishes(mentions="all", quiet_from=0, quiet_until=1380))
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    facts = {"swarm": swarm.id, "ticket": swarm.ticket_number}
    append(session, f"people/{floor.expert.id}", "called_on_duty", **facts)
    reach.hear(floor.expert)
    told = [row for row in reach.out(floor.expert) if row.kind == "duty"]
    assert sorted((row.way, row.due_at) for row in told) == [("mail", morning), ("push", morning)]
    assert digest(session, morning + timedelta(days=1)) == 0


def test_who_left_the_room_is_not_told_of_it(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    swarm, _ = name(floor)
    from swarm.rooms.members import remove_member

    reach.hear(floor.expert)
    remove_member(session, floor.owner, swarm.id, floor.expert.id)
    assert digest(session, morning + AWAY) == 0


def test_a_task_is_told_to_who_has_to_do_it_once(
    floor: Any, reach: Any, session: Session, morning: datetime
) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    task = add_task(session, floor.owner, swarm.id, "Measure it", assignee=floor.expert.id)
    change_task(session, floor.owner, swarm.id, task.id, text="Measure it twice")
    add_task(session, floor.expert, swarm.id, "My own", assignee=floor.expert.id)
    for line in floor.lines(f"swarms/{swarm.id}"):
        if line.kind in tasks.KINDS:
            tasks.work(session, line)
    assert floor.kinds(f"people/{floor.expert.id}").count("task_given") == 1
    assert [one.text for one in waiting_tasks(session, floor.expert)] == ["Measure it twice"]
    reach.hear(floor.expert)
    assert digest(session, morning + AWAY) == 1
    text = str(digests(reach, floor.expert)[0].content)
    assert "gave you a task" in text
    assert "Measure" not in text
    change_task(session, floor.expert, swarm.id, task.id, done=True)
    assert waiting_tasks(session, floor.expert) == []


def test_choices_are_kept_and_a_link_ends_mails_of_one_kind(floor: Any, session: Session) -> None:
    usual = {ways.kind: ways for ways in read_ways(session, floor.expert)}
    assert usual["invitation"].mail == "now"
    assert usual["mention"].mail == "digest"
    stop_mails(session, floor.expert, "mention")
    session.flush()
    now = {ways.kind: ways for ways in read_ways(session, floor.expert)}
    assert now["mention"] == usual["mention"].model_copy(update={"mail": "off"})
    assert {ways.kind for ways in read_ways(session, floor.requester)} == {"answer"}
    assert {ways.kind for ways in read_ways(session, floor.guest)} == {"invitation", "mention"}


@pytest.mark.parametrize(
    ("ways", "field"),
    [
        (Ways(kind="invitation", client=True, push=True, mail="digest"), "ways.0.mail"),
        (Ways(kind="task", client=True, push=True, mail="off"), "ways.0.kind"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    floor: Any, session: Session, ways: Ways, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        choose_ways(session, floor.guest, [ways])
    assert list(refused.value.fields or {}) == [field]
