"""Plays a ticket from its beginning to its end, whichever way it goes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from random import Random

from swarm.demo.events.paths import Paths
from swarm.demo.events.starting import Beginning, start
from swarm.demo.events.story import Story
from swarm.demo.shapes import DemoTicket, Path
from swarm.demo.words.chance import happens

REOPENED = {"solo": 0.03, "tiered": 0.06, "swarmed": 0.025}


def play_out(
    rng: Random, paths: Paths, beginning: Beginning, path: Path
) -> tuple[Story, DemoTicket]:
    """The story, solved and perhaps rated, and the ticket as the requester wrote it."""
    story, ticket = start(rng, paths.company, beginning, path)
    play: Callable[[Story, str, str], None] = getattr(paths, path)
    play(story, beginning.team, beginning.priority)
    if happens(rng, REOPENED[path]):
        story.come_back()
    story.rate(_mood(story, ticket))
    return story, ticket


def _mood(story: Story, ticket: DemoTicket) -> float:
    days = (story.solved[-1] - ticket.created_at) / timedelta(days=1)
    hops = len(story.stays) - 1
    again = 0.8 if story.reopened_at else 0.0
    return 4.8 - 0.35 * math.log2(1 + days) - 0.3 * hops - again
