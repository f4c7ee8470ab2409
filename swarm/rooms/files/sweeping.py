"""What becomes of files later: scanned again, forgotten where nobody needs them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.db import Database
from swarm.rooms.access import stream_of
from swarm.rooms.files.scanning import State, scan
from swarm.rooms.files.tables import RoomFile
from swarm.tickets.attachments import path_of
from swarm.tickets.tables import Attachment

UNUSED = timedelta(days=1)
"""So long a file waits for the message that it was sent for."""
YOUNG_SECONDS = 600
"""Content younger than this is never removed: the same may be on its way in once more."""
AT_ONCE = 20


def sweep_files(database: Database, folder: Path, command: str) -> int:
    """Scan what waits, let go of what was never posted, remove content that nobody needs.

    Returns how many files changed. Scans run outside of any transaction.
    """
    return scan_again(database, folder, command) + forget_files(database, folder)


def scan_again(database: Database, folder: Path, command: str) -> int:
    """Ask the scanner again about files that wait for it."""
    with database.read() as session:
        query = select(RoomFile.id, RoomFile.sha256).where(
            RoomFile.state == "waiting", RoomFile.erased_at.is_(None)
        )
        waiting = session.execute(query.order_by(RoomFile.id).limit(AT_ONCE)).all()
    done = 0
    for row in waiting:
        state = scan(command, path_of(folder, row.sha256))
        if state == "waiting":
            break
        with database.write() as session:
            done += _settle(session, row.id, state)
    return done


def _settle(session: Session, file_id: int, state: State) -> int:
    file = session.get(RoomFile, file_id)
    if file is None or file.state != "waiting":
        return 0
    stream = stream_of(file.swarm_id)
    lock_streams(session, [stream])
    file.state = state
    if file.message_id is not None:
        append(
            session, stream, "file_scanned", None,
            message=file.message_id, file=file.id, state=state,
        )  # fmt: skip
    return 1


def forget_files(database: Database, folder: Path) -> int:
    """Remove rows whose files are erased, refused or were never posted, and their content."""
    with database.write() as session:
        long_ago = clock.now() - UNUSED
        unused = (RoomFile.message_id.is_(None), RoomFile.added_at < long_ago)
        session.execute(
            update(RoomFile)
            .where(*unused, RoomFile.erased_at.is_(None))
            .values(name="", erased_at=clock.now())
        )
        gone = session.scalars(
            select(RoomFile).where(RoomFile.erased_at.is_not(None)).limit(AT_ONCE)
        ).all()
        return sum(_forget(session, folder, file) for file in gone)


def _forget(session: Session, folder: Path, file: RoomFile) -> int:
    path = path_of(folder, file.sha256)
    if not _needed(session, file) and path.is_file():
        if clock.now().timestamp() - path.stat().st_mtime < YOUNG_SECONDS:
            return 0
        path.unlink()
    session.delete(file)
    session.flush()
    return 1


def _needed(session: Session, file: RoomFile) -> bool:
    same = exists().where(
        RoomFile.sha256 == file.sha256, RoomFile.id != file.id, RoomFile.erased_at.is_(None)
    )
    attached = exists().where(Attachment.sha256 == file.sha256)
    return bool(session.scalar(select(same)) or session.scalar(select(attached)))
