"""One mail for what somebody missed while they were away, instead of one for each thing.

What they saw at the desk meanwhile, and what is settled, is not in it; where nothing is left, none
is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.accounts.tables import SignIn
from swarm.activity.lines import MOST, Line, as_line
from swarm.activity.tables import ActivityLine
from swarm.outbox.mails import Block, Entry, Listed, Mail, Said, Way
from swarm.outbox.posting import post_mail
from swarm.people.tables import Person
from swarm.rooms.reaching.hours import quiet_until
from swarm.rooms.reaching.kinds import KIND_OF
from swarm.rooms.reaching.tables import Digest
from swarm.rooms.reaching.wishes import read_ways
from swarm.rooms.reaching.words import Told, told

AWAY = timedelta(minutes=30)
"""After this long what was not looked at is mailed."""
APART = timedelta(hours=4)
"""Two digests of one person are at least so far apart."""
LISTED = 20


def gather(session: Session, person: Person, line: Line) -> None:
    """Have `line` of the person's own stream in their next digest."""
    digest = session.get(Digest, person.id, with_for_update=True)
    if digest is None:
        digest = Digest(person_id=person.id, seq=line.seq - 1)
        session.add(digest)
    if digest.due_at is None:
        digest.due_at = line.at + AWAY
    session.flush()


def send_digests(session: Session, now: datetime) -> int:
    """Post every digest that is due; returns how many. Safe to call at any time."""
    due = session.scalars(
        select(Digest)
        .where(Digest.due_at <= now)
        .order_by(Digest.person_id)
        .with_for_update(skip_locked=True)
    ).all()
    return sum(_send(session, digest, now) for digest in due)


def _send(session: Session, digest: Digest, now: datetime) -> bool:
    person = session.get_one(Person, digest.person_id)
    not_before = quiet_until(session, person, now)
    if digest.sent_at is not None and now < digest.sent_at + APART:
        not_before = max(not_before or now, digest.sent_at + APART)
    if not_before is not None:
        digest.due_at = not_before
        return False
    lines = _lines_after(session, person, digest.seq)
    entries = _missed(session, person, lines)
    digest.due_at = None
    digest.seq = lines[-1].seq if lines else digest.seq
    if not entries or person.left_at is not None or person.email is None:
        return False
    digest.sent_at = now
    return post_mail(
        session, to=person.id, kind="digest", mail=_mail_of(entries),
        key=f"people/{person.id}/digest/{digest.seq}",
    )  # fmt: skip


def _lines_after(session: Session, person: Person, seq: int) -> list[Line]:
    rows = session.scalars(
        select(ActivityLine)
        .where(
            ActivityLine.stream == f"people/{person.id}",
            ActivityLine.seq > seq,
            ActivityLine.kind.in_(KIND_OF),
        )
        .order_by(ActivityLine.seq)
        .limit(MOST)
    )
    return [as_line(row) for row in rows]


def _missed(session: Session, person: Person, lines: list[Line]) -> list[Told]:
    seen = session.scalar(select(func.max(SignIn.seen_at)).where(SignIn.person_id == person.id))
    mails = {ways.kind: ways.mail for ways in read_ways(session, person)}
    entries: dict[str, Told] = {}
    for line in lines:
        wish = mails.get(KIND_OF[line.kind].name, "off")
        # What was mailed at once is not said again; what rings for nobody still counts here.
        rings = not line.data.get("quiet") and person.reach != "quiet"
        said_already = wish == "now" and (rings or KIND_OF[line.kind].urgent)
        if wish == "off" or said_already or (seen is not None and line.at <= seen):
            continue
        said = told(session, person, line)
        if said is not None:
            entries[said.text] = said  # the same thing said twice is one entry, where it leads last
    return list(entries.values())


def _mail_of(entries: list[Told]) -> Mail:
    shown, more = entries[:LISTED], len(entries) - LISTED
    blocks: list[Block] = [
        Said(text="While you were away:"),
        Listed(items=[Entry(text=one.text, path=one.path) for one in shown]),
    ]
    if more > 0:
        blocks.append(Said(text=f"And {more} more."))
    blocks.append(Way(label="Open the desk", path="/", chief=True))
    first = entries[0].text
    subject = first if len(entries) == 1 else f"{len(entries)} things you missed"
    return Mail(subject=subject, blocks=blocks)
