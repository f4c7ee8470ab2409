"""A floor whose people can be reached by mail and by push, and what leaves the desk for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.tables import SignIn
from swarm.outbox.mails import Mail
from swarm.outbox.tables import Outgoing
from swarm.people.tables import Person
from swarm.rooms.reaching.browsers import add_browser
from swarm.rooms.reaching.kinds import KIND_OF
from swarm.rooms.reaching.listener import Means, with_means

SECRET = "for-tests-only-and-long"
POINT, SHARED = "B" + "A" * 86, "A" * 22


class Reach:
    """Hands the lines of a person's stream to the listener, as the worklist does, once each."""

    def __init__(self, session: Session, floor: Any) -> None:
        self.session, self.floor = session, floor
        self.work = with_means(Means(mails=True, pushes=True, secret=SECRET))
        self.told: dict[int, int] = {}

    def hear(self, person: Person) -> None:
        """Let the listener work on what is new for a person."""
        for line in self.floor.lines(f"people/{person.id}")[self.told.get(person.id, 0) :]:
            if line.kind in KIND_OF:
                self.work(self.session, line)
            self.told[person.id] = line.seq

    def browser(self, person: Person, name: str = "1") -> SignIn:
        """Sign a browser in that takes pushes."""
        now = clock.now()
        sign_in = SignIn(
            person_id=person.id, secret_hash=f"{person.id}/{name}", created_at=now,
            seen_at=now - timedelta(days=1), expires_at=now + timedelta(days=9),
        )  # fmt: skip
        self.session.add(sign_in)
        self.session.flush()
        add_browser(
            self.session, person, sign_in.id, p256dh=POINT, auth=SHARED,
            endpoint=f"https://push.example.org/{person.id}/{name}",
        )  # fmt: skip
        return sign_in

    def out(self, person: Person, way: str | None = None) -> list[Outgoing]:
        """What left, or is to leave, for a person."""
        self.session.flush()
        query = select(Outgoing).where(Outgoing.person_id == person.id).order_by(Outgoing.id)
        rows = list(self.session.scalars(query.execution_options(populate_existing=True)))
        return [row for row in rows if way in (None, row.way)]

    def mail(self, person: Person) -> Mail:
        """The only mail to a person."""
        (row,) = self.out(person, "mail")
        return Mail.model_validate(row.content)


@pytest.fixture
def reach(session: Session, floor: Any) -> Reach:
    """See `Reach`."""
    return Reach(session, floor)


def said(mail: Mail) -> str:
    """All that a mail says, as text."""
    return "\n".join(str(block.model_dump()) for block in mail.blocks)
