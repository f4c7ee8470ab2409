"""The lines of activity that tell an imported ticket's history. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from swarm.tickets.imported import ImportedLine, ImportedTicket
from swarm.tickets.states import ENDED
from swarm.tickets.tables import Outcome, Reply, Status
from swarm.tickets.tags import plain_tag


def lines_of(
    imported: ImportedTicket,
    number: int,
    owned: Sequence[dict[str, Any]],
    replies: Sequence[Reply],
    outcome: Outcome | None,
) -> list[dict[str, Any]]:
    """The rows of the ticket's stream, numbered from 1, in order of time, creation first.

    Lines of the same moment keep the order: created, owned, said, further history, ended.
    """
    told = [
        *_beginning(imported, owned),
        *_owned(owned),
        *_said(replies),
        *imported.history,
        *_ended(imported, outcome),
    ]
    told.sort(key=lambda line: max(line.at, imported.created_at))
    return [
        {
            "stream": f"tickets/{number}",
            "seq": seq,
            "kind": line.kind,
            "actor_id": line.actor,
            "at": max(line.at, imported.created_at),
            "data": line.data,
        }
        for seq, line in enumerate(told, start=1)
    ]


def _beginning(imported: ImportedTicket, owned: Sequence[dict[str, Any]]) -> Iterator[ImportedLine]:
    asker = imported.created_by or imported.requester_id
    created = imported.created_at
    facts = {"priority": str(imported.priority), "channel": imported.channel}
    yield ImportedLine("ticket_created", created, asker, facts)
    for tag in dict.fromkeys(plain_tag(tag) for tag in imported.tags):
        yield ImportedLine("tag_added", created, asker, {"tag": tag})
    if owned:
        first = owned[0]
        yield _moved(Status.NEW, Status.OPEN, first["started_at"], first["owner_id"])
    elif imported.status != Status.NEW:
        yield _moved(Status.NEW, Status.OPEN, created, None)


def _owned(owned: Sequence[dict[str, Any]]) -> Iterator[ImportedLine]:
    for one in owned:
        owner = one["owner_id"]
        started = {"owner": owner, "how": one["how"]}
        yield ImportedLine("ownership_started", one["started_at"], owner, started)
        if one["ended_at"] is not None:
            ended = {"owner": owner, "why": one["ended_why"]}
            yield ImportedLine("ownership_ended", one["ended_at"], owner, ended)


def _said(replies: Sequence[Reply]) -> Iterator[ImportedLine]:
    for reply in replies:
        facts = {"reply": reply.id, "public": reply.public}
        yield ImportedLine("reply_posted", reply.at, reply.author_id, facts)


def _ended(imported: ImportedTicket, outcome: Outcome | None) -> Iterator[ImportedLine]:
    if imported.status == Status.WAITING:
        moment = imported.updated_at or imported.created_at
        yield _moved(Status.OPEN, Status.WAITING, moment, None)
    if outcome is None or imported.status not in ENDED:
        return
    facts: dict[str, Any] = {"outcome": outcome.id, "how": outcome.how}
    if imported.swarm_id is not None:
        facts["swarm"] = imported.swarm_id
    yield ImportedLine("ticket_solved", outcome.at, outcome.by_id, facts)
    yield _moved(Status.OPEN, Status.SOLVED, outcome.at, outcome.by_id)
    if imported.rating is not None:
        score = {"score": imported.rating}
        yield ImportedLine("ticket_rated", outcome.at, imported.requester_id, score)
    if imported.status == Status.CLOSED:
        moment = max(imported.closed_at or outcome.at, outcome.at)
        yield ImportedLine("ticket_closed", moment, None, {})
        yield _moved(Status.SOLVED, Status.CLOSED, moment, None)


def _moved(start: Status, end: Status, at: Any, actor: int | None) -> ImportedLine:
    return ImportedLine("status_changed", at, actor, {"from": str(start), "to": str(end)})
