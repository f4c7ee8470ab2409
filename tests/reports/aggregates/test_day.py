"""A day at a desk, with everything that people do to tickets; then every figure is verified."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.activity.lines import append
from swarm.activity.tables import ActivityLine, Due
from swarm.people.tables import Alias, Person, Team
from swarm.reports.aggregates.reading import look
from swarm.reports.aggregates.verifying import Difference, verify
from swarm.reports.judge import TierJudge
from swarm.rooms.tables import Invitation, Swarm
from swarm.tickets.tables import Handover, Ownership, Ticket
from swarm.tiers.queues.escalating import escalate_due
from swarm.tiers.tables import Touch

ACTS = 160
Choice = tuple[int, list[str], dict[str, Any]]


class Day:
    """Random requests of random people, in the order of a day; refused ones count as nothing."""

    def __init__(self, running, seed: int) -> None:
        self.running, self.luck = running, random.Random(seed)
        self.people: dict[int, str] = {}
        self.kinds: dict[str, list[int]] = {}
        self.done: dict[str, int] = {}
        with running.desk.database.write() as session:
            team = Team(name="Desk", hours={"wed": [["08:00", "18:00"]]})
            session.add(team)
            session.flush()
            for place in range(9):
                role = ("manager", "requester", "requester")[place] if place < 3 else "agent"
                person = Person(
                    name=f"P{place}", email=f"p{place}@example.org", role=role,
                    team_id=None if role == "requester" else team.id, created_at=clock.now(),
                )  # fmt: skip
                session.add(person)
                session.flush()
                self.people[person.id] = issue_token(session, None, person, "day").secret
                self.kinds.setdefault(role, []).append(person.id)
            # Somebody of another desk who is matched to an account in the evening.
            old = Person(name="Old name", role="agent", created_at=clock.now())
            session.add(old)
            session.flush()
            session.add(Alias(source="old", name="Old name", person_id=old.id))
            ticket = Ticket(summary="Old", created_at=clock.now(), updated_at=clock.now())
            session.add(ticket)
            session.flush()
            append(session, f"tickets/{ticket.number}", "ticket_created")
            for who in (old.id, self.kinds["agent"][0]):
                append(session, f"tickets/{ticket.number}", "ownership_started", who, owner=who)
                session.add(
                    Ownership(
                        ticket_number=ticket.number, owner_id=who, how="taken",
                        started_at=clock.now(), ended_at=clock.now(),
                    )
                )  # fmt: skip
                session.flush()

    def ask(self, who: int, method: str, path: str, **body: Any) -> dict[str, Any] | None:
        client = self.running.site.test_client()
        answer = client.open(
            f"/api{path}", method=method, json=body,
            headers={"Authorization": f"Bearer {self.people[who]}"},
        )  # fmt: skip
        assert answer.status_code < 500, (method, path, answer.text)
        return answer.get_json(silent=True) or {} if answer.status_code < 300 else None

    def any_of(self, column: Any, *where: Any) -> Any:
        with self.running.desk.database.read() as session:
            found = session.scalars(select(column).where(*where).order_by(column)).all()
        return self.luck.choice(found[-4:]) if found else None

    def ticket(self) -> int:
        return self.any_of(Ticket.number)

    def owner(self, number: int) -> int:
        wanted = (Ownership.ticket_number == number, Ownership.ended_at.is_(None))
        return self.any_of(Ownership.owner_id, *wanted) or self.luck.choice(self.kinds["agent"])

    def act(self) -> None:
        # What is refused changes nothing, so that the choices stay.
        for who, request, body in self.luck.sample(self.choices(), 4):
            if self.ask(who, *request, **body) is not None:
                name = "".join(sign for sign in " ".join(request) if not sign.isdigit())
                self.done[name] = self.done.get(name, 0) + 1
                return

    def choices(self) -> list[Choice]:
        """What people might do next, mostly with one ticket."""
        number = self.ticket()
        owner = self.owner(number)
        return [
            *self._asking(number, owner), *self._owning(number, owner),
            *self._in_room(number, owner), *self._managing(number),
        ]  # fmt: skip

    def _asking(self, number: int, owner: int) -> list[Choice]:
        luck, path = self.luck, f"/tickets/{number}"
        priority, product = luck.choice(("low", "normal", "high")), luck.choice(("Shop", "Till"))
        asker = self.any_of(Ticket.requester_id, Ticket.number == number)
        asker = asker or luck.choice(self.kinds["requester"])
        solved = self.any_of(Ticket.number, Ticket.status == "solved") or number
        back = self.any_of(Ticket.requester_id, Ticket.number == solved) or asker
        return [
            (asker, ["POST", "/tickets"], {"summary": "It broke", "priority": priority}),
            (asker, ["POST", "/tickets"], {"summary": "Odd", "product": product}),
            (asker, ["POST", f"{path}/replies"], {"body": "And now?"}),
            (back, ["DELETE", f"/tickets/{solved}/outcome"], {}),
            (back, ["PUT", f"/tickets/{solved}/rating"], {"score": luck.randint(1, 5)}),
            (owner, ["PATCH", path], {"priority": priority, "product": product}),
        ]

    def _owning(self, number: int, owner: int) -> list[Choice]:
        luck, path = self.luck, f"/tickets/{number}"
        agent, other = luck.sample(self.kinds["agent"], 2)
        handed = self.any_of(Handover.id, Handover.answered_at.is_(None))
        to = self.any_of(Handover.to_id, Handover.id == handed) or agent
        return [
            (agent, ["PUT", f"{path}/owner"], {}),
            (agent, ["PUT", f"{path}/owner"], {}),
            (owner, ["POST", f"{path}/replies"], {"body": "Hello", "wait": luck.random() < 0.5}),
            (agent, ["POST", f"{path}/replies"], {"body": "Hm", "public": False}),
            (owner, ["PUT", f"{path}/outcome"], {"cause": "Dust", "fix": "Wiped"}),
            (owner, ["PUT", f"{path}/status"], {"status": luck.choice(("waiting", "closed"))}),
            (owner, ["POST", f"{path}/handovers"], {"to": other}),
            (to, ["PUT", f"/handovers/{handed}/answer"], {"answer": "accepted"}),
        ]

    def _in_room(self, number: int, owner: int) -> list[Choice]:
        luck, agents = self.luck, self.kinds["agent"]
        other, said = luck.choice(agents), str(luck.random())
        room = f"/swarms/{self.any_of(Swarm.id, Swarm.ticket_number == number)}"
        called = self.any_of(Invitation.id, Invitation.answer.is_(None))
        whom = self.any_of(Invitation.person_id, Invitation.id == called) or other
        return [
            (owner, ["POST", f"/tickets/{number}/swarms"], {"help_needed": "Who knows?"}),
            (owner, ["POST", f"{room}/invitations"], {"person": other}),
            (whom, ["PUT", f"/invitations/{called}/answer"], {"answer": "accepted"}),
            (owner, ["POST", f"{room}/messages"], {"client_id": said, "body": "Try it"}),
            (other, ["DELETE", f"{room}/members/{other}"], {}),
            (owner, ["PUT", f"{room}/outcome"], {"summary": "So", "solved": luck.random() < 0.3}),
        ]

    def _managing(self, number: int) -> list[Choice]:
        luck, path, manager = self.luck, f"/tickets/{number}", self.kinds["manager"][0]
        touch = f"/touches/{self.any_of(Touch.id)}/tier"
        process, tier = luck.choice(("tier", "swarm")), luck.choice(("L1", "L2", "L3"))
        return [
            (manager, ["PUT", f"{path}/owner"], {"person": luck.choice(self.kinds["agent"])}),
            (manager, ["PUT", f"{path}/process"], {"process": process, "reason": "So"}),
            (manager, ["PUT", f"{path}/tier"], {"tier": tier, "reason": "Up"}),
            (manager, ["PUT", touch], {"tier_of_work": "L2", "reason": "I saw it"}),
            (manager, ["DELETE", touch], {}),
        ]


def differences(session) -> list[Difference]:
    found: list[Difference] = []
    verdict = verify(session, found.append, lambda _: None)
    assert verdict.waiting == 0
    assert verdict.tickets == session.scalar(select(func.count()).select_from(Ticket))
    assert verdict.differences == len(found)
    return found


@pytest.mark.both
def test_after_a_day_of_traffic_every_figure_is_what_the_record_says(running, noon):
    database, morning = running.desk.database, noon - timedelta(hours=4)
    with clock.at(morning):
        day = Day(running, seed=5)
    for place in range(ACTS):
        with clock.at(morning + timedelta(minutes=3 * place)):
            day.act()
            if place % 20 == 0:
                # Rounds of a served desk run now and then, whatever else happens.
                running.worklist.drain_some()
                running.worklist.drain_last(most=3)
                escalate_due(database)
    with clock.at(morning + timedelta(hours=10)):
        with database.write() as session:
            session.get_one(Person, day.kinds["manager"][0]).role = "administrator"
        matched = day.ask(
            day.kinds["manager"][0], "PUT", "/aliases/1", person=day.kinds["agent"][0]
        )
        assert matched is not None
        judge = TierJudge(database)
        judge.refit()
        judge.rejudge()
        while running.worklist.drain() + running.worklist.drain_last():
            pass
        with database.read() as session:
            found = differences(session)
            assert not found, found
    assert len(day.done) >= 12, day.done
    with database.read() as session:
        assert not session.scalar(select(func.count()).select_from(Due))
        assert look(session).mark is not None
        kinds = set(session.scalars(select(ActivityLine.kind).distinct()))
    assert {"ticket_reopened", "touch_overridden", "swarm_closed"} <= kinds, kinds
