"""Tell people elsewhere what their own stream says: by push and mail at once, or in a digest.

A line becomes a row of the outbox in the transaction in which it is taken off the worklist: after
any crash it is told, and it is told once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line
from swarm.outbox.mails import Mail, Said, Way
from swarm.outbox.posting import post_mail, post_push
from swarm.people.tables import Person
from swarm.rooms.reaching.browsers import browsers_of
from swarm.rooms.reaching.calling import mail_of, push_of, read_calling, seal_call
from swarm.rooms.reaching.digests import gather
from swarm.rooms.reaching.hours import quiet_until
from swarm.rooms.reaching.kinds import KIND_OF
from swarm.rooms.reaching.wishes import Ways, ways_for
from swarm.rooms.reaching.words import told
from swarm.rooms.tables import Invitation
from swarm.rooms.weighed.load import asked_lately

KINDS: tuple[str, ...] = tuple(KIND_OF)


@dataclass(frozen=True, slots=True)
class Means:
    """What this desk can do to reach people: whether it mails, and whether it pushes."""

    mails: bool
    pushes: bool
    secret: str


def with_means(means: Means) -> Callable[[Session, Line], None]:
    """The listener of a desk with these means."""

    def work(session: Session, line: Line) -> None:
        noun, _, number = line.stream.partition("/")
        person = session.get(Person, int(number)) if noun == "people" else None
        if person is None or person.left_at is not None or not (means.mails or means.pushes):
            return
        ways = ways_for(session, person.id, KIND_OF[line.kind].name)
        if ways.kind == "invitation":
            _call(session, means, person, ways, line)
        else:
            _tell(session, means, person, ways, line)

    return work


def _call(session: Session, means: Means, person: Person, ways: Ways, line: Line) -> None:
    invitation = session.get(Invitation, line.data["invitation"])
    now = clock.now()
    if invitation is None or invitation.answer is not None or invitation.expires_at <= now:
        return
    calling = read_calling(session, invitation)
    about, until = f"invitations/{invitation.id}", invitation.expires_at
    round_ = f"{about}/{invitation.postponed}"
    # Beyond what somebody is ready to be asked nothing rings: the call waits for them.
    within = asked_lately(session, [person.id]).get(person.id, 0) <= person.ask_budget
    if means.pushes and ways.push and within and person.reach != "quiet":
        for browser in browsers_of(session, person.id):
            post_push(
                session, to=person.id, browser=browser.id, kind=ways.kind,
                content=push_of(calling), key=f"{round_}/push/{browser.id}", about=about,
                until=until, due_at=quiet_until(session, person, now),
            )  # fmt: skip
    if means.mails and ways.mail == "now" and person.email:
        post_mail(
            session, to=person.id, kind=ways.kind,
            mail=mail_of(calling, seal_call(means.secret, invitation)),
            key=f"{round_}/mail", about=about, until=until,
        )  # fmt: skip


def _tell(session: Session, means: Means, person: Person, ways: Ways, line: Line) -> None:
    said = told(session, person, line)
    if said is None:
        return
    # A muted room or an unwanted mention does not ring, and neither does who is quiet.
    urgent = KIND_OF[line.kind].urgent
    rings = urgent or (not line.data.get("quiet") and person.reach != "quiet")
    later = None if urgent else quiet_until(session, person, clock.now())
    key = f"{line.stream}/{line.seq}"
    if means.pushes and ways.push and rings and later is None:
        for browser in browsers_of(session, person.id):
            post_push(
                session, to=person.id, browser=browser.id, kind=ways.kind,
                content={"kind": ways.kind, "title": said.title, "text": said.text,
                         "path": said.path},
                key=f"{key}/push/{browser.id}", about=key,
            )  # fmt: skip
    if not means.mails or not person.email:
        return
    if ways.mail == "now" and rings:
        mail = Mail(
            subject=said.text,
            blocks=[Said(text=said.text), Way(label="Look at it", path=said.path, chief=True)],
        )
        _mail(session, person, ways, mail, key, later)
    elif ways.mail != "off":
        gather(session, person, line)


def _mail(
    session: Session, person: Person, ways: Ways, mail: Mail, key: str, due_at: datetime | None
) -> None:
    post_mail(
        session, to=person.id, kind=ways.kind, mail=mail, key=f"{key}/mail", about=key,
        due_at=due_at,
    )  # fmt: skip
