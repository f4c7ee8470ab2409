"""What a mail's links do, over HTTP: nothing until somebody presses."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.outbox.seals import STOP, seal
from swarm.rooms.invitations import withdraw_invitation
from swarm.rooms.reaching.calling import CALL
from swarm.rooms.tables import Invitation


class Asked:
    """Bob is asked by Ada; `seal` is what stands in his mail."""

    def __init__(self, office: Any) -> None:
        self.office = office
        self.ada, self.bob = office.person(name="Ada"), office.person(name="Bob")
        number = self.ada.post("/tickets", {"summary": "Till is down"}).json["number"]
        self.ada.put(f"/tickets/{number}/owner")
        asked = {"help_needed": "Who knows tills?"}
        self.swarm = self.ada.post(f"/tickets/{number}/swarms", asked).json["id"]
        call = self.ada.post(f"/swarms/{self.swarm}/invitations", {"person": self.bob.person})
        self.invitation = call.json["id"]
        self.secret = office.running.desk.settings.secret_key
        self.seal = seal(self.secret, CALL, self.invitation, self.bob.person)

    def waiting(self) -> Invitation:
        with self.office.database.read() as session:
            return session.get_one(Invitation, self.invitation)


@pytest.fixture
def asked(office: Any) -> Asked:
    """See `Asked`."""
    return Asked(office)


def test_reading_a_call_answers_nothing_and_is_not_seeing_it(asked: Asked) -> None:
    stranger = asked.office.stranger()
    assert stranger.get(f"/calls?seal={asked.seal}").status_code in (404, 405)
    for _ in range(2):
        card = stranger.post("/calls", {"seal": asked.seal})
        assert card.status_code == 200, card.text
    assert card.json["by"] == "Ada"
    assert card.json["ask"] == "Who knows tills?"
    assert card.json["answer"] is None
    assert (asked.waiting().answer, asked.waiting().seen_at) == (None, None)


def test_one_press_answers_in_the_name_of_who_was_asked(asked: Asked) -> None:
    stranger = asked.office.stranger()
    said = {"seal": asked.seal, "answer": "accepted"}
    for _ in range(2):
        assert stranger.put("/calls", said).json["answer"] == "accepted"
    other = stranger.put("/calls", {**said, "answer": "declined"})
    assert (other.status_code, other.json["code"]) == (409, "invitation_over")
    members = asked.bob.get(f"/swarms/{asked.swarm}").json["members"]
    assert "Bob" in [one["person"]["name"] for one in members]
    # It lets nobody in: the room wants a sign-in.
    assert stranger.get(f"/swarms/{asked.swarm}").status_code == 401


def test_a_seal_is_worth_nothing_once_the_call_is_taken_back(asked: Asked) -> None:
    with asked.office.database.write() as session:
        from swarm.people.tables import Person

        owner = session.get_one(Person, asked.ada.person)
        withdraw_invitation(session, owner, asked.invitation)
    stranger = asked.office.stranger()
    assert stranger.post("/calls", {"seal": asked.seal}).json["answer"] == "withdrawn"
    said = {"seal": asked.seal, "answer": "accepted"}
    assert stranger.put("/calls", said).status_code == 409


def test_a_seal_for_somebody_else_or_something_else_opens_nothing(asked: Asked) -> None:
    stranger = asked.office.stranger()
    for wrong in (
        seal(asked.secret, CALL, asked.invitation, asked.ada.person),
        seal(asked.secret, STOP, asked.invitation, asked.bob.person),
        seal("another secret", CALL, asked.invitation, asked.bob.person),
        "x.y",
    ):
        assert stranger.put("/calls", {"seal": wrong, "answer": "declined"}).status_code == 401
        assert stranger.put("/stops", {"seal": wrong}).status_code == 401
    assert asked.waiting().answer is None


def test_the_link_at_a_mails_end_ends_mails_of_its_kind(asked: Asked) -> None:
    stranger = asked.office.stranger()
    sealed = {"seal": seal(asked.secret, STOP, asked.bob.person, "mention")}
    assert stranger.post("/stops", sealed).json == {
        "person": "Bob", "kind": "mention", "stopped": False,
    }  # fmt: skip
    assert stranger.put("/stops", sealed).json["stopped"]
    ways = {one["kind"]: one for one in asked.bob.get("/me/wishes").json["ways"]}
    assert ways["mention"]["mail"] == "off"
    assert ways["invitation"]["mail"] == "now"


def test_a_mail_program_ends_mails_by_one_click(asked: Asked) -> None:
    sealed = seal(asked.secret, STOP, asked.bob.person, "mention")
    stranger = asked.office.stranger()

    def click(data: dict[str, str], to: str = sealed) -> Any:
        return stranger.call("POST", f"/stops/{to}", data=data)

    opened = stranger.get(f"/stops/{sealed}")
    assert (opened.status_code, opened.headers["Location"]) == (303, f"/stop/{sealed}")
    wrong: dict[str, str]
    for wrong in ({}, {"List-Unsubscribe": "Please"}):
        refused = click(wrong)
        assert refused.status_code == 422
        assert refused.json["fields"] == {"List-Unsubscribe": "must be One-Click"}
    told = {"List-Unsubscribe": "One-Click"}
    assert click(told, to=seal("another", STOP, asked.bob.person, "mention")).status_code == 401
    assert click(told, to="x" * 1000).status_code == 401
    assert mail_way(asked, "mention") != "off", "nothing was ended yet"
    assert click(told).status_code == 204
    assert click(told).status_code == 204
    assert mail_way(asked, "mention") == "off"


def mail_way(asked: Asked, kind: str) -> str:
    ways = {one["kind"]: one["mail"] for one in asked.bob.get("/me/wishes").json["ways"]}
    return ways[kind]  # type: ignore[no-any-return] # plain JSON


def test_without_a_mail_server_no_mail_is_promised(asked: Asked) -> None:
    wishes = asked.bob.get("/me/wishes").json
    assert (wishes["mails"], wishes["push_key"], wishes["pushed_here"]) == (False, None, False)
    chosen = [{"kind": "task", "client": False, "push": True, "mail": "now"}]
    kept = asked.bob.put("/me/wishes", {"ways": chosen}).json["ways"]
    assert next(one for one in kept if one["kind"] == "task")["client"] is False
    bad = asked.bob.put(
        "/me/wishes", {"ways": [{**chosen[0], "kind": "invitation", "mail": "digest"}]}
    )
    assert (bad.status_code, list(bad.json["fields"])) == (422, ["ways.0.mail"])


def test_only_a_browser_takes_pushes(asked: Asked) -> None:
    keys = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
    said = {"endpoint": "https://push.example.org/1", **keys}
    assert asked.bob.put("/me/browser", said).json["code"] == "no_browser"
