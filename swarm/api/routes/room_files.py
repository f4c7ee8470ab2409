"""Files in rooms: sent before the message that carries them, had by members only."""

from __future__ import annotations

from flask import Response

from swarm.api.door import GUEST, STAFF, Ask, Door
from swarm.api.downloads import as_download, one_upload, still_here
from swarm.people.tables import Person
from swarm.rooms.files.scanning import scan
from swarm.rooms.files.sharing import FileCard, add_file, check_may_send, find_file, restrict_file
from swarm.tickets.attachments import path_of, store_file

door = Door("room_files")

ROOM = STAFF | GUEST


@door.post(
    "/swarms/<int:swarm>/files",
    who=ROOM,
    answers=FileCard,
    status=201,
    limited="sending",
    in_transaction=False,
    by_pass=True,
)
def send(ask: Ask, swarm: int) -> FileCard:
    """Send a file (a form with `file`) for a message that I am about to post with its id.

    It is read and scanned outside of any transaction, so that it holds nobody up.
    """
    database, person_id = ask.desk.database, ask.identity.person_id if ask.identity else 0
    with database.read() as session:
        check_may_send(session, still_here(session.get(Person, person_id)), swarm)
    name, content = one_upload()
    settings = ask.settings
    folder = settings.var / "files"
    stored = store_file(folder, name, content, settings.upload_megabytes * 2**20)
    # Under gevent the scanner's process is waited for without holding anybody up.
    state = scan(settings.scan_command, path_of(folder, stored.sha256))
    with database.write() as session:
        actor = still_here(session.get(Person, person_id))
        return add_file(session, actor, swarm, name, stored, state)


@door.put("/files/<int:file>/restriction", who=ROOM)
def restrict(ask: Ask, file: int) -> None:
    """Keep a posted file for those with a grant on the ticket."""
    restrict_file(ask.session, ask.actor, file, on=True)


@door.delete("/files/<int:file>/restriction", who=ROOM)
def lift(ask: Ask, file: int) -> None:
    """Let everybody in the room have it again."""
    restrict_file(ask.session, ask.actor, file, on=False)


@door.get("/files/<int:file>", who=ROOM, by_pass=True)
def download(ask: Ask, file: int) -> Response:
    """The content of a file of a room that I am in, as a download."""
    found = find_file(ask.session, ask.actor, file)
    return as_download(path_of(ask.settings.var / "files", found.sha256), found.name, found.sha256)
