"""Files on tickets: taken with care, given out as downloads and never shown here."""

from __future__ import annotations

from flask import Response, request, send_file

from swarm.api.door import Ask, Door
from swarm.api.routes.tickets import DESK
from swarm.errors import Invalid, NotFound
from swarm.people.tables import Person
from swarm.tickets.access import find_ticket
from swarm.tickets.attachments import add_attachment, find_attachment, path_of, store_file
from swarm.tickets.queries import AttachmentCard, attachment_card
from swarm.tickets.states import check_not_closed

door = Door("attachments")

FIELDS = {"public"}


@door.post(
    "/tickets/<int:number>/attachments",
    who=DESK,
    answers=AttachmentCard,
    status=201,
    limited=True,
    in_transaction=False,
)
def attach(ask: Ask, number: int) -> AttachmentCard:
    """Put a file on the ticket: a form with `file` and perhaps `public` (true or false).

    The file is read outside of any transaction, so that a slow sender holds nobody up.
    """
    database, person_id = ask.desk.database, ask.identity.person_id if ask.identity else 0
    with database.read() as session:
        actor = _actor(session.get(Person, person_id))
        check_not_closed(find_ticket(session, actor, number).status)
        requester = not actor.staff
    public = _public(default=requester)
    uploads = [one for name in request.files for one in request.files.getlist(name)]
    upload = request.files.get("file")
    if upload is None or not upload.filename or len(uploads) > 1:
        raise Invalid("Send one file, as `file`.", fields={"file": "one is needed"})
    limit = ask.settings.upload_megabytes * 2**20
    folder = ask.settings.var / "files"
    stored = store_file(folder, upload.filename, upload.stream, limit)
    with database.write() as session:
        actor = _actor(session.get(Person, person_id))
        ticket = find_ticket(session, actor, number)
        attachment = add_attachment(session, actor, ticket, upload.filename, stored, public=public)
        return attachment_card(session, attachment)


@door.get("/attachments/<int:attachment>", who=DESK)
def download(ask: Ask, attachment: int) -> Response:
    """The content of a file, as a download."""
    found = find_attachment(ask.session, ask.actor, attachment)
    path = path_of(ask.settings.var / "files", found.sha256)
    if not path.is_file():
        raise NotFound("The file is no longer kept here.")
    response = send_file(
        path,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.name,
        etag=found.sha256,
        conditional=False,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _actor(person: Person | None) -> Person:
    if person is None or person.left_at is not None:
        raise NotFound
    return person


def _public(*, default: bool) -> bool:
    unknown = set(request.form) - FIELDS
    if unknown:
        raise Invalid("Unknown fields.", fields={name[:60]: "unknown" for name in sorted(unknown)})
    said = request.form.get("public", "true" if default else "false").lower()
    if said not in ("true", "false"):
        raise Invalid("Public is true or false.", fields={"public": "true or false"})
    return said == "true"
