"""Tickets with their history come in once, and tell it in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from swarm import clock
from swarm.activity.lines import count_lines, head_of
from swarm.tickets.access import last_owner_of, owner_of
from swarm.tickets.imported import ImportedLine, ImportedOwner, ImportedReply, ImportedTicket
from swarm.tickets.intake import import_ticket, import_tickets, known_externals
from swarm.tickets.queries import read_page
from swarm.tickets.tables import Outcome, Ownership, Rating, Ticket

START = datetime.fromisoformat("2026-01-05T09:00+00:00")


def at(**more: float) -> datetime:
    return START + timedelta(**more)


def closed(floor: Any, **more: Any) -> ImportedTicket:
    facts: dict[str, Any] = {
        "source": "zendesk",
        "external_id": "Z-1",
        "summary": "The label printer prints blanks",
        "description": "All of them",
        "created_at": START,
        "requester_id": floor.requester.id,
        "team_id": floor.team.id,
        "status": "closed",
        "first_response_at": at(hours=1),
        "solved_at": at(days=2),
        "closed_at": at(days=3),
        "tags": ["Printer", "printer"],
        "owners": [
            ImportedOwner(floor.owner.id, at(minutes=30), at(days=1)),
            ImportedOwner(floor.other.id, at(days=1)),
        ],
        "replies": [
            ImportedReply(floor.other.id, True, "It works **again**", at(days=2)),
            ImportedReply(floor.owner.id, False, "Odd", at(hours=2)),
        ],
        "cause": "Empty ribbon",
        "fix": "New ribbon",
        "rating": 4,
        "history": [ImportedLine("group_changed", at(hours=3), None, {"from": "a", "to": "b"})],
    }
    return ImportedTicket(**{**facts, **more})


def test_a_ticket_comes_in_whole(floor: Any) -> None:
    ticket, made = import_ticket(floor.session, closed(floor))
    assert made
    page = read_page(floor.session, floor.owner, ticket)
    assert (page.status, page.channel, page.tags) == ("closed", "import", ["printer"])
    assert [(one.owner.name, one.how, one.ended_why) for one in page.owners] == [
        ("Olga Owner", "imported", "reassigned"),
        ("Abel Agent", "assigned", "solved"),
    ]
    assert page.owners[1].ended_at == at(days=2)
    assert [reply.body for reply in page.replies] == ["Odd", "It works **again**"]
    assert page.replies[1].html == "<p>It works <strong>again</strong></p>\n"
    assert page.outcome is not None
    assert (page.outcome.cause, page.outcome.fix) == ("Empty ribbon", "New ribbon")
    assert page.rating is not None
    assert page.rating.score == 4
    assert page.clock is not None
    assert (page.clock.response_kept, page.clock.resolution_kept) == (True, True)
    assert last_owner_of(floor.session, ticket.number) is floor.other


def test_its_stream_tells_the_history_in_order_and_without_gaps(floor: Any) -> None:
    ticket, _ = import_ticket(floor.session, closed(floor))
    lines = floor.lines(ticket)
    assert [line.kind for line in lines] == [
        "ticket_created",
        "tag_added",
        "status_changed",
        "ownership_started",
        "reply_posted",
        "group_changed",
        "ownership_ended",
        "ownership_started",
        "ownership_ended",
        "reply_posted",
        "ticket_solved",
        "status_changed",
        "ticket_rated",
        "ticket_closed",
        "status_changed",
    ]
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert head_of(floor.session, f"tickets/{ticket.number}") == len(lines)
    assert lines[0].actor_id == floor.requester.id


def test_nobody_hears_of_what_happened_elsewhere(floor: Any) -> None:
    floor.session.info["due_kinds"] = {"ticket_solved": ["skills"]}
    before = len(floor.session.info["lines"])
    import_ticket(floor.session, closed(floor))
    assert len(floor.session.info["lines"]) == before
    assert floor.kinds(floor.requester) == []
    assert count_lines(floor.session, f"people/{floor.other.id}") == 0


def test_importing_again_doubles_nothing(floor: Any) -> None:
    first, _ = import_ticket(floor.session, closed(floor))
    head = head_of(floor.session, f"tickets/{first.number}")
    again, made = import_ticket(floor.session, closed(floor, summary="Other words"))
    assert (again.number, made) == (first.number, False)
    assert again.summary == "The label printer prints blanks"
    assert head_of(floor.session, f"tickets/{first.number}") == head


def test_a_batch_counts_each_external_id_once(floor: Any) -> None:
    import_ticket(floor.session, closed(floor))
    batch = [closed(floor, external_id=f"Z-{number}") for number in (1, 2, 3, 2)]
    batch.append(closed(floor, source="jira"))
    numbers = import_tickets(floor.session, batch)
    assert [number is None for number in numbers] == [True, False, False, True, False]
    assert floor.session.scalar(select(func.count()).select_from(Ticket)) == 4
    assert floor.session.scalar(select(func.count()).select_from(Outcome)) == 4
    known = known_externals(floor.session, "zendesk", ["Z-1", "Z-2", "Z-9"])
    assert set(known) == {"Z-1", "Z-2"}
    assert import_tickets(floor.session, []) == []


def test_a_live_ticket_keeps_its_owner_and_owes_a_word(floor: Any) -> None:
    ticket, _ = import_ticket(
        floor.session,
        closed(
            floor,
            status="open",
            solved_at=None,
            closed_at=None,
            first_response_at=None,
            rating=None,
            owners=[ImportedOwner(floor.owner.id, at(minutes=30))],
        ),
    )
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert ticket.next_word_by == clock.now() + timedelta(days=2)
    assert ticket.due_at == ticket.respond_by
    assert floor.session.get(Rating, ticket.number) is None
    by = clock.now() - timedelta(hours=1)
    late, _ = import_ticket(
        floor.session,
        closed(
            floor,
            external_id="Z-2",
            status="waiting",
            solved_at=None,
            closed_at=None,
            next_word_by=by,
            updated_at=at(days=1),
            owners=[ImportedOwner(floor.owner.id, at(minutes=30))],
        ),
    )
    assert (late.next_word_by, late.paused_at, late.due_at) == (by, at(days=1), by)
    assert floor.kinds(late)[-1] == "reply_posted" or "status_changed" in floor.kinds(late)
    assert {line.data.get("to") for line in floor.lines(late)} >= {"open", "waiting"}


def test_a_ticket_that_nobody_owned_has_no_owner(floor: Any) -> None:
    ticket, _ = import_ticket(
        floor.session,
        closed(floor, owners=[], solved_at=None, cause="", fix="", rating=None, swarm_id=5),
    )
    assert last_owner_of(floor.session, ticket.number) is None
    assert ticket.solved_at == at(days=3)
    moved = [line.data for line in floor.lines(ticket) if line.kind == "status_changed"]
    assert moved[0] == {"from": "new", "to": "open"}
    solved = next(line for line in floor.lines(ticket) if line.kind == "ticket_solved")
    assert solved.data["swarm"] == 5
    assert solved.actor_id is None


def test_a_new_ticket_is_only_created(floor: Any) -> None:
    ticket, _ = import_ticket(
        floor.session,
        ImportedTicket(
            source="csv", external_id="1", summary="x" * 400, created_at=START, status="new"
        ),
    )
    assert floor.kinds(ticket) == ["ticket_created"]
    assert len(ticket.summary) == 300
    assert (ticket.solved_at, ticket.paused_at) == (None, None)


def test_gaps_and_overlaps_of_owners_are_closed(floor: Any) -> None:
    """A source that forgot to end an ownership ends it where the next one begins."""
    ticket, _ = import_ticket(
        floor.session,
        closed(
            floor,
            owners=[
                ImportedOwner(floor.owner.id, at(hours=1)),
                ImportedOwner(floor.other.id, at(hours=5)),
            ],
            solved_at=at(hours=2),
            closed_at=at(hours=2),
        ),
    )
    rows = floor.session.scalars(
        select(Ownership).where(Ownership.ticket_number == ticket.number).order_by(Ownership.id)
    ).all()
    assert [row.ended_at for row in rows] == [at(hours=5), at(hours=5)]


def test_what_happened_before_the_creation_is_told_with_it(floor: Any) -> None:
    early = [ImportedLine("work_recorded", at(days=-1), None, {"group": "L1"})]
    ticket, _ = import_ticket(floor.session, closed(floor, history=early))
    lines = floor.lines(ticket)
    assert lines[0].kind == "ticket_created"
    assert min(line.at for line in lines) == START
