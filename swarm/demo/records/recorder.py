"""All deeds of the demo as rows, and what the desk's listeners make of them."""

from __future__ import annotations

from collections import defaultdict

from swarm.demo.cast.shapes import Away
from swarm.demo.records.desk import Cast, Held
from swarm.demo.records.ledger import Ledger
from swarm.demo.records.lots import LotRecords
from swarm.demo.records.touches import Seen, fold_touches
from swarm.demo.shapes import DemoArticle, DemoTicket
from swarm.knowledge.actions import SOLVED, SOURCE, stream_of
from swarm.knowledge.tables import Article, ArticleEdition, ArticleUse
from swarm.people.tables import Absence
from swarm.skills.tables import Evidence, EvidenceKind
from swarm.tickets.tables import Ticket


class Recorder(LotRecords):
    """Carries every deed out; `finish` adds what is calculated from all of them."""

    def __init__(self, ledger: Ledger, cast: Cast, secret: str) -> None:
        super().__init__(ledger, cast, secret)
        self._articles: dict[str, int] = {}
        self._shown: dict[tuple[int, int, str, int], int] = {}
        self._known_fixes: set[int] = set()
        self._answers: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def write(self, article: DemoArticle) -> None:
        """`write_article` from a ticket."""
        author = self.id_of(article.author)
        words = {
            "title": article.title,
            "symptom": article.symptom,
            "cause": article.cause,
            "fix": article.fix,
        }
        row = self.ledger.add_numbered(
            Article,
            **words,
            product=article.product,
            component=article.component,
            author_id=author,
            edition=1,
            created_at=self.at,
            updated_at=self.at,
            shared_at=self.at if article.shared else None,
            demo=True,
        )
        self._articles[article.key] = row["id"]
        self.ledger.add(
            ArticleEdition, article_id=row["id"], number=1, **words, by_id=author, at=self.at
        )
        self.line(stream_of(row["id"]), "article_written", author, edition=1)
        self.line(f"people/{author}", "article_written", author, article=row["id"])
        if article.shared:
            self.line(stream_of(row["id"]), "article_shared", author)
        source = self.held[article.made_from]
        self._link(row["id"], source, author, SOURCE)
        skills = {*self.cast.called[article.component], *self._skills(source)}
        for skill in sorted(skills):
            self._show(author, skill, EvidenceKind.WROTE, article=row["id"])

    def use(self, article: DemoArticle, ticket: DemoTicket) -> None:
        """`link_article`."""
        held = self.held[ticket.key]
        self._link(self._articles[article.key], held, held.last_owner, SOLVED)
        self._known_fixes.add(held.row.number)
        self._answers[held.row.number].append((self.id_of(article.author), article.key))
        if held.outcome is not None and held.outcome.get("undone_at") is None:
            self._authors_of(held)

    def _authors_of(self, held: Held) -> None:
        """Whoever wrote the articles that solved it has shown what the ticket needed."""
        number = held.row.number
        for author, key in sorted(self._answers[number]):
            for skill in self._skills(held):
                article = self._articles[key]
                self._show(author, skill, EvidenceKind.WROTE, ticket=number, article=article)

    def _link(self, article: int, held: Held, by: int, kind: str) -> None:
        self.ledger.add(
            ArticleUse,
            article_id=article,
            ticket_number=held.row.number,
            kind=kind,
            by_id=by,
            at=self.at,
        )
        number = held.row.number
        self.line(stream_of(article), "article_used", by, ticket=number)
        self.line(f"tickets/{number}", "article_linked", by, article=article, how=kind)

    def plan_leave(self, person: str, away: Away) -> None:
        """`plan_absence`, for oneself."""
        who = self.cast.people[person]
        starts, ends = away.span(who.time_zone or (who.team.time_zone if who.team else "UTC"))
        self.ledger.add_numbered(
            Absence,
            person_id=who.id,
            starts_at=starts,
            ends_at=ends,
            substitute_id=self.id_of(away.substitute),
        )
        self.line(f"people/{who.id}", "profile_changed", who.id, fields=["absences"])

    def solved(self, held: Held) -> None:
        """The owner has shown the skills that the ticket needed."""
        for skill in self._skills(held):
            self._show(held.last_owner, skill, EvidenceKind.SOLVED, ticket=held.row.number)
        self._authors_of(held)

    def credited(self, held: Held, person: int, by: int) -> None:
        """Who was credited has shown them too."""
        for skill in self._skills(held):
            kind = EvidenceKind.CONTRIBUTED
            self._show(person, skill, kind, ticket=held.row.number, given_by=by)

    def reopened(self, held: Held, actor: int) -> None:
        """The fix did not hold: it shows nothing any more."""
        number = held.row.number
        gone = [key for key in self._shown if key[2:] in (("solved", number), ("wrote", number))]
        self.ledger.drop(Evidence, [self._shown.pop(key) for key in gone])
        for person in sorted({key[0] for key in gone}):
            self.line(f"people/{person}", "profile_changed", actor, fields=["evidence"])

    def _skills(self, held: Held) -> list[int]:
        return sorted(held.needs) or sorted(self.cast.called[held.told.component])

    def _show(
        self,
        person: int,
        skill: int,
        kind: EvidenceKind,
        *,
        ticket: int | None = None,
        article: int | None = None,
        given_by: int | None = None,
    ) -> None:
        key = (person, skill, kind.value, ticket or -(article or 0))
        if key in self._shown:
            return
        row = self.ledger.add_numbered(
            Evidence,
            person_id=person,
            skill_id=skill,
            kind=kind.value,
            ticket_number=ticket,
            article_id=article,
            given_by=given_by,
            at=self.at,
        )
        self._shown[key] = row["id"]
        facts = {"skill": skill, "kind": kind.value, "ticket": ticket}
        self.line(f"people/{person}", "evidence_added", given_by, **facts)

    def finish(self) -> None:
        """Put the tickets as they stand now into the ledger, and the touches of their work."""
        rows = {row["number"]: row for row in self.ledger.of(Ticket)}
        for held in self.held.values():
            row = rows[held.row.number]
            row.update({name: getattr(held.row, name) for name in _COLUMNS})
        fold_touches(self.ledger, self.cast, self._seen())

    def _seen(self) -> Seen:
        # Work on tiered tickets is stated already: folding it too would count it twice.
        stated = {h.row.number for h in self.held.values() if h.told.path == "tiered"}
        came = [
            (room.ticket, row["person_id"])
            for room in self.rooms.values()
            for row in room.calls.values()
            if row.get("answer") == "accepted"
        ]
        return Seen(
            tickets=frozenset(held.row.number for held in self.held.values()) - stated,
            rooms={room.stream: room.ticket for room in self.rooms.values()},
            came=frozenset(came),
            known_fixes=frozenset(self._known_fixes),
        )


_COLUMNS: tuple[str, ...] = tuple(column.key for column in Ticket.__table__.columns)
