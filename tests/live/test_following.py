"""Following a stream: acknowledged first, then every line, once, in order."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests
from socketio.exceptions import ConnectionError as Refused
from sqlalchemy import insert, update

from swarm import clock
from swarm.activity.lines import head_of
from swarm.activity.tables import ActivityLine, Stream
from swarm.live.hub import FAR

if TYPE_CHECKING:
    from tests.live.conftest import Served


def numbers(lines: list[dict[str, Any]]) -> list[int]:
    return [line["seq"] for line in lines]


def test_nobody_is_let_in_without_a_token_or_a_cookie(served: Served) -> None:
    with pytest.raises(Refused):
        served.listen()
    with pytest.raises(Refused):
        served.listen("swarm_made_up")


def test_a_session_cookie_lets_in_as_a_token_does(served: Served) -> None:
    person, _ = served.person()
    _, cookie = served.signed_in(person)
    assert served.listen(cookie=cookie).follow(f"people/{person}")["ok"]


def test_another_sites_page_is_refused(served: Served) -> None:
    _, token = served.person()
    address = f"{served.url}/socket.io/?EIO=4&transport=polling"
    own = requests.get(address, headers={"Origin": served.url}, timeout=5)
    foreign = requests.get(
        address,
        headers={"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
        timeout=5,
    )
    assert (own.status_code, foreign.status_code) == (200, 400)
    assert token


def test_the_sender_hears_their_own_message_as_everybody_does(served: Served) -> None:
    _, owner = served.person()
    expert, expert_token = served.person()
    _, swarm = served.swarm(owner)
    served.join(owner, swarm, expert, expert_token)
    listeners = [served.listen(owner), served.listen(expert_token)]
    for listener in listeners:
        assert listener.follow(f"swarms/{swarm}")["ok"]
    posted = served.post(owner, swarm, "Look at **this**")
    for listener in listeners:
        assert served.until(lambda heard=listener: len(heard.lines(f"swarms/{swarm}")) == 1)
        (line,) = listener.lines(f"swarms/{swarm}")
        assert line["seq"] == posted["seq"]
        assert line["kind"] == "message_posted"
        assert line["data"]["body"] == "Look at **this**"
        assert "<strong>this</strong>" in line["data"]["html"]


def test_following_from_a_number_brings_exactly_what_is_behind_it(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    seqs = [served.post(owner, swarm, f"line {turn}")["seq"] for turn in range(5)]
    listener = served.listen(owner)
    answer = listener.follow(f"swarms/{swarm}", after=seqs[1])
    assert answer == {"ok": True, "head": seqs[-1]}
    seqs.append(served.post(owner, swarm, "one more")["seq"])
    assert served.until(lambda: len(listener.lines(f"swarms/{swarm}")) == 4)
    assert numbers(listener.lines(f"swarms/{swarm}")) == seqs[2:]


def test_live_lines_equal_the_lines_read_by_http(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    listener = served.listen(owner)
    listener.follow(f"swarms/{swarm}", after=0)
    for turn in range(3):
        served.post(owner, swarm, f"line {turn}")
    read = served.call(owner, "GET", f"/swarms/{swarm}/activity?after=0")
    assert served.until(lambda: len(listener.lines(f"swarms/{swarm}")) == read["head"])
    assert listener.lines(f"swarms/{swarm}") == read["items"]


def test_while_many_post_at_once_everyone_hears_one_order_without_gaps(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    people = [served.person() for _ in range(3)]
    for person, token in people:
        served.join(owner, swarm, person, token)
    listeners = [served.listen(token) for _, token in people]
    head = 0
    for listener in listeners:
        head = listener.follow(f"swarms/{swarm}")["head"]

    def talk(token: str) -> None:
        for turn in range(15):
            served.post(token, swarm, f"line {turn}")

    threads = [threading.Thread(target=talk, args=(token,)) for _, token in people]
    for thread in threads:
        thread.start()
    late = served.listen(owner)
    late_from = late.follow(f"swarms/{swarm}", after=head)
    for thread in threads:
        thread.join()
    expected = list(range(head + 1, head + 46))
    for listener in [*listeners, late]:
        assert served.until(lambda heard=listener: len(heard.lines(f"swarms/{swarm}")) >= 45)
        assert numbers(listener.lines(f"swarms/{swarm}")) == expected
    assert late_from["ok"]


def test_following_twice_brings_no_line_twice(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    listener = served.listen(owner)
    listener.follow(f"swarms/{swarm}")
    listener.follow(f"swarms/{swarm}")
    served.post(owner, swarm, "once")
    assert served.until(lambda: listener.lines(f"swarms/{swarm}") != [])
    time.sleep(0.2)
    assert len(listener.lines(f"swarms/{swarm}")) == 1


def test_unfollowing_ends_the_lines(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    listener = served.listen(owner)
    listener.follow(f"swarms/{swarm}")
    assert listener.ask("unfollow", {"stream": f"swarms/{swarm}"}) == {"ok": True}
    served.post(owner, swarm, "unheard")
    time.sleep(0.3)
    assert listener.lines(f"swarms/{swarm}") == []
    assert not listener.ask("unfollow", {"stream": f"swarms/{swarm}"})["ok"]


@pytest.mark.parametrize(
    "wish",
    [
        None,
        7,
        [],
        {},
        {"stream": 7},
        {"stream": ""},
        {"stream": "swarms/1\x00"},
        {"stream": "swarms/1", "after": "0"},
        {"stream": "swarms/1", "after": -1},
        {"stream": "swarms/1", "after": True},
        {"stream": "swarms/1", "more": 1},
        {"stream": "x" * 200},
    ],
)
def test_a_malformed_wish_is_refused_and_the_connection_lives(served: Served, wish: Any) -> None:
    person, token = served.person()
    listener = served.listen(token)
    assert listener.ask("follow", wish) == {"ok": False, "code": "invalid"}
    assert listener.follow(f"people/{person}")["ok"]


def test_what_one_may_not_see_is_denied_like_what_is_not_there(served: Served) -> None:
    person, owner = served.person()
    _, swarm = served.swarm(owner)
    _, outsider = served.person()
    listener = served.listen(outsider)
    denied = {"ok": False, "code": "not_found"}
    for stream in (
        f"swarms/{swarm}",
        "swarms/999999",
        f"people/{person}",
        "secrets/1",
        "swarms/",
        "swarms",
        "swarms/-1",
        "swarms/１",
        "tickets/999999",
    ):
        assert listener.follow(stream) == denied, stream


def test_requesters_and_guests_cannot_follow_tickets(served: Served) -> None:
    _, owner = served.person()
    ticket, _ = served.swarm(owner)
    for role in ("requester", "guest"):
        _, token = served.person(role)
        assert not served.listen(token).follow(f"tickets/{ticket}")["ok"]
    assert served.listen(owner).follow(f"tickets/{ticket}")["ok"]


def test_a_number_beyond_the_head_is_refused(served: Served) -> None:
    person, token = served.person()
    assert served.listen(token).follow(f"people/{person}", after=50) == {
        "ok": False,
        "code": "invalid",
    }


def test_somebody_too_far_behind_is_told_to_read_first(served: Served) -> None:
    person, token = served.person()
    stream = f"people/{person}"
    with served.database.write() as session:
        head = head_of(session, stream)
        lines = [
            {"stream": stream, "seq": seq, "kind": "profile_changed", "at": clock.now(), "data": {}}
            for seq in range(head + 1, FAR + 11)
        ]
        session.execute(insert(ActivityLine), lines)
        session.execute(update(Stream).where(Stream.name == stream).values(head=FAR + 10))
    assert served.listen(token).follow(stream, after=9) == {"ok": False, "code": "too_far"}
    listener = served.listen(token)
    assert listener.follow(stream, after=10) == {"ok": True, "head": FAR + 10}
    assert served.until(lambda: len(listener.lines(stream)) == FAR, 20)
