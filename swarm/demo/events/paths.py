"""How a ticket goes: alone, through the tiers, or with a swarm."""

from __future__ import annotations

from datetime import datetime

from swarm.demo.cast.hours import later, next_shared, worked_minutes
from swarm.demo.cast.shapes import Company, DemoPerson
from swarm.demo.cast.staffing import Staff
from swarm.demo.events.story import Story
from swarm.demo.events.swarming import finish_swarm, give_up, hold_swarm
from swarm.demo.shapes import Stretch
from swarm.demo.words.chance import happens, long_tailed

PICKED_UP = {"urgent": 8, "high": 18, "normal": 40, "low": 90}
ALONE = {1: 45, 2: 220, 3: 620}
LAST_TIER = {1: 60, 2: 150, 3: 260}
IN_VAIN = {1: 0.04, 2: 0.05, 3: 0.08}
"""How often a swarm ends without a solution."""
AFTER_SWARM = {1: 80, 2: 45, 3: 70}
THIRD_LEVEL = {1: 0.0, 2: 0.12, 3: 0.75}
FIRST_LEVEL = {1: 0.88, 2: 0.22, 3: 0.0}
"""How often the service desk solves it where it must try first."""


class Paths:
    """Plays a story out to its end; each method leaves the story solved.

    `queue` is the one in which the classic process begins.
    """

    def __init__(self, company: Company, staff: Staff, queue: str = "Service Desk") -> None:
        self.company = company
        self.staff = staff
        self.queue = queue

    def from_queue(self, queue: str) -> Paths:
        """The same company, whose classic process begins in that queue."""
        return Paths(self.company, self.staff, queue)

    def solo(self, story: Story, team: str, priority: str) -> None:
        """One person takes it and solves it."""
        rng = story.rng
        owner = self.staff.owner(rng, story.family, team, story.at)
        self._begin(story, owner, PICKED_UP[priority])
        story.spend(long_tailed(rng, 20))
        story.note("work")
        if happens(rng, 0.03):
            story.hand_over(self._colleague(story))
        left = long_tailed(rng, ALONE[story.family.level], 0.9)
        if left > 400:
            story.spend(left / 2)
            story.tell_progress()
            left /= 2
        story.spend(left)
        if happens(rng, 0.5):
            story.note("found")
        story.solve()

    def swarmed(self, story: Story, team: str, priority: str) -> None:
        """One person takes it, gathers help, and solves it with them."""
        rng, level = story.rng, story.family.level
        owner = self.staff.owner(rng, story.family, team, story.at)
        self._begin(story, owner, PICKED_UP[priority])
        story.spend(long_tailed(rng, 18))
        story.note("work")
        if happens(rng, 0.03):
            story.hand_over(self._colleague(story))
        finds = not happens(rng, IN_VAIN[level])
        hold_swarm(story, self.staff, self._guest(story), priority, finds=finds)
        story.at = next_shared([story.lead], story.at)
        if not finds:
            give_up(story)
        if happens(rng, 0.3 if finds else 0.9):
            story.tell_progress()
        story.spend(long_tailed(rng, AFTER_SWARM[level] if finds else ALONE[level]))
        if finds:
            finish_swarm(story)
        else:
            story.note("found")
        story.solve()

    def tiered(self, story: Story, team: str, priority: str) -> None:
        """From the service desk up, queue by queue, sometimes the wrong one."""
        rng, family = story.rng, story.family
        desk = self.staff.desk(rng, family, story.at)
        queued = story.at
        self._begin(story, desk, PICKED_UP[priority] * 1.2)
        story.spend(long_tailed(rng, 15 if family.level == 1 else 25))
        if happens(rng, FIRST_LEVEL[family.level]):
            story.spend(long_tailed(rng, ALONE[family.level] * 0.8))
            self._worked(story, self.queue, queued, story.stays[-1].started_at)
            story.solve()
            return
        if happens(rng, 0.15 * family.level - 0.1):
            wrong = rng.choice([t.name for t in self.company.teams if t.name != team][1:])
            queued = self._escalate(story, wrong, queued, self.queue)
            self._pick_up(story, self.staff.of_team(rng, wrong, family, story.at))
            story.note("bounce", queue=wrong)
            queued = self._leave(story, wrong, queued)
        else:
            queued = self._escalate(story, team, queued, self.queue)
        self._second_level(story, team, queued)
        story.solve()

    def _second_level(self, story: Story, team: str, queued: datetime) -> None:
        rng, level = story.rng, story.family.level
        second = self.staff.of_team(rng, team, story.family, story.at)
        self._pick_up(story, second)
        story.spend(long_tailed(rng, 40))
        if happens(rng, THIRD_LEVEL[level]):
            story.note("escalate_up", queue=f"{team}, third level")
            queued = self._leave(story, team, queued)
            third = self.staff.of_team(
                rng, team, story.family, story.at, senior=True, without={second.key}
            )
            self._pick_up(story, third)
        if happens(rng, 0.5):
            story.tell_progress()
        guest = self._guest(story)
        if guest is not None:
            self._ask_vendor(story, guest)
        story.spend(long_tailed(rng, LAST_TIER[level], 0.9))
        story.note("found")
        self._worked(story, team, queued, story.stays[-1].started_at)

    def _begin(self, story: Story, owner: DemoPerson, minutes: float) -> None:
        story.taken_by(owner, "taken", long_tailed(story.rng, minutes))
        story.greet()
        if happens(story.rng, 0.28):
            story.spend(long_tailed(story.rng, 10))
            story.ask_back()

    def _escalate(self, story: Story, team: str, queued: datetime, queue: str) -> datetime:
        story.note("escalate", queue=team)
        return self._leave(story, queue, queued)

    def _leave(self, story: Story, queue: str, queued: datetime) -> datetime:
        self._worked(story, queue, queued, story.stays[-1].started_at)
        return story.at

    def _pick_up(self, story: Story, taker: DemoPerson) -> None:
        wait = long_tailed(story.rng, 130, 1.1)
        story.taken_by(taker, "escalated", wait)
        story.spend(4)
        story.note("picked_up")
        story.spend(long_tailed(story.rng, 15))

    def _worked(self, story: Story, queue: str, queued: datetime, started: datetime) -> None:
        who = story.lead
        there = worked_minutes(who, started, story.at)
        # Nobody works on one ticket all the time that they have it.
        minutes = max(3, round(min(there, 20 + there * 0.35)))
        story.stretches.append(
            Stretch(who.key, queue, who.tier or "L1", queued, started, story.at, minutes)
        )

    def _ask_vendor(self, story: Story, guest: DemoPerson) -> None:
        story.note("vendor")
        queued = story.at
        begun = later([guest], queued, long_tailed(story.rng, 420, 0.7))
        ended = later([guest], begun, long_tailed(story.rng, 60))
        story.stretches.append(
            Stretch(
                guest.key,
                "Lumenpay",
                "L4",
                queued,
                begun,
                ended,
                max(5, round(worked_minutes(guest, begun, ended))),
            )
        )
        story.at = next_shared([story.lead], ended)

    def _guest(self, story: Story) -> DemoPerson | None:
        if not story.family.vendor:
            return None
        return next(p for p in self.company.people.values() if p.role == "guest")

    def _colleague(self, story: Story) -> DemoPerson:
        team = story.lead.team or "Service Desk"
        return self.staff.of_team(story.rng, team, story.family, story.at, without={story.lead.key})
