"""Names of another desk and the people behind them here."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.checks import LONGEST_NAME
from swarm.people.tables import Alias, Person, Role


class Names:
    """People by their names in one `source`; whoever is new becomes a person without an account.

    Such a person counts as having left until somebody matches the name to an account:
    they are evidence, and never suggested.
    """

    def __init__(self, session: Session, source: str) -> None:
        self.source = source
        aliases = select(Alias.name, Alias.person_id).where(Alias.source == source)
        self.known = {row.name: row.person_id for row in session.execute(aliases)}
        self.made = 0

    def learn(self, session: Session, names: Iterable[str | None]) -> None:
        """Make whoever of `names` is not known yet."""
        new = sorted({name for name in names if name is not None and name not in self.known})
        if not new:
            return
        now = clock.now()
        people = session.scalars(
            insert(Person).returning(Person.id, sort_by_parameter_order=True),
            [
                {"name": name[:LONGEST_NAME], "role": Role.AGENT, "created_at": now, "left_at": now}
                for name in new
            ],
        ).all()
        session.execute(
            insert(Alias),
            [
                {"source": self.source, "name": name, "person_id": person}
                for name, person in zip(new, people, strict=True)
            ],
        )
        self.known.update(zip(new, people, strict=True))
        self.made += len(new)

    def person(self, name: str | None) -> int | None:
        """The id behind a name that was learned, None for no name."""
        return None if name is None else self.known[name]
