"""Files on a ticket: kept by their content's hash, checked for what they really are."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import puremagic
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.tickets.access import hold, may_see
from swarm.tickets.restricted.grants import check_granted
from swarm.tickets.restricted.restricting import restricted_attachments
from swarm.tickets.states import check_not_closed
from swarm.tickets.tables import Attachment, Ticket
from swarm.tickets.telling import note, tell_requester

CHUNK = 64 * 1024
HEAD = 16 * 1024
PLAIN = "application/octet-stream"
REFUSED = frozenset(
    f".{ending}"
    for ending in (
        *("bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "lnk", "msi", "msp"),
        *("ps1", "reg", "scr", "vbe", "vbs", "wsf"),
    )
)
"""Endings that a desk's visitors might run by a double click."""
PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""How programs begin, whatever their name is."""
TOLD_BY_CONTENT = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
}
"""Endings that promise a content which can be checked."""
PLAIN_TEXT = {".txt": "text/plain", ".log": "text/plain", ".csv": "text/csv"}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Stored:
    """A file that lies under its hash: size in bytes, type as its content tells it."""

    sha256: str
    size: int
    media_type: str


def store_file(folder: Path, name: str, content: IO[bytes], limit: int) -> Stored:
    """Keep a file of at most `limit` bytes under `folder`; the same content is kept once.

    Raises Invalid for what is too large, empty, could be run, or is not what its name says.
    Nothing refers to the file yet: when the transaction fails, a lost file remains, no more.
    """
    _check_ending(name)
    folder.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=folder, prefix="upload-")
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size, head = _copy(content, file, limit)
        media_type = media_type_of(name, head)
        place = path_of(folder, digest)
        place.parent.mkdir(exist_ok=True)
        Path(scratch).replace(place)
    finally:
        Path(scratch).unlink(missing_ok=True)
    return Stored(digest, size, media_type)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the content with this hash lies."""
    return folder / sha256[:2] / sha256


def plain_name(name: str) -> str:
    """A file name without folders, control signs and tricks of direction, 200 signs at most."""
    cleaned = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if len(cleaned) > 200 and dot:
        return stem[: 200 - len(ending[:20]) - 1] + "." + ending[:20]
    return cleaned[:200] or "file"


def media_type_of(name: str, head: bytes) -> str:
    """What a file is, told by its first bytes. Raises Invalid where its name says otherwise."""
    if head.startswith(PROGRAMS):
        raise Invalid("Programs are not taken.", fields={"file": "is a program"})
    ending, found = Path(name).suffix.lower(), _sniff(head)
    if ending in TOLD_BY_CONTENT:
        if ending not in found:
            fields = {"file": f"is not {ending[1:].upper()}"}
            raise Invalid("The file is not what its name says.", fields=fields)
        return TOLD_BY_CONTENT[ending]
    if ending in PLAIN_TEXT and b"\x00" not in head:
        return PLAIN_TEXT[ending]
    return found.get(ending) or next(filter(None, found.values()), PLAIN)


def add_attachment(
    session: Session, actor: Person, ticket: Ticket, name: str, stored: Stored, *, public: bool
) -> Attachment:
    """Put a stored file on a ticket; what a requester adds is always public."""
    if not actor.staff and not public:
        raise NotAllowed("Only people of the desk add private files.")
    if not may_see(actor, ticket):
        raise NotFound
    hold(session, ticket)
    check_not_closed(ticket.status)
    attachment = Attachment(
        ticket_number=ticket.number,
        name=plain_name(name),
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        public=public,
        added_by=actor.id,
        added_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    note(session, ticket, "attachment_added", actor, attachment=attachment.id)
    if public:
        tell_requester(session, ticket, actor)
    return attachment


def find_attachment(session: Session, actor: Person, attachment_id: int) -> Attachment:
    """The file with this id. Raises NotFound where `actor` may not see it or its ticket,
    NotAllowed where it is restricted and they have no grant."""
    attachment = session.get(Attachment, attachment_id)
    ticket = session.get(Ticket, attachment.ticket_number) if attachment else None
    if attachment is None or ticket is None or not may_see(actor, ticket):
        raise NotFound
    if not attachment.public and not actor.staff:
        raise NotFound
    if attachment_id in restricted_attachments(session, ticket.number):
        check_granted(session, actor, ticket.number)
    return attachment


def _check_ending(name: str) -> None:
    if any(ending.lower() in REFUSED for ending in Path(plain_name(name)).suffixes[-1:]):
        raise Invalid("Programs are not taken.", fields={"file": "is a program"})


def _copy(content: IO[bytes], file: IO[bytes], limit: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := content.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise Invalid(
                f"The file is larger than {limit // 1_000_000} MB.", fields={"file": "is too large"}
            )
        head = head or chunk[:HEAD]
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise Invalid("The file is empty.", fields={"file": "is empty"})
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size, head


def _sniff(head: bytes) -> dict[str, str]:
    """The endings that such a content may have, each with its media type."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return {}
    return {match.extension: match.mime_type for match in matches}
