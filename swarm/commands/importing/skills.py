"""A taxonomy of skills: our own CSV, or preferred and alternative labels as ESCO writes them.

Read as a whole, since rows refer to one another; written in one transaction, so that a dry run
tells exactly what would happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.commands.importing.drafts import Unusable
from swarm.commands.importing.records import Record
from swarm.commands.importing.reporting import Rejects
from swarm.errors import Refusal
from swarm.signs import one_line, some_lines
from swarm.skills.order.relations import relate
from swarm.skills.tables import Skill, SkillAlias
from swarm.skills.taxonomy import add_skill, change_skill, plain_name, set_aliases

COLUMNS = {
    "key": ("id", "conceptUri", "uri", "notation"),
    "name": ("name", "preferredLabel", "prefLabel", "skill"),
    "aliases": ("aliases", "altLabels", "altLabel", "hiddenLabels", "also"),
    "description": ("description", "definition", "scopeNote"),
    "broader": ("broader", "broaderUri", "broaderConcept", "parent"),
    "narrower": ("narrower", "narrowerUri", "narrowerConcept"),
    "related": ("related", "relatedUri", "relatedConcept"),
}
"""What a column may be called; every one that is there counts."""

LONGEST_NAME, LONGEST_ALIAS, LONGEST_TEXT = 80, 120, 400
MOST_NAMES = 50
BETWEEN = re.compile(r"[\n;|]")


@dataclass
class SkillCounts:
    """What became of the rows and of their links."""

    added: int = 0
    known: int = 0
    changed: int = 0
    names: int = 0
    broader: int = 0
    related: int = 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """One usable row."""

    line: int
    key: str
    name: str
    description: str
    aliases: list[str]
    broader: list[str]
    narrower: list[str]
    related: list[str]


@dataclass
class SkillLoader:
    """Takes a whole file in, in the caller's transaction; who is there already is kept.

    A name or another name that is known means that skill. A description, place or other name
    is added where there is none, and never replaced: what people set here stands.
    """

    session: Session
    refused: Rejects
    counts: SkillCounts = field(default_factory=SkillCounts)

    def load(self, records: Iterable[Record]) -> None:
        """Add the skills, then what links them. Unusable rows and links are told by line."""
        self._ids = self._known()
        self._keys: dict[str, int] = {}
        drafts = [draft for record in records if (draft := self._usable(record))]
        made = [(draft, self._ids[plain_name(draft.name)]) for draft in self._add(drafts)]
        # Names of their own come before other names: one row's slang may be another row's skill.
        for draft, skill_id in made:
            self._name(draft, self.session.get_one(Skill, skill_id))
        for draft, skill_id in made:
            for note in self._link(draft, skill_id):
                self.refused.note(draft.line, note)

    def _known(self) -> dict[str, int]:
        names = self.session.execute(select(Skill.name, Skill.id)).all()
        others = self.session.execute(select(SkillAlias.name, SkillAlias.skill_id)).all()
        # A merged skill's old name is another name of the one that it became part of.
        return {plain_name(name): skill for name, skill in (*names, *others)}

    def _usable(self, record: Record) -> _Draft | None:
        try:
            if record.why:
                raise Unusable(record.why)
            return _drafted(record)
        except Unusable as error:
            self.refused.note(record.line, str(error))
            return None

    def _add(self, drafts: Iterable[_Draft]) -> Iterator[_Draft]:
        for draft in drafts:
            plain = plain_name(draft.name)
            try:
                if plain in self._ids:
                    self._complete(draft, self._ids[plain])
                else:
                    self._make(draft, plain)
            except Refusal as refusal:
                self.refused.note(draft.line, refusal.detail)
                continue
            if draft.key:
                self._keys[draft.key] = self._ids[plain]
            yield draft

    def _make(self, draft: _Draft, plain: str) -> None:
        skill = add_skill(self.session, None, draft.name, description=draft.description)
        self._ids[plain] = skill.id
        self.counts.added += 1

    def _complete(self, draft: _Draft, skill_id: int) -> None:
        skill = self.session.get_one(Skill, skill_id)
        self.counts.known += 1
        if draft.description and not skill.description:
            change_skill(self.session, None, skill_id, {"description": draft.description})
            self.counts.changed += 1

    def _name(self, draft: _Draft, skill: Skill) -> None:
        fresh = []
        for alias in draft.aliases:
            plain = plain_name(alias)
            holder = self._ids.get(plain)
            if holder is None:
                self._ids[plain] = skill.id
                fresh.append(plain)
            elif holder != skill.id:
                self.refused.note(draft.line, f"{alias[:60]!r} means another skill already")
        if fresh:
            own = select(SkillAlias.name).where(SkillAlias.skill_id == skill.id)
            set_aliases(self.session, skill, [*self.session.scalars(own), *fresh])
            self.counts.names += len(fresh)

    def _link(self, draft: _Draft, skill_id: int) -> Iterator[str]:
        for named in draft.broader:
            yield from self._place(skill_id, self._find(named), named)
        for named in draft.narrower:
            below = self._find(named)
            if below is None:
                yield f"narrower: nothing is called {named[:60]!r}"
            else:
                yield from self._place(below, skill_id, draft.name)
        for named in draft.related:
            other = self._find(named)
            if other is None:
                yield f"related: nothing is called {named[:60]!r}"
            elif other != skill_id:
                self.counts.related += relate(self.session, skill_id, [other])

    def _place(self, skill_id: int, broader: int | None, named: str) -> Iterator[str]:
        """Put a skill below another; a second broader one is kept as related."""
        if broader is None:
            yield f"broader: nothing is called {named[:60]!r}"
            return
        skill = self.session.get_one(Skill, skill_id)
        if broader in (skill.broader_id, skill_id):
            return
        if skill.broader_id is not None:
            self.counts.related += relate(self.session, skill_id, [broader])
            return
        try:
            change_skill(self.session, None, skill_id, {"broader": broader})
        except Refusal:
            yield f"broader: {named[:60]!r} goes in a circle"
        else:
            self.counts.broader += 1

    def _find(self, named: str) -> int | None:
        return self._keys.get(named) or self._ids.get(plain_name(named))


def _drafted(record: Record) -> _Draft:
    name = " ".join(one_line(_first(record, "name")).split())
    if not name:
        raise Unusable("name: nothing in " + ", ".join(COLUMNS["name"][:3]))
    if len(name) > LONGEST_NAME:
        raise Unusable(f"name: longer than {LONGEST_NAME} characters")
    aliases = [one for one in _several(record, "aliases") if len(one) <= LONGEST_ALIAS]
    return _Draft(
        line=record.line,
        key=_first(record, "key"),
        name=name,
        description=_first(record, "description")[:LONGEST_TEXT],
        aliases=[one for one in aliases if plain_name(one) != plain_name(name)][:MOST_NAMES],
        broader=_several(record, "broader"),
        narrower=_several(record, "narrower"),
        related=_several(record, "related"),
    )


def _first(record: Record, what: str) -> str:
    for column in COLUMNS[what]:
        value = record.find(column)
        if isinstance(value, str | int) and str(value).strip():
            return some_lines(str(value)).strip()
    return ""


def _several(record: Record, what: str) -> list[str]:
    """The values of every such column: a list, or text with one on a line or between ; and |."""
    found: list[str] = []
    for column in COLUMNS[what]:
        value = record.find(column)
        parts = value if isinstance(value, list) else BETWEEN.split(str(value or ""))
        found += [
            " ".join(one_line(str(part)).split()) for part in parts if isinstance(part, str | int)
        ]
    return list(dict.fromkeys(one for one in found if one))
