"""People of an export: accounts, teams, and the names that the old desk used of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.commands.importing.drafts import Unusable
from swarm.commands.importing.mapping import PeopleMapping
from swarm.commands.importing.records import Record
from swarm.errors import Refusal
from swarm.people.actions import add_person
from swarm.people.checks import checked_name
from swarm.people.emails import checked_email
from swarm.people.queries import find_by_email
from swarm.people.tables import Alias, Person, Role, Team
from swarm.people.teams import add_team


@dataclass
class PeopleCounts:
    """What became of the rows."""

    added: int = 0
    known: int = 0
    teams: int = 0
    names: int = 0


class PeopleLoader:
    """Adds the people of one source; who is here already stays as they are."""

    def __init__(self, mapping: PeopleMapping) -> None:
        self.mapping = mapping
        self.counts = PeopleCounts()

    def missing(self, records: Sequence[Record]) -> list[str]:
        """The columns that a person cannot do without and none of these rows has."""
        columns = self.mapping.columns
        needed = [columns.name, *([columns.role] if self.mapping.otherwise is None else [])]
        return [
            column
            for column in needed
            if column and not any(one.find(column) is not None for one in records)
        ]

    def load(self, session: Session, record: Record) -> None:
        """Take one row in, in the caller's transaction. Raises Unusable having changed nothing."""
        columns = self.mapping.columns
        name = self._text(record, columns.name, 120)
        if not name:
            raise Unusable(f"name: nothing in {columns.name}")
        try:
            email = self._text(record, columns.email, 255)
            email = checked_email(email) if email else ""
            role = self._role(record)
            person = self._known(session, email, name)
            if person is None:
                person = self._add(session, record, name, email, role)
                self.counts.added += 1
            else:
                self.counts.known += 1
        except Refusal as refusal:
            fields = refusal.fields or {}
            told = "; ".join(f"{field}: {why}" for field, why in fields.items())
            raise Unusable(told or refusal.detail) from refusal
        names = [name, *([email] if email else []), *self._several(record, columns.aliases)]
        self._name(session, person, names)

    def _known(self, session: Session, email: str, name: str) -> Person | None:
        if email:
            return find_by_email(session, email)
        alias = session.scalar(
            select(Alias).where(Alias.source == self.mapping.source, Alias.name == name)
        )
        return session.get_one(Person, alias.person_id) if alias else None

    def _add(self, session: Session, record: Record, name: str, email: str, role: Role) -> Person:
        columns = self.mapping.columns
        zone = self._text(record, columns.time_zone, 60) or None
        team = self._text(record, columns.team, 80)
        inactive = self._inactive(record)
        if not email:
            # Without an address nobody signs in: a name that is kept as evidence.
            now = clock.now()
            person = Person(name=checked_name(name), role=role, created_at=now, left_at=now)
            session.add(person)
            session.flush()
            return person
        person = add_person(session, None, name=name, email=email, role=role, time_zone=zone)
        person.team = self._team(session, team) if team else None
        if inactive:
            person.left_at = clock.now()
        session.flush()
        return person

    def _role(self, record: Record) -> Role:
        value = self._text(record, self.mapping.columns.role, 60)
        if value in self.mapping.role:
            return self.mapping.role[value]
        if value.lower() in list(Role):
            return Role(value.lower())
        if self.mapping.otherwise is None:
            raise Unusable(f"role: {value[:40]!r} is not in the mapping")
        return self.mapping.otherwise

    def _team(self, session: Session, name: str) -> Team:
        team = session.scalar(select(Team).where(func.lower(Team.name) == name.lower()))
        if team is None:
            team = add_team(session, None, name=name)
            self.counts.teams += 1
        return team

    def _inactive(self, record: Record) -> bool:
        value = self._text(record, self.mapping.columns.active, 40)
        return value.lower() in {one.lower() for one in self.mapping.inactive if one}

    def _name(self, session: Session, person: Person, names: Sequence[str]) -> None:
        for name in dict.fromkeys(one for one in names if one):
            known = session.scalar(
                select(Alias.id).where(Alias.source == self.mapping.source, Alias.name == name)
            )
            if known is None:
                session.add(
                    Alias(
                        source=self.mapping.source,
                        name=name,
                        person_id=person.id,
                        matched_at=clock.now() if person.email else None,
                    )
                )
                session.flush()
                self.counts.names += 1

    def _several(self, record: Record, column: str | None) -> list[str]:
        value = record.find(column) if column else None
        items = value if isinstance(value, list) else str(value or "").split(self.mapping.separator)
        named = [" ".join(str(item).split())[:200] for item in items if isinstance(item, str | int)]
        return [name for name in named if name]

    def _text(self, record: Record, column: str | None, longest: int) -> str:
        value = record.find(column) if column else None
        if value is None or isinstance(value, dict | list):
            return ""
        text = " ".join(str(value).split())
        if len(text) > longest:
            raise Unusable(f"{column}: longer than {longest} characters")
        return text
