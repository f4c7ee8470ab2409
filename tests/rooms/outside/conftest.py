"""A room with somebody from outside in it, who came by a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from swarm.activity.lines import Line
from swarm.people.tables import Person
from swarm.rooms.messages import post_message
from swarm.rooms.outside.passes import make_pass, use_pass
from swarm.rooms.outside.tables import GuestPass
from swarm.rooms.queries import read_activity
from swarm.rooms.tables import Swarm
from swarm.rooms.talk.bearing import Bearing
from tests.rooms.conftest import SECRET, Floor


@dataclass
class Visited:
    """The floor, its swarm, the pass and the guest whom it let in."""

    floor: Floor
    swarm: Swarm
    found: GuestPass
    guest: Person
    said: dict[str, int] = field(default_factory=dict)

    def say(self, name: str, author: Person | None = None, **bearing: Any) -> Line:
        """Say something and keep its id under `name`, which is also its words."""
        line = post_message(
            self.floor.session,
            author or self.floor.owner,
            self.swarm.id,
            name,
            f"regarding {name}",
            secret=SECRET,
            bearing=Bearing(**bearing),
        ).line
        self.said[name] = line.data["message"]
        return line

    def heard(self) -> list[Line]:
        """The guest's whole stream."""
        lines = read_activity(self.floor.session, self.guest, self.swarm.id, limit=1000)
        assert [line.seq for line in lines.items] == list(range(1, lines.head + 1))
        return lines.items

    def words(self) -> list[str]:
        """What the guest reads, in order."""
        return [str(line.data["body"]) for line in self.heard() if line.kind == "message_posted"]


@pytest.fixture
def visited(floor: Floor) -> Visited:
    """A room in which something was said before the guest came."""
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    before = floor.post(swarm, floor.expert, "regarding before", "before").line
    found, secret = make_pass(
        floor.session, floor.owner, swarm.id, name="Vera of Lumen", kind="vendor", hours=4,
        brief="Is this fault known to you?",
    )  # fmt: skip
    use_pass(floor.session, secret)
    guest = floor.session.get_one(Person, found.person_id)
    return Visited(floor, swarm, found, guest, {"before": before.data["message"]})
