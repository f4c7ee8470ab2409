"""What a denial gives away: who may not do a thing learns that it is there only if they see it.

A path is seen by those who see the first thing that it names: `/tickets/7/swarms` is about ticket
7. A path that names no thing is seen by those who may read it, and by every colleague.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Never

from sqlalchemy.orm import Session

from swarm.errors import NotAllowed, NotFound
from swarm.knowledge.access import find_article
from swarm.people.access import find_person
from swarm.people.tables import Person, Role
from swarm.rooms.access import find_card
from swarm.rooms.calls import find_invitation, find_offer
from swarm.tickets.access import find_ticket
from swarm.tickets.attachments import find_attachment

PLACE = re.compile(r"<(?:[^:>]+:)?(\w+)>")
FINDERS: Mapping[str, Callable[[Session, Person, int], object]] = {
    "article": find_article,
    "attachment": find_attachment,
    "invitation": find_invitation,
    "number": find_ticket,
    "offer": find_offer,
    "person": find_person,
    "swarm": find_card,
}
"""What somebody from outside the desk may come to see; of the rest they see nothing."""


def readers_of(routes: Iterable[Any]) -> dict[str, frozenset[Role]]:
    """Who may read each address: rule → roles."""
    return {route.rule: route.who for route in routes if route.method == "GET"}


def refuse(
    session: Session, person: Person, rule: str, path: Mapping[str, Any], readers: frozenset[Role]
) -> Never:
    """Deny an address to somebody whose role it is not for.

    `readers` may read the very address. Raises NotAllowed where they may see what it is about,
    NotFound where not.
    """
    named = PLACE.search(rule)
    if named and named[1] in FINDERS:
        FINDERS[named[1]](session, person, path[named[1]])
    elif not person.staff and (named or person.role not in readers):
        raise NotFound
    if person.staff:
        raise NotAllowed("Your role does not include this.")
    raise NotAllowed("Only people of the desk may do this.")
