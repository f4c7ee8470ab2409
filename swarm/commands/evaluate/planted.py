"""`swarm evaluate planted`: people and skills on a planted desk, beside an oracle that knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click
import numpy as np

from swarm.commands.evaluate.shown import (
    Figures,
    as_object,
    percent_text,
    print_figures,
    progress_bar,
    say,
)
from swarm.matching.baselines import baselines
from swarm.matching.corpus import Corpus
from swarm.matching.evaluation import Judged, Learning, Served, judged_with_embargo
from swarm.matching.evidence import SolvedTicket, asked
from swarm.matching.measures.figures import Figure, bootstrapped, resampled
from swarm.matching.measures.ranking import discounted_gain
from swarm.matching.records import Record
from swarm.matching.shown import recall_figure, recalled_at, shown_skills
from swarm.matching.skills import SkillClassifier
from swarm.planted.desk import DAY, START, Desk, Plan, PlantedTicket, plant_desk

_OLDER = 0.8  # share of the desk's time that is learned from
_SIMPLE = "popularity with age"


@click.command()
@click.option("--seed", default=0, show_default=True, help="Which desk is planted.")
@click.option("--tickets", default=5_000, show_default=True, type=click.IntRange(100, 100_000))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def planted(seed: int, tickets: int, as_json: bool) -> None:
    """Recommend on a desk whose truth is known, and tell people's skills from the work alone.

    The oracle ranks people by the true chances from which the helpers were drawn; nobody can do
    better on average. Judged are the newest fifth, each ticket with all evidence before it.
    """
    desk = plant_desk(Plan(seed=seed, tickets=tickets))
    cut = int(len(desk.tickets) * _OLDER)
    judged = [one for one in desk.tickets[cut:] if one.ticket.wanted]
    learners: dict[str, Learning] = {"swarm": Served, _SIMPLE: baselines()[_SIMPLE]}
    oracle = np.array([_oracle(one) for one in judged])
    columns: dict[str, Figures] = {"oracle": {"nDCG@5": bootstrapped(oracle, seed)}}
    with progress_bar() as progress:
        for name, learn in learners.items():
            task = progress.add_task(name, total=None)
            columns[name] = _measured(desk, cut, learn, oracle, seed)
            progress.update(task, total=1, completed=1)
    recovered, named, share = recovered_skills(desk)
    knowable = recovered_by(desk, [one.needs for one in desk.tickets])[0]
    if as_json:
        told = {"skills recovered": asdict(recovered), "with the true needs": asdict(knowable)}
        say(as_object(columns, seed=seed, **told))
        return
    columns["oracle"] = {
        **columns["oracle"],
        "of the oracle's": Figure(1.0, None, None, len(judged)),
    }
    print_figures(columns)
    say(
        f"{len(judged)} tickets judged, {cut} learned from; seed {seed}. Skills of people: "
        f"{percent_text(recovered)} of those ever used and still held are found at 90% precision "
        f"({named} pairs of person and skill named); {percent_text(knowable)} where it is known of "
        f"every ticket which skills it took; {share:.1%} of all planted ones were ever used. "
        f"Brackets are 95% bootstrap intervals, over tickets, and of skills over "
        f"{recovered.n} people."
    )


def _oracle(one: PlantedTicket) -> float:
    best = sorted(one.chances, key=lambda person: (-one.chances[person], person))
    return discounted_gain(best, one.ticket.wanted)


def _measured(
    desk: Desk, cut: int, learn: Learning, oracle: np.ndarray, seed: int
) -> dict[str, Figure]:
    history, held_out = _records(desk.tickets[:cut]), _records(desk.tickets[cut:])
    answers: Sequence[Judged] = list(judged_with_embargo(history, held_out, 0.0, learn))
    gains = np.array([discounted_gain(a.people, a.record.ticket.wanted) for a in answers])

    def share(rows: np.ndarray) -> float:
        return float(gains[rows].mean() / oracle[rows].mean())

    return {
        "nDCG@5": bootstrapped(gains, seed),
        "of the oracle's": resampled(share, len(gains), seed=seed),
    }


def _records(tickets: Sequence[PlantedTicket]) -> list[Record]:
    return [Record(n, t.ticket.id, "", t.ticket) for n, t in enumerate(tickets, 1)]


def recovered_skills(desk: Desk) -> tuple[Figure, int, float]:
    """Share of the skills in use that are found at 90% precision, pairs named, share ever used.

    Skills of tickets that were recorded are taken as they are; the classifier tells the rest.
    """
    tickets = [one.ticket for one in desk.tickets]
    classifier = SkillClassifier(Corpus(tickets), seed=desk.plan.seed)
    return recovered_by(desk, [_needs(classifier, ticket) for ticket in tickets])


def recovered_by(desk: Desk, needs: Sequence[Mapping[str, float]]) -> tuple[Figure, int, float]:
    """The same where each ticket took these skills."""
    tickets = [one.ticket for one in desk.tickets]
    found = shown_skills(tickets, needs, START + desk.plan.days * DAY)
    true = desk.true_skills(desk.plan.days - 1)
    used = {
        (person, skill)
        for one in desk.tickets
        for person in one.ticket.wanted
        for skill in one.needs
        if (person, skill) in true
    }
    _, named = recalled_at(list(found), used)
    return recall_figure(list(found), used, seed=desk.plan.seed), named, len(used) / len(true)


def _needs(classifier: SkillClassifier, ticket: SolvedTicket) -> dict[str, float]:
    if ticket.skills:
        return dict.fromkeys(ticket.skills, 1.0)
    found = classifier.needed(asked(ticket), most=4, least=0.2)
    return {one.skill: one.probability for one in found}
