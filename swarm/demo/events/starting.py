"""How a ticket begins: which problem, who asks, when and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from swarm.demo.cast.hours import day_of
from swarm.demo.cast.shapes import Company, DemoPerson
from swarm.demo.events.story import Story
from swarm.demo.shapes import DemoTicket, Path
from swarm.demo.words.chance import weighted
from swarm.demo.words.families import Family
from swarm.demo.words.voices import Voice

BUSY_MONTHS = (1.0, 0.9, 0.9, 0.9, 0.95, 1.0, 0.95, 0.85, 1.0, 1.1, 1.35, 1.4)
PRIORITIES = {
    1: {"low": 24, "normal": 66, "high": 9, "urgent": 1},
    2: {"low": 8, "normal": 60, "high": 27, "urgent": 5},
    3: {"low": 2, "normal": 38, "high": 44, "urgent": 16},
}
COMMON = {1: 2.2, 2: 1.0, 3: 0.7}
"""How often a problem of that level comes up, against the others."""
CHANNELS = {"web": 56, "mail": 27, "phone": 12, "chat": 5}


@dataclass(frozen=True, slots=True)
class Beginning:
    """A problem that a requester has at a moment, before anybody works on it."""

    family: Family
    requester: DemoPerson
    created_at: datetime
    team: str
    priority: str


def how_often(families: Sequence[Family], seed: int) -> list[float]:
    """How often each problem comes up: some often and some hardly ever, the same all year."""
    return [COMMON[f.level] * Random(f"{seed}/{f.key}").lognormvariate(0.0, 0.6) for f in families]


def draw_requester(rng: Random, company: Company, product: str) -> DemoPerson:
    """Somebody who asks about that product, rather one for whom it is the main one."""
    people = [p for p in company.requesters if product in p.products]
    return weighted(rng, people, [1 / (1 + p.products.index(product)) for p in people])


def draw_moment(rng: Random, requester: DemoPerson, first: datetime, last: datetime) -> datetime:
    """A moment between the two at which the requester is at work; busy months have more."""
    while True:
        day = (first + (last - first) * rng.random()).date()
        span = day_of(requester, day)
        if span is None or rng.random() * max(BUSY_MONTHS) > BUSY_MONTHS[day.month - 1]:
            continue
        moment = span[0] + (span[1] - span[0]) * rng.random()
        moment = moment.replace(microsecond=0)
        if first <= moment < last:
            return moment


def draw_beginning(
    rng: Random, company: Company, family: Family, first: datetime, last: datetime
) -> Beginning:
    """Who has that problem when, and how soon it must be solved."""
    component = company.components[family.component]
    requester = draw_requester(rng, company, component.product)
    created = draw_moment(rng, requester, first, last)
    shares = PRIORITIES[family.level]
    priority = weighted(rng, list(shares), list(shares.values()))
    return Beginning(family, requester, created, component.team, priority)


def draw_path(rng: Random, company: Company, beginning: Beginning, now: datetime) -> Path:
    """Which way the ticket goes: the classic one, until its team took up swarming."""
    ago, share = company.adoption[beginning.team]
    weeks = (beginning.created_at - (now - timedelta(days=ago))) / timedelta(weeks=1)
    if rng.random() >= share * min(1.0, max(0.0, weeks) / 16):
        return "tiered"
    return draw_asking(rng, beginning.family)


def draw_asking(rng: Random, family: Family) -> Path:
    """Where swarming is the way of work: whether the owner asks, or solves it alone."""
    asks = {1: 0.2, 2: 0.52, 3: 0.9}[family.level]
    return "swarmed" if rng.random() < asks else "solo"


def start(
    rng: Random, company: Company, beginning: Beginning, path: Path
) -> tuple[Story, DemoTicket]:
    """The story to play out, and the ticket as the requester wrote it."""
    family, requester = beginning.family, beginning.requester
    component = company.components[family.component]
    voice = Voice(rng, family, component.product, requester, beginning.created_at)
    ticket = DemoTicket(
        key="",
        family=family.key,
        created_at=beginning.created_at,
        requester=requester.key,
        summary=voice["summary"],
        description=voice.description(),
        product=component.product,
        component=family.component,
        team=beginning.team,
        category=family.category,
        priority=beginning.priority,
        channel=weighted(rng, list(CHANNELS), list(CHANNELS.values())),
        tags=_tags(rng, beginning, requester),
        skills=family.skills,
        path=path,
        state="solved",
    )
    return Story(rng, family, voice, requester, beginning.created_at), ticket


def _tags(rng: Random, beginning: Beginning, requester: DemoPerson) -> tuple[str, ...]:
    tags = list(beginning.family.tags)
    if rng.random() < 0.2:
        tags.append(requester.site.name.lower().replace("ó", "o"))
    local = beginning.created_at.astimezone(ZoneInfo(requester.site.zone))
    if local.month in (11, 12) and rng.random() < 0.25:
        tags.append("peak")
    if beginning.family.vendor:
        tags.append("vendor")
    return tuple(dict.fromkeys(tags))
