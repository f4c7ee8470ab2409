"""The refusals that every floor may raise; the doors translate them once."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A command or a question that the desk refuses, with a code a program can read.

    `detail` is a sentence for people; `fields` names the inputs at fault;
    `current` is the state that stood in the way of a conflict.
    """

    status = 400
    code = "refused"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        fields: dict[str, str] | None = None,
        current: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.fields = fields
        self.current = current


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session or token no longer counts."""

    status, code = 401, "not_signed_in"


class NotAllowed(Refusal):
    """Seen, but not permitted to this person."""

    status, code = 403, "not_allowed"


class NotFound(Refusal):
    """Not there, or not to be seen by this person: the answer is the same."""

    status, code = 404, "not_found"

    def __init__(self, detail: str = "There is nothing here.", **more: Any) -> None:
        super().__init__(detail, **more)


class Conflict(Refusal):
    """The state of the thing does not allow it; `current` tells that state."""

    status, code = 409, "conflict"

    def __init__(self, detail: str, *, current: dict[str, Any], **more: Any) -> None:
        super().__init__(detail, current=current, **more)


class Invalid(Refusal):
    """The input cannot be used; `fields` names what is at fault."""

    status, code = 422, "invalid"


class TooMany(Refusal):
    """Asked too often."""

    status, code = 429, "too_many"
