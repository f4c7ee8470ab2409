"""`swarm evaluate`: judge what serves, on work whose answer is known. One file for each study."""

from __future__ import annotations

import click

from swarm.commands.evaluate.effects import effects
from swarm.commands.evaluate.fairness import fairness
from swarm.commands.evaluate.intake import intake
from swarm.commands.evaluate.labels import calibrated, skills
from swarm.commands.evaluate.planted import planted
from swarm.commands.evaluate.recommend import recommend
from swarm.commands.evaluate.replay import replayed
from swarm.commands.evaluate.split import split_file
from swarm.commands.evaluate.tiers import tiers
from swarm.commands.evaluate.twin import twin


@click.group()
def evaluate() -> None:
    """Judge what Swarm recommends against what really happened."""


for _study in (
    recommend,
    skills,
    calibrated,
    tiers,
    planted,
    intake,
    fairness,
    effects,
    twin,
    replayed,
    split_file,
):
    evaluate.add_command(_study)
