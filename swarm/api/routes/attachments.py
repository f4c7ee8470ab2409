"""Files on tickets: taken with care, given out as downloads and never shown here."""

from __future__ import annotations

from flask import Response, request

from swarm.api.door import Ask, Door
from swarm.api.downloads import as_download, one_upload, still_here
from swarm.api.routes.tickets import DESK
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.tickets.access import find_ticket
from swarm.tickets.attached import AttachmentCard, attachment_card
from swarm.tickets.attachments import add_attachment, find_attachment, path_of, store_file
from swarm.tickets.states import check_not_closed

door = Door("attachments")


@door.post(
    "/tickets/<int:number>/attachments",
    who=DESK,
    answers=AttachmentCard,
    status=201,
    limited="sending",
    in_transaction=False,
)
def attach(ask: Ask, number: int) -> AttachmentCard:
    """Put a file on the ticket: a form with `file` and perhaps `public` (true or false).

    The file is read outside of any transaction, so that a slow sender holds nobody up.
    """
    database, person_id = ask.desk.database, ask.identity.person_id if ask.identity else 0
    with database.read() as session:
        actor = still_here(session.get(Person, person_id))
        check_not_closed(find_ticket(session, actor, number).status)
        requester = not actor.staff
    name, content = one_upload("public")
    public = _public(default=requester)
    limit = ask.settings.upload_megabytes * 2**20
    folder = ask.settings.var / "files"
    stored = store_file(folder, name, content, limit)
    with database.write() as session:
        actor = still_here(session.get(Person, person_id))
        ticket = find_ticket(session, actor, number)
        attachment = add_attachment(session, actor, ticket, name, stored, public=public)
        return attachment_card(session, attachment)


@door.get("/attachments/<int:attachment>", who=DESK)
def download(ask: Ask, attachment: int) -> Response:
    """The content of a file, as a download."""
    found = find_attachment(ask.session, ask.actor, attachment)
    path = path_of(ask.settings.var / "files", found.sha256)
    return as_download(path, found.name, found.sha256)


def _public(*, default: bool) -> bool:
    said = request.form.get("public", "true" if default else "false").lower()
    if said not in ("true", "false"):
        raise Invalid("Public is true or false.", fields={"public": "true or false"})
    return said == "true"
