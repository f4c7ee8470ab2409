"""`swarm evaluate tiers`: the tier classifier on a planted desk, where the truth is known."""

from __future__ import annotations

from collections.abc import Sequence

import click

from swarm.commands.evaluate.shown import Figures, as_object, print_figures, say
from swarm.matching.measures.figures import Figure
from swarm.matching.measures.labels import accuracy, macro_f1, within_one
from swarm.matching.tiers import TierClassifier, TierVerdict, Work
from swarm.planted.desk import Desk, Plan, PlantedTicket, plant_desk

_SCALE = ("L0", "L1", "L2", "L3", "L4")
_OLDER = 0.8  # share of the desk's time that is learned from


@click.command()
@click.option("--seed", default=0, show_default=True, help="Which desk is planted.")
@click.option("--tickets", default=5_000, show_default=True, type=click.IntRange(100, 100_000))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def tiers(seed: int, tickets: int, as_json: bool) -> None:
    """Tell the tier of planted work, by rules, by likeness, or by asking, and compare.

    Learned from is what the rules decide of the older four fifths; nothing else of the truth is
    seen. Judged are the newest fifth: all of it, and apart the work that no rule decides.
    """
    desk = plant_desk(Plan(seed=seed, tickets=tickets))
    cut = int(len(desk.tickets) * _OLDER)
    decided = [(work_of(one), one.done.tier) for one in desk.tickets[:cut] if one.done.facts]
    classifier = TierClassifier.fit(decided, seed=seed)
    newest = desk.tickets[cut:]
    verdicts = [classifier.classify(work_of(one)) for one in newest]
    columns = _compared(desk, newest, verdicts)
    undecided = sum(not one.done.facts for one in newest)
    if as_json:
        say(as_object(columns, seed=seed, learned_from=len(decided)))
        return
    print_figures(columns)
    say(
        f"{len(newest)} pieces of work judged, {undecided} of them decided by no rule; "
        f"learned from {len(decided)}; seed {seed}. F1 and within one tier are over those "
        "that got a tier; "
        "for the rest the owner is asked one question; brackets are 95% bootstrap intervals."
    )


def _compared(
    desk: Desk, newest: Sequence[PlantedTicket], verdicts: Sequence[TierVerdict]
) -> dict[str, Figures]:
    open_rows = [row for row, one in enumerate(newest) if not one.done.facts]
    left, told = [newest[row] for row in open_rows], [verdicts[row] for row in open_rows]
    ruled = [TierClassifier().classify(work_of(one)) for one in newest]
    return {
        "swarm": scores(newest, verdicts),
        "swarm, where no rule decides": scores(left, told),
        "always the person's usual tier": _usual(desk, newest),
        "rules alone": scores(newest, ruled),
    }


def work_of(one: PlantedTicket) -> Work:
    """What the record shows of a planted piece of work."""
    ticket = one.ticket
    return Work(
        id=ticket.id,
        summary=ticket.summary,
        description=ticket.description,
        resolution=one.done.words,
        facts=one.done.facts,
    )


def scores(planted: Sequence[PlantedTicket], verdicts: Sequence[TierVerdict]) -> dict[str, Figure]:
    """Macro-F1, accuracy and distance of what got a tier, and how much did not."""
    placed = [
        (one.done.tier, verdict.tier)
        for one, verdict in zip(planted, verdicts, strict=True)
        if verdict.tier is not None
    ]
    truth, said = [real for real, _ in placed], [told for _, told in placed]
    asked = [str(verdict.tier is None) for verdict in verdicts]
    helpful = [
        str(one.done.tier in verdict.choices)
        for one, verdict in zip(planted, verdicts, strict=True)
        if verdict.choices
    ]
    return {
        "macro-F1": macro_f1(truth, said),
        "accuracy": accuracy(truth, said),
        "within one tier": within_one(truth, said, _SCALE),
        "asked instead": accuracy(["True"] * len(asked), asked),
        "right tier among the asked": accuracy(["True"] * len(helpful), helpful),
    }


def _usual(desk: Desk, newest: Sequence[PlantedTicket]) -> dict[str, Figure]:
    return scores(newest, [TierVerdict(desk.usual_tier(one.by), 1.0, "usual") for one in newest])
