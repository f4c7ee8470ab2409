"""A dispatch room over HTTP: one who leads it, one in it, and everybody else outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World


class Round:
    """A dispatch room of the world's team, led by the owner, with the expert in it."""

    def __init__(self, running: Running, world: World) -> None:
        self.running, self.world = running, world
        # Nobody is of the team, so that the rest of the desk stands outside.
        body = {"kind": "dispatch", "team": world.ids["team"]}
        self.id = self.must("owner", "POST", "/swarms", body)["id"]
        asked = {"person": world.people["expert"]}
        call = self.must("owner", "POST", f"/swarms/{self.id}/invitations", asked)["id"]
        self.must("expert", "PUT", f"/invitations/{call}/answer", {"answer": "accepted"})
        team = {"team": world.ids["team"]}
        self.must("owner", "PATCH", f"/tickets/{world.ids['free']}", team)
        self.ticket = world.ids["free"]

    def ask(self, who: str, method: str, path: str, json: Any = None) -> Any:
        """Send a request as somebody."""
        headers = {"Authorization": f"Bearer {self.world.tokens[who]}"}
        more = {} if method == "GET" else {"json": {} if json is None else json}
        return self.running.site.test_client().open(
            f"/api{path}", method=method, headers=headers, **more
        )

    def must(self, who: str, method: str, path: str, json: Any = None) -> Any:
        """Send a request that must succeed."""
        answer = self.ask(who, method, path, json)
        assert answer.status_code < 300, answer.text
        return answer.get_json(silent=True)

    def pick(self, who: str, decision: str, **more: Any) -> Any:
        """Decide on the ticket of the round, or on another."""
        body = {"ticket": self.ticket, "decision": decision, **more}
        return self.ask(who, "POST", f"/swarms/{self.id}/picks", body)

    def record(self) -> list[Any]:
        """All that a decision could have written down: the ticket, and the lines of both."""
        streams = [f"/tickets/{self.ticket}", f"/swarms/{self.id}"]
        lines = [self.must("owner", "GET", f"{one}/activity?limit=1000") for one in streams]
        return [self.must("manager", "GET", streams[0]), *lines]
