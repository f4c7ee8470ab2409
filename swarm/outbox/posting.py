"""Put a mail or a push into the outbox, in the transaction of its cause; take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm import clock
from swarm.outbox.mails import File, Mail
from swarm.outbox.tables import Enclosure, Outgoing
from swarm.signs import one_line

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def post_mail(
    session: Session,
    *,
    to: int,
    kind: str,
    mail: Mail,
    key: str,
    about: str = "",
    until: datetime | None = None,
    due_at: datetime | None = None,
    files: Iterable[File] = (),
) -> bool:
    """Have `mail` sent to the person with the id `to`; False where `key` was posted before.

    It is carried after the commit, from `due_at` on (now), to the address that the person has
    then, and not at all after `until` or to somebody who left. Post nothing where
    `settings.mails` is false. `kind` is what it is about, in one word; `about` names the thing
    (`invitations/7`), so that `take_back` and the outbox's questions find it.
    """
    posted = _post(
        session, key=key, way="mail", person_id=to, kind=kind, about=about, target=None,
        content=mail.model_dump(mode="json"), until=until, due_at=due_at,
    )  # fmt: skip
    rows = [
        {
            "outgoing_id": posted,
            "name": str(one_line(file.name))[:120],
            "media_type": file.media_type,
            "content": file.content,
        }
        for file in files
        if posted is not None
    ]
    if rows:
        session.execute(insert(Enclosure), rows)
    return posted is not None


def post_push(
    session: Session,
    *,
    to: int,
    browser: int,
    kind: str,
    content: dict[str, Any],
    key: str,
    about: str = "",
    until: datetime | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Have `content` pushed to one browser of a person; as `post_mail` in everything else."""
    posted = _post(
        session, key=key, way="push", person_id=to, kind=kind, about=about, target=browser,
        content=content, until=until, due_at=due_at,
    )  # fmt: skip
    return posted is not None


def _post(session: Session, *, due_at: datetime | None, **values: Any) -> int | None:
    now = clock.now()
    row = {
        **values,
        "created_at": now,
        "due_at": due_at or now,
        "state": "waiting",
        "tries": 0,
        "failure": "",
        "doubtful": False,
    }
    session.flush()
    into = _INSERTS[session.get_bind().dialect.name](Outgoing.__table__)
    statement = into.values(row).on_conflict_do_nothing(index_elements=[Outgoing.key])
    posted: int | None = session.scalar(statement.returning(Outgoing.id))
    return posted


def take_back(session: Session, about: str) -> None:
    """What still waits to be told of `about` is not needed any more."""
    waiting = (Outgoing.about == about, Outgoing.state == "waiting")
    forget_files(session, list(session.scalars(select(Outgoing.id).where(*waiting))))
    session.execute(
        update(Outgoing).where(*waiting).values(state="void", content=None, settled_at=clock.now())
    )


def reword(session: Session, said: str, instead: str) -> None:
    """Put `instead` in place of `said` in whatever waits, or was given up and is kept."""
    rows = session.scalars(
        select(Outgoing)
        .where(Outgoing.state.in_(("waiting", "dead")), Outgoing.content.is_not(None))
        .with_for_update()
    )
    for row in rows:
        fresh = _reworded(row.content, said, instead)
        if fresh != row.content:
            row.content = fresh


def _reworded(part: Any, said: str, instead: str) -> Any:
    match part:
        case str():
            return part.replace(said, instead)
        case dict():
            return {name: _reworded(one, said, instead) for name, one in part.items()}
        case list():
            return [_reworded(one, said, instead) for one in part]
        case _:
            return part


def forget_files(session: Session, ids: list[int]) -> None:
    """Let go of what was enclosed with these."""
    if ids:
        session.execute(delete(Enclosure).where(Enclosure.outgoing_id.in_(ids)))
