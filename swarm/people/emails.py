"""Mail addresses as this desk keeps them: lower case, without the air around them."""

from __future__ import annotations

import re

from swarm.errors import Invalid

LONGEST = 254
_SHAPE = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]+", re.ASCII)


def plain_email(text: str) -> str:
    """The address in the form in which it is stored and looked up."""
    return text.strip().lower()


def checked_email(text: str, *, field: str = "email") -> str:
    """`plain_email`, or Invalid naming `field` when it cannot be a mail address."""
    email = plain_email(text)
    if len(email) > LONGEST or not email.isprintable() or not _SHAPE.fullmatch(email):
        raise Invalid("This is not a mail address.", fields={field: "not a mail address"})
    return email
