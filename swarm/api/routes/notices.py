"""What waits for the signed-in person right now."""

from __future__ import annotations

from pydantic import BaseModel, Field, model_validator

from swarm import clock
from swarm.activity.lines import head_of
from swarm.api.door import EVERYONE, Ask, Door, Input
from swarm.rooms.cards import InvitationCard, OfferCard
from swarm.rooms.mentions.unread import MentionCard, UnreadRooms, unread_mentions, unread_rooms
from swarm.rooms.mentions.wishes import DAY, Mentioned, Wishes, read_wishes, set_wishes
from swarm.rooms.reaching.alike import AlikeNotice, solved_alike
from swarm.rooms.reaching.browsers import has_browser
from swarm.rooms.reaching.kinds import KindName, MailWish
from swarm.rooms.reaching.tasks import TaskNotice, waiting_tasks
from swarm.rooms.reaching.wishes import Ways, choose_ways, read_ways
from swarm.rooms.waiting import invitations_of, offers_to
from swarm.tickets.inbox import overdue_words
from swarm.tickets.rows import TicketRow
from swarm.tickets.words import HandoverCard, waiting_handovers
from swarm.vapid import keep_key, letters, public_of

door = Door("notices")


class Notices(BaseModel):
    """Calls, offered handovers, offers of help, overdue words, messages that name me, tasks.

    `alike` are swarms that lately solved what I met before; `unread` is what else was said in my
    rooms; `head` that of one's own stream.

    Read again whenever a line arrives on one's own stream.
    """

    invitations: list[InvitationCard]
    handovers: list[HandoverCard]
    offers: list[OfferCard]
    overdue: list[TicketRow]
    mentions: list[MentionCard]
    tasks: list[TaskNotice]
    alike: list[AlikeNotice]
    unread: UnreadRooms
    head: int


@door.get("/me/notices", who=EVERYONE, answers=Notices, by_pass=True)
def read(ask: Ask) -> Notices:
    """Everything that waits for an answer or a word of mine."""
    session, actor = ask.session, ask.actor
    return Notices(
        invitations=invitations_of(session, actor).items,
        handovers=waiting_handovers(session, actor) if actor.staff else [],
        offers=offers_to(session, actor).items,
        mentions=unread_mentions(session, actor),
        tasks=waiting_tasks(session, actor) if actor.staff else [],
        alike=solved_alike(session, actor) if actor.staff else [],
        unread=unread_rooms(session, actor),
        overdue=overdue_words(session, actor, clock.now()) if actor.staff else [],
        head=head_of(session, f"people/{actor.id}"),
    )


class ChosenWays(Input):
    """How I want to be told of one kind: in the client at once, by push, by mail."""

    kind: KindName
    client: bool
    push: bool
    mail: MailWish


class NewWishes(Input):
    """What I want to be told at once, and my quiet hours in minutes after midnight.

    Kinds that `ways` does not name stay as they are.
    """

    mentions: Mentioned = "all"
    quiet_from: int | None = Field(None, ge=0, lt=DAY)
    quiet_until: int | None = Field(None, ge=0, lt=DAY)
    ways: list[ChosenWays] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _both_or_none(self) -> NewWishes:
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet hours have a beginning and an end")
        return self


class Reached(Wishes):
    """What I want to be told, and how.

    `mails` says whether this desk sends mail, and that I have an address. `push_key` is what a
    browser needs to take pushes, null where the desk sends none; `pushed_here` that this one does.
    """

    ways: list[Ways]
    mails: bool
    push_key: str | None
    pushed_here: bool


@door.get("/me/wishes", who=EVERYONE, answers=Reached)
def read_my_wishes(ask: Ask) -> Reached:
    """What I want to be told, by which ways, and when not."""
    return _reached(ask)


@door.put("/me/wishes", who=EVERYONE, answers=Reached)
def set_my_wishes(ask: Ask, body: NewWishes) -> Reached:
    """Say what I want to be told, by which ways, and when not."""
    set_wishes(ask.session, ask.actor, Wishes(**body.model_dump(exclude={"ways"})))
    choose_ways(ask.session, ask.actor, [Ways(**one.model_dump()) for one in body.ways])
    ask.session.flush()
    return _reached(ask)


def _reached(ask: Ask) -> Reached:
    settings, person = ask.settings, ask.actor
    key = keep_key(settings.push_key, settings.var) if settings.pushes else None
    sign_in = ask.identity.sign_in if ask.identity else None
    return Reached(
        **read_wishes(ask.session, person).model_dump(),
        ways=read_ways(ask.session, person),
        mails=settings.mails and person.email is not None,
        push_key=letters(public_of(key)) if key else None,
        pushed_here=has_browser(ask.session, sign_in),
    )
