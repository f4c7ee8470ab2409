"""Files that people sent: given out as downloads, never as pages of this origin."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from flask import Response, request, send_file

from swarm.errors import Invalid, NotFound
from swarm.people.tables import Person


def one_upload(*fields: str) -> tuple[str, IO[bytes]]:
    """The name and the content of the one file of a form that may have these further fields.

    Raises Invalid for unknown fields, no file, and more than one.
    """
    unknown = set(request.form) - set(fields)
    if unknown:
        raise Invalid("Unknown fields.", fields={name[:60]: "unknown" for name in sorted(unknown)})
    uploads = [one for name in request.files for one in request.files.getlist(name)]
    upload = request.files.get("file")
    if upload is None or not upload.filename or len(uploads) > 1:
        raise Invalid("Send one file, as `file`.", fields={"file": "one is needed"})
    return upload.filename, upload.stream


def as_download(path: Path, name: str, sha256: str) -> Response:
    """The content of a file as a download. Raises NotFound where it is not kept any more."""
    if not path.is_file():
        raise NotFound("The file is no longer kept here.")
    response = send_file(
        path,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
        etag=sha256,
        conditional=False,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def still_here(person: Person | None) -> Person:
    """The person, who has not left. Raises NotFound."""
    if person is None or person.left_at is not None:
        raise NotFound
    return person
