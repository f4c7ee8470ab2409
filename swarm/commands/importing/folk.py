"""The people behind the names of an old desk."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.checks import LONGEST_NAME
from swarm.people.emails import plain_email
from swarm.people.tables import Alias, Person, Role


class Folk:
    """Who is meant by a name in one `source`.

    A name that is the mail address of an account is that account. Whoever is new becomes a
    person without an account who counts as having left: evidence, and never suggested, until
    somebody matches the name.
    """

    def __init__(self, session: Session, source: str) -> None:
        self.source = source
        rows = session.execute(select(Alias.name, Alias.person_id).where(Alias.source == source))
        self.known: dict[str, int] = {row.name: row.person_id for row in rows}
        self.made = 0
        self.matched = 0

    def learn(self, session: Session, workers: Iterable[str], askers: Iterable[str]) -> None:
        """Make or find whoever is not known yet; `askers` become requesters."""
        roles = dict.fromkeys(askers, Role.REQUESTER) | dict.fromkeys(workers, Role.AGENT)
        new = sorted(name for name in roles if name not in self.known)
        if not new:
            return
        accounts = self._accounts(session, new)
        now = clock.now()
        people = {
            name: Person(name=name[:LONGEST_NAME], role=roles[name], created_at=now, left_at=now)
            for name in new
            if name not in accounts
        }
        session.add_all(people.values())
        session.flush()
        for name in new:
            found = accounts.get(name)
            person_id = found if found is not None else people[name].id
            session.add(
                Alias(
                    source=self.source,
                    name=name,
                    person_id=person_id,
                    matched_at=now if found is not None else None,
                )
            )
            self.known[name] = person_id
        session.flush()
        self.made += len(people)
        self.matched += len(new) - len(people)

    def person(self, name: str | None) -> int | None:
        """The id behind a name that was learned, None for no name."""
        return None if name is None else self.known[name]

    def _accounts(self, session: Session, names: list[str]) -> dict[str, int]:
        emails = {name: plain_email(name) for name in names if "@" in name}
        if not emails:
            return {}
        rows = session.execute(
            select(Person.email, Person.id).where(Person.email.in_(set(emails.values())))
        )
        ids = {row.email: row.id for row in rows}
        return {name: ids[email] for name, email in emails.items() if email in ids}
