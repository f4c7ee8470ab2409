"""What a guest's socket brings: their lines, numbers for the rest, and nobody's typing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from tests.live.conftest import Served


def test_a_guest_hears_every_number_and_only_their_words(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    early = served.post(owner, swarm, "early and internal")
    made = served.call(owner, "POST", f"/swarms/{swarm}/guests", {"name": "Vera"})
    entered = requests.post(
        f"{served.url}/api/sign-in/guest", json={"secret": made["secret"]}, timeout=5
    )
    guest = served.listen(cookie=entered.cookies["swarm_session"])
    member = served.listen(owner)
    stream = f"swarms/{swarm}"
    assert member.follow(stream)["ok"]
    assert guest.follow(stream, after=0)["ok"]
    aside = {"client_id": "a", "body": "hush", "aside": True}
    served.call(owner, "POST", f"/swarms/{swarm}/messages", aside)
    message = early["data"]["message"]
    shares = f"/swarms/{swarm}/messages/{message}/shares/{entered.json()['id']}"
    served.call(owner, "PUT", shares, {})
    last = served.post(owner, swarm, "welcome")["seq"]
    assert served.until(lambda: len(guest.lines(stream)) == last)
    lines = guest.lines(stream)
    assert [line["seq"] for line in lines] == list(range(1, last + 1))
    assert "hush" not in str(lines)
    assert lines[-1]["data"]["body"] == "welcome"
    assert lines[-2]["data"]["original"]["data"]["body"] == "early and internal"
    assert served.until(lambda: member.lines(stream)[-1]["seq"] == last)
    assert "hush" in str(member.lines(stream))
    assert member.ask("typing", {"stream": stream})["ok"]
    assert guest.ask("typing", {"stream": stream})["ok"]
    assert served.until(lambda: len(member.of("typing")) == 1)
    assert guest.of("typing") == []
    assert guest.follow(f"people/{entered.json()['id'] + 1}")["code"] == "not_found"


def test_a_revoked_guest_hears_nothing_a_second_later(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    made = served.call(owner, "POST", f"/swarms/{swarm}/guests", {"name": "Vera"})
    entered = requests.post(
        f"{served.url}/api/sign-in/guest", json={"secret": made["secret"]}, timeout=5
    )
    guest = served.listen(cookie=entered.cookies["swarm_session"])
    assert guest.follow(f"swarms/{swarm}")["ok"]
    served.call(owner, "DELETE", f"/swarms/{swarm}/guests/{made['guest']['id']}")
    served.post(owner, swarm, "now that we are alone")
    assert served.until(lambda: not guest.client.connected, seconds=1.5)
    time.sleep(0.2)
    assert "alone" not in str(guest.heard)
