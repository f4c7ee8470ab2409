"""Whoever is removed, signed out or gone hears nothing a second later; presence tells the rest."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import update

from swarm import clock
from swarm.accounts.tables import SignIn, Token
from swarm.people.tables import Person

if TYPE_CHECKING:
    from tests.live.conftest import Listener, Served

SECOND = 1.0


def room(served: Served) -> tuple[str, int, int, str, Listener]:
    """An owner, a swarm, and an expert in it who listens."""
    _, owner = served.person()
    expert, token = served.person()
    _, swarm = served.swarm(owner)
    served.join(owner, swarm, expert, token)
    listener = served.listen(token)
    assert listener.follow(f"swarms/{swarm}")["ok"]
    return owner, swarm, expert, token, listener


def test_a_removed_member_hears_nothing_any_more(served: Served) -> None:
    owner, swarm, expert, _, listener = room(served)
    served.call(owner, "DELETE", f"/swarms/{swarm}/members/{expert}")
    served.post(owner, swarm, "now that we are alone")
    time.sleep(0.5)
    assert listener.lines(f"swarms/{swarm}") == []
    assert listener.follow(f"swarms/{swarm}") == {"ok": False, "code": "not_found"}


def test_a_member_who_left_hears_nothing_any_more(served: Served) -> None:
    owner, swarm, expert, token, listener = room(served)
    served.call(token, "DELETE", f"/swarms/{swarm}/members/{expert}")
    served.post(owner, swarm, "gone")
    time.sleep(0.5)
    assert listener.lines(f"swarms/{swarm}") == []


def test_who_returns_hears_again(served: Served) -> None:
    owner, swarm, expert, token, listener = room(served)
    served.call(owner, "DELETE", f"/swarms/{swarm}/members/{expert}")
    served.join(owner, swarm, expert, token)
    assert listener.follow(f"swarms/{swarm}")["ok"]
    served.post(owner, swarm, "welcome back")
    assert served.until(lambda: len(listener.lines(f"swarms/{swarm}")) == 1)


def test_a_revoked_token_is_cut_off_within_a_second(served: Served) -> None:
    owner, swarm, expert, _, listener = room(served)
    with served.database.write() as session:
        session.execute(
            update(Token).where(Token.person_id == expert).values(revoked_at=clock.now())
        )
    time.sleep(SECOND)
    served.post(owner, swarm, "unheard")
    time.sleep(0.3)
    assert listener.lines(f"swarms/{swarm}") == []
    assert not listener.client.connected


def test_a_signed_out_browser_is_cut_off_within_a_second(served: Served) -> None:
    person, _ = served.person()
    sign_in, cookie = served.signed_in(person)
    listener = served.listen(cookie=cookie)
    assert listener.follow(f"people/{person}")["ok"]
    with served.database.write() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in).values(revoked_at=clock.now()))
    assert served.until(lambda: not listener.client.connected, SECOND)


def test_a_person_who_left_the_desk_is_cut_off_within_a_second(served: Served) -> None:
    person, token = served.person()
    listener = served.listen(token)
    with served.database.write() as session:
        session.execute(update(Person).where(Person.id == person).values(left_at=clock.now()))
    assert served.until(lambda: not listener.client.connected, SECOND)


def test_who_has_another_role_is_asked_anew_for_everything_within_a_second(served: Served) -> None:
    _, owner = served.person()
    _, administrator = served.person("administrator")
    agent, token = served.person()
    ticket, _ = served.swarm(owner)
    listener = served.listen(token)
    assert listener.follow(f"tickets/{ticket}")["ok"]
    served.call(administrator, "PATCH", f"/people/{agent}", {"reach": "quiet"})
    time.sleep(SECOND)
    assert listener.client.connected
    wire = listener.client.eio.ws
    served.call(administrator, "PATCH", f"/people/{agent}", {"role": "requester"})
    assert served.until(lambda: not listener.client.connected, SECOND)
    wire.shutdown()  # the library leaves it open where nobody said goodbye
    reply = {"body": "Among us", "public": False, "client_id": "among-us"}
    served.call(owner, "POST", f"/tickets/{ticket}/replies", reply)
    back = served.listen(token)
    assert back.follow(f"tickets/{ticket}") == {"ok": False, "code": "not_found"}
    assert back.follow(f"people/{agent}")["ok"]
    time.sleep(SECOND)
    assert back.client.connected
    assert [line["kind"] for line in listener.lines(f"tickets/{ticket}")] == []


def test_presence_tells_who_is_in_the_room_and_who_went(served: Served) -> None:
    owner_id, owner = served.person()
    expert, token = served.person()
    _, swarm = served.swarm(owner)
    served.join(owner, swarm, expert, token)
    first, second = served.listen(owner), served.listen(token)
    first.follow(f"swarms/{swarm}")
    second.follow(f"swarms/{swarm}")

    def present() -> set[int]:
        told = [one for one in first.of("presence") if one["stream"] == f"swarms/{swarm}"]
        return {person["id"] for person in told[-1]["people"]} if told else set()

    assert served.until(lambda: present() == {owner_id, expert})
    second.client.disconnect()
    assert served.until(lambda: present() == {owner_id})


def test_typing_reaches_the_others_and_not_oneself(served: Served) -> None:
    owner, swarm, expert, _, listener = room(served)
    other = served.listen(owner)
    other.follow(f"swarms/{swarm}")
    # Typing is said once: both must be there, in whichever process, before it is.
    assert served.until(lambda: any(len(one["people"]) == 2 for one in other.of("presence")))
    assert listener.ask("typing", {"stream": f"swarms/{swarm}"}) == {"ok": True}
    assert served.until(
        lambda: other.of("typing") == [{"stream": f"swarms/{swarm}", "person": expert}]
    )
    assert listener.of("typing") == []


def test_typing_where_one_does_not_follow_is_denied(served: Served) -> None:
    _, swarm, _, _, _ = room(served)
    _, outsider = served.person()
    denied = {"ok": False, "code": "not_found"}
    assert served.listen(outsider).ask("typing", {"stream": f"swarms/{swarm}"}) == denied
