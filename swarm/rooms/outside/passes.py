"""A link for one person from outside: made by the owner, used once, for one room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.issuing import Issued, begin_sign_in
from swarm.accounts.secrets import fingerprint, new_secret
from swarm.accounts.tables import BY_PASS, SignIn
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid, NotFound, NotSignedIn
from swarm.people.checks import checked_name
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role
from swarm.rooms.access import Standing, find_room, hold_swarm, require_command, stream_of
from swarm.rooms.members import join_swarm
from swarm.rooms.outside.ending import end_pass
from swarm.rooms.outside.tables import GuestPass
from swarm.rooms.tables import Closure

KINDS = ("vendor", "requester")
LONGEST_HOURS = 30 * 24
MOST = 20


class PassCard(BaseModel):
    """A guest's pass; `state` is `waiting` (not used yet), `here` or `ended`."""

    id: int
    person: PersonRef
    kind: str
    brief: str
    state: str
    made_by: PersonRef
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None


class PassList(BaseModel):
    """Every pass of a room, newest first."""

    items: list[PassCard]


def make_pass(
    session: Session,
    actor: Person,
    swarm_id: int,
    *,
    name: str,
    kind: str,
    hours: int,
    brief: str = "",
) -> tuple[GuestPass, str]:
    """A pass for somebody called `name`, for `hours` from now (at most 30 days), and its secret.

    The secret is in this answer and nowhere else. Raises NotFound, NotAllowed for anybody but the
    owner, Conflict when the swarm is closed, has no ticket, or 20 passes are open, Invalid.
    """
    standing = hold_swarm(session, actor, swarm_id)
    require_command(standing)
    _check_lets_in(standing)
    if kind not in KINDS or not 1 <= hours <= LONGEST_HOURS:
        raise Invalid("This is no guest's pass.", fields={"hours": "1 to 720"})
    open_ones = select(func.count()).select_from(GuestPass)
    mine = (GuestPass.swarm_id == swarm_id, GuestPass.ended_at.is_(None))
    count = session.scalar(open_ones.where(*mine)) or 0
    if count >= MOST:
        raise Conflict(
            "There are 20 guests already.", code="too_many_guests", current={"guests": count}
        )
    now = clock.now()
    person = Person(name=checked_name(name), role=Role.GUEST, created_at=now)
    session.add(person)
    session.flush()
    secret = new_secret()
    found = GuestPass(
        swarm_id=swarm_id,
        person_id=person.id,
        kind=kind,
        brief=brief,
        secret_hash=fingerprint(secret),
        made_by=actor.id,
        made_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    session.add(found)
    session.flush()
    append(session, f"people/{person.id}", "person_added", actor.id, role=person.role)
    append(
        session, stream_of(swarm_id), "guest_invited", actor.id,
        guest=found.id, person=person.id,
    )  # fmt: skip
    return found, secret


def _check_lets_in(standing: Standing) -> None:
    if standing.about is None:
        raise Conflict(
            "Tickets are picked over among colleagues: nobody from outside comes in.",
            code="no_guests",
            current={"swarm": standing.swarm.id},
        )


def use_pass(
    session: Session, secret: str, *, agent: str = "", address: str = ""
) -> tuple[GuestPass, Issued[SignIn]]:
    """Come in by a link: a member from this moment on, with a session that ends with the pass.

    Of two who come at the same instant one is let in. Raises NotSignedIn for a link that is
    unknown, used, revoked, too old, or of a swarm that is over.
    """
    refused = NotSignedIn("This link has been used or is too old.", code="link_void")
    found = session.scalar(select(GuestPass).where(GuestPass.secret_hash == fingerprint(secret)))
    if found is None:
        raise refused
    lock_streams(session, [stream_of(found.swarm_id)])
    session.refresh(found, with_for_update=True)
    now = clock.now()
    over = session.get(Closure, found.swarm_id) is not None or found.expires_at <= now
    if found.used_at is not None or found.ended_at is not None or over:
        raise refused
    found.used_at = now
    join_swarm(session, found.person_id, found.swarm_id, found.person_id, "guest", "link")
    issued = begin_sign_in(session, found.person_id, 1, BY_PASS, agent, address)
    issued.row.expires_at = found.expires_at
    session.flush()
    return found, issued


def revoke_pass(session: Session, actor: Person, swarm_id: int, pass_id: int) -> None:
    """Take a pass back, used or not; also in a closed swarm. Twice is once.

    Raises NotFound, NotAllowed for anybody but the owner.
    """
    standing = hold_swarm(session, actor, swarm_id)
    found = session.get(GuestPass, pass_id)
    if not standing.reads or found is None or found.swarm_id != swarm_id:
        raise NotFound
    if not (standing.closed and standing.leads):
        require_command(standing)
    end_pass(session, actor.id, found, "revoked")


def list_passes(session: Session, actor: Person, swarm_id: int) -> PassList:
    """Who was let in from outside, for members of the desk. Raises NotFound."""
    if find_room(session, actor, swarm_id).outside:
        raise NotFound
    rows = session.scalars(
        select(GuestPass).where(GuestPass.swarm_id == swarm_id).order_by(GuestPass.id.desc())
    ).all()
    names = refs(session, [one for row in rows for one in (row.person_id, row.made_by)])
    return PassList(items=[card_of(row, names) for row in rows])


def card_of(found: GuestPass, names: dict[int, PersonRef]) -> PassCard:
    """A pass as its owner sees it."""
    ended = found.ended_at is not None or found.expires_at <= clock.now()
    state = "ended" if ended else "here" if found.used_at is not None else "waiting"
    return PassCard(
        id=found.id,
        person=names[found.person_id],
        kind=found.kind,
        brief=found.brief,
        state=state,
        made_by=names[found.made_by],
        made_at=found.made_at,
        expires_at=found.expires_at,
        used_at=found.used_at,
        ended_at=found.ended_at,
    )
