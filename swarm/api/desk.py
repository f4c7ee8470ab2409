"""What `app.py` hands to the doors, and what a route is asked with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from swarm.config import Settings
from swarm.db import Database
from swarm.people.tables import Person

if TYPE_CHECKING:
    from swarm.reports.foresight import Foresight
    from swarm.reports.judge import TierJudge
    from swarm.reports.rescoring import TierScores
    from swarm.reports.twins.keeping import TwinKeeper
    from swarm.rooms.adviser import Adviser

T = TypeVar("T")


def at_once(work: Callable[..., T], *args: Any) -> T:
    """Run `work` right here: what `off_loop` is where no event loop needs protection."""
    return work(*args)


@dataclass(frozen=True)
class Desk:
    """The parts of one running desk."""

    settings: Settings
    database: Database
    adviser: Adviser
    judge: TierJudge
    foresight: Foresight
    twins: TwinKeeper
    scores: TierScores
    off_loop: Callable[..., Any] = at_once

    def close(self) -> None:
        """Give every connection to the database back: its own, and those of what learns apart."""
        apart = (self.adviser, self.judge, self.foresight, self.twins, self.scores)
        for database in {self.database, *(learner.database for learner in apart)}:
            database.close()


@dataclass(frozen=True)
class Identity:
    """Who asks, and by which sign-in or token."""

    person_id: int
    role: str
    sign_in: int | None = None
    token: int | None = None
    csrf: str = ""
    by_pass: bool = False
    """Came in by a guest's link: may call what is declared for that, and nothing else."""


@dataclass
class Ask:
    """One request, as a route sees it.

    `session` is inside the one transaction of the request: read only for GET.
    """

    desk: Desk
    identity: Identity | None
    session: Session = field(repr=False)
    person: Person | None = None
    cookie: str | None = None
    find: Callable[[], Person | None] | None = field(default=None, repr=False)
    """Where the person was not read yet: how to."""

    @property
    def actor(self) -> Person:
        """The signed-in person; routes that are open to everybody have none."""
        if self.person is None and self.find is not None:
            self.person = self.find()
        if self.person is None:
            raise LookupError("this route is open to people who are not signed in")
        return self.person

    @property
    def actor_id(self) -> int:
        """The id of the signed-in person, who may have left since they were identified."""
        if self.identity is None:
            raise LookupError("this route is open to people who are not signed in")
        return self.identity.person_id

    @property
    def settings(self) -> Settings:
        """The configuration of this desk."""
        return self.desk.settings

    def let_in(self, secret: str) -> None:
        """Set the session cookie on the answer."""
        self.cookie = secret

    def let_out(self) -> None:
        """Remove the session cookie with the answer."""
        self.cookie = ""
