"""`swarm evaluate replay`: what other ways of trying newcomers would have brought this desk."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from swarm.commands.database import open_database
from swarm.commands.evaluate.shown import print_figures, say
from swarm.matching.measures.figures import Figure
from swarm.matching.replay import Estimate, Policy, Shown, replay
from swarm.rooms.feedback.slates import USUAL, read_shown


def _always_a_newcomer(shown: Shown) -> float:
    return 0.0 if shown.chosen == USUAL else 1 / (len(shown.choices) - 1)


POLICIES: dict[str, Policy] = {
    "as it was drawn": lambda shown: shown.propensity,
    "never a newcomer": lambda shown: float(shown.chosen == USUAL),
    "always a newcomer, by lot": _always_a_newcomer,
}


@click.command("replay")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def replayed(as_json: bool) -> None:
    """Judge ways of giving a newcomer the fifth place, on the log of what this desk showed.

    Each list that was looked at is weighed by how likely it was drawn (inverse propensities). A
    list brought 1 where whoever had the place was invited, came and was credited, else 0.
    """
    with open_database() as database, database.read() as session:
        shown = read_shown(session)
    if not shown:
        raise click.ClickException("no list with a newcomer to choose from was looked at yet")
    told = {name: replay(shown, policy) for name, policy in POLICIES.items()}
    if as_json:
        say(json.dumps({name: asdict(one) for name, one in told.items()}))
        return
    print_figures({name: _figures(one) for name, one in told.items()})
    say(
        f"{len(shown)} lists; brackets are 95% intervals. The effective number is how many lists "
        "of its own the log is worth to each way; of few, nothing follows."
    )


def _figures(one: Estimate) -> dict[str, Figure]:
    return {
        "brought, a list": Figure(one.normalised, one.low, one.high, one.n),
        "the same, unbiased": Figure(one.weighted, one.weighted_low, one.weighted_high, one.n),
        "effective lists": Figure(one.effective, None, None, one.n),
    }
