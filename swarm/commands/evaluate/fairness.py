"""`swarm evaluate fairness`: what spreading the load costs, and takes off the most asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from swarm.commands.evaluate.files import FILE, read_records
from swarm.commands.evaluate.recommend import judge
from swarm.commands.evaluate.shown import as_object, print_figures, progress_bar, say
from swarm.matching.balance import Question, compared
from swarm.matching.evaluation import Served
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Settings
from swarm.matching.records import Record

_LOOKED_AT = 25  # people named for each question, among whom the load may be spread


class _Scored(Served):
    """The product's own model, which notes the scores that it gave."""

    def __init__(self, history: Sequence[SolvedTicket], settings: Settings) -> None:
        super().__init__(history, settings)
        self.noted: list[tuple[tuple[str, float], ...]] = []

    def people(self, query: Query) -> list[str]:
        """Whom the product suggests; the scores are kept."""
        scored = self.scored(query, _LOOKED_AT)
        self.noted.append(tuple(scored))
        return [person for person, _ in scored]


def _questions(
    past: Sequence[Record], judged_from: Sequence[Record], embargo_days: float | None
) -> list[Question]:
    """What was asked, and whom the model named with which scores."""
    learners: list[_Scored] = []

    def learn(tickets: Sequence[SolvedTicket], settings: Settings) -> _Scored:
        learners.append(_Scored(tickets, settings))
        return learners[-1]

    with progress_bar() as progress:
        answers = list(progress.track(judge(past, judged_from, embargo_days, learn)))
    noted = [scored for learner in learners for scored in learner.noted]
    return [
        Question(one.record.ticket.created_at, scored, frozenset(one.record.ticket.wanted))
        for one, scored in zip(answers, noted, strict=True)
    ]


@click.command()
@click.option("--history", type=FILE, required=True, help="Tickets to learn from (JSON lines).")
@click.option("--held-out", type=FILE, required=True, help="Tickets to judge (JSON lines).")
@click.option("--embargo-days", type=click.FloatRange(min=0), help="As for `recommend`.")
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def fairness(
    history: Path, held_out: Path, embargo_days: float | None, seed: int, as_json: bool
) -> None:
    """Ask three people for each held-out ticket, by score alone and with the load spread.

    The requests follow each other in time, so that whoever was asked carries it; what one asks
    never becomes evidence here.
    """
    questions = _questions(read_records(history), read_records(held_out), embargo_days)
    if not questions:
        raise click.ClickException(f"{held_out}: no ticket names anyone to find")
    columns = compared(questions, seed)
    if as_json:
        say(as_object(columns, n=len(questions), seed=seed))
        return
    print_figures(columns)
    say(
        f"{len(questions)} tickets, three people asked for each; the last column is Hit@3 lost (of "
        "1) and the part of the share that was taken off; brackets are 95% bootstrap intervals."
    )
