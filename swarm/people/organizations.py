"""Who is of the same organization, as far as the desk knows: people of one mail domain."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person, Role

ANYBODYS = frozenset(
    {
        "aol.com", "fastmail.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net",
        "googlemail.com", "hotmail.com", "icloud.com", "live.com", "mac.com", "mail.com",
        "mail.ru", "me.com", "msn.com", "outlook.com", "pm.me", "proton.me", "protonmail.com",
        "qq.com", "t-online.de", "web.de", "yahoo.com", "yandex.com", "yandex.ru", "zoho.com",
    }
)  # fmt: skip
"""Domains that give addresses to anybody: their people have nothing to do with one another."""

MOST = 50


def others_of(session: Session, person: Person | None) -> list[int]:
    """The other requesters with an address of the same domain, by id, at most 50.

    Nobody for who has no address, has one that anybody can have, or works at the desk.
    """
    if person is None or person.email is None or person.role != Role.REQUESTER:
        return []
    domain = person.email.rpartition("@")[2].lower()
    if domain in ANYBODYS:
        return []
    sought = domain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return list(
        session.scalars(
            select(Person.id)
            .where(
                func.lower(Person.email).like(f"%@{sought}", escape="\\"),
                Person.role == Role.REQUESTER,
                Person.left_at.is_(None),
                Person.id != person.id,
            )
            .order_by(Person.id)
            .limit(MOST)
        )
    )
