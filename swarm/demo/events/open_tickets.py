"""What is on the desk right now: some twenty open tickets, old ones too, and two live swarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from swarm.demo.cast.hours import later, next_stretch
from swarm.demo.cast.shapes import Company, DemoPerson
from swarm.demo.events.starting import Beginning, start
from swarm.demo.events.story import Story
from swarm.demo.events.swarming import FIRST_MINUTES, accepted_call, gathering, spoken
from swarm.demo.shapes import DemoTicket, State
from swarm.demo.words.chance import long_tailed
from swarm.demo.words.conversation import Talk
from swarm.demo.words.families import Family

LONGEST = timedelta(days=9)
TRIES = 400


@dataclass(frozen=True, slots=True)
class Plan:
    """An open ticket as it shall stand: which problem, who asks, who owns, who is in its room.

    It came at most `days` ago, and for `still` days nothing has happened on it.
    """

    family: str
    requester: str
    priority: str
    state: State
    owner: str = ""
    room: tuple[str, ...] = ()
    days: float = 4.0
    still: float = 0.0


PLANS = (
    Plan("card-double-charge", "olivia.tennant", "high", "new", days=1.5),
    Plan("search-stale-price", "daniel.frost", "high", "new", days=2),
    Plan("till-offline-mode-stuck", "joanne.whitlock", "urgent", "new", days=1.5),
    Plan("sso-mfa-new-phone", "grace.imrie", "normal", "new", days=2),
    Plan("label-wrong-format", "dana.kowalchuk", "high", "new", days=2),
    Plan("account-reset-mail-missing", "femi.adeyemi", "normal", "open", "maeve.okafor"),
    Plan("refund-stuck-pending", "olivia.tennant", "normal", "waiting", "maeve.okafor", days=6),
    Plan("basket-promo-not-applied", "marta.wilk", "high", "open", "ines.carvalho"),
    Plan("handheld-lost-wifi", "martin.gorse", "high", "open", "rosa.villanueva"),
    Plan("db-replica-lag", "vikram.nair", "normal", "open", "claire.beaumont"),
    Plan("laptop-slow-after-update", "caroline.mistry", "normal", "waiting", "tomasz.wierzba"),
    Plan("invoice-export-corvid", "gordon.pike", "high", "open", "priya.ramanathan"),
    Plan(
        "checkout-3ds-return",
        "olivia.tennant",
        "urgent",
        "open",
        "maeve.okafor",
        ("fiona.drummond", "agnieszka.maj", "nils.aaberg"),
        days=6,
    ),
    Plan(
        "picking-wave-stuck",
        "hector.alvarado",
        "high",
        "open",
        "devon.achebe",
        ("margaret.ferris", "emeka.balogun"),
        days=6,
    ),
    # What has grown old: asked back, and no answer came.
    Plan(
        "content-broken-translation", "marta.wilk", "low", "waiting", "maeve.okafor",
        days=26, still=12,
    ),
    Plan(
        "laptop-docking-screen", "caroline.mistry", "low", "waiting", "tomasz.wierzba",
        days=24, still=11,
    ),
    Plan(
        "invoice-pdf-blank", "gordon.pike", "low", "waiting", "priya.ramanathan",
        days=22, still=9,
    ),
    Plan(
        "stock-count-difference", "dana.kowalchuk", "normal", "waiting", "callum.reyes",
        days=20, still=8,
    ),
    Plan(
        "load-access-dashboard", "vikram.nair", "low", "waiting", "claire.beaumont",
        days=21, still=7,
    ),
)  # fmt: skip


def make_open(
    rng: Random, company: Company, families: Mapping[str, Family], now: datetime
) -> list[DemoTicket]:
    """The open tickets as they stand at `now`, oldest first."""
    found = [_latest(rng, company, families[plan.family], plan, now) for plan in PLANS]
    return sorted(found, key=lambda ticket: (ticket.created_at, ticket.summary))


def _latest(rng: Random, company: Company, family: Family, plan: Plan, now: datetime) -> DemoTicket:
    # Played several times; the one that reached furthest without reaching past `now` is kept.
    best: tuple[datetime, DemoTicket] | None = None
    days, end = plan.days, now - timedelta(days=plan.still)
    for attempt in range(TRIES):
        if attempt >= 12 and best is not None:
            break
        tried = _attempt(rng, company, family, plan, now - timedelta(days=days), end)
        if tried is None:
            days = min(days + 0.25, 20.0 + plan.days)
        elif best is None or tried[0] > best[0]:
            best = tried
    if best is None:
        raise LookupError(f"no moment found for {plan.family}")
    return best[1]


def _attempt(
    rng: Random, company: Company, family: Family, plan: Plan, first: datetime, now: datetime
) -> tuple[datetime, DemoTicket] | None:
    requester = company.people[plan.requester]
    wanted = first + (now - first) * rng.random()
    created = later([requester], wanted, rng.randint(1, 90)).replace(microsecond=0)
    if created >= now:
        return None
    team = company.components[family.component].team
    beginning = Beginning(family, requester, created, team, plan.priority)
    story, ticket = start(rng, company, beginning, "swarmed" if plan.room else "solo")
    if plan.state != "new":
        _work(story, company, plan)
    if story.last >= now:
        return None
    return story.last, replace(story.told(ticket), state=plan.state)


def _work(story: Story, company: Company, plan: Plan) -> None:
    rng = story.rng
    story.taken_by(company.people[plan.owner], "taken", long_tailed(rng, 15))
    story.greet()
    story.spend(long_tailed(rng, 25))
    story.note("work")
    if plan.state == "waiting":
        story.spend(long_tailed(rng, 10))
        story.reply(story.voice.question()[0])
        story.waits.append((story.at, None))
    if plan.room:
        _live(story, [company.people[key] for key in plan.room])


def _live(story: Story, helpers: list[DemoPerson]) -> None:
    rng = story.rng
    together = [story.lead, *helpers]
    opened = next_stretch(together, story.at, FIRST_MINUTES + 10)
    opened += timedelta(seconds=rng.randint(20, 500))
    roles = ["guest" if helper.role == "guest" else "collaborator" for helper in helpers]
    calls = [
        accepted_call(story, helper, role, opened)
        for helper, role in zip(helpers, roles, strict=True)
    ]
    talk = Talk(rng, story.voice, story.lead, helpers)
    talk.gather()
    talk.search()
    joined = [call.answered_at for call in calls]
    said = spoken(talk.lines, together, min(joined), max(joined))
    story.swarm = gathering(story, "severity", opened, calls, said)
    story.at = said[-1].at
