"""`swarm evaluate skills` and `… calibration`: what a ticket needs, told from its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from swarm.commands.evaluate.files import FILE, complain, lines_of, read_records
from swarm.commands.evaluate.shown import Figures, as_object, print_figures, progress_bar, say
from swarm.matching.labelled import (
    Answer,
    LabelJudge,
    Labelled,
    Labels,
    from_sheet,
    split_by_time,
    split_evenly,
)
from swarm.matching.measures.calibration import Calibration, calibration
from swarm.matching.measures.figures import Figure
from swarm.matching.measures.labels import accuracy, macro_f1
from swarm.matching.sheets import read_sheet

_MOST_POOLED = 200_000  # pairs of ticket and skill whose calibration is judged


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both studies."""
    for option in (
        click.argument("file", type=FILE),
        click.option("--text", help="CSV: the column that holds the words."),
        click.option(
            "--label",
            default="component",
            show_default=True,
            help="CSV: the column to foretell. JSON lines: product, component, or skill.",
        ),
        click.option(
            "--share",
            type=click.FloatRange(0, 1, min_open=True, max_open=True),
            default=0.2,
            show_default=True,
            help="Share that is judged: the newest, or where no times are told, of each label.",
        ),
        click.option("--seed", default=0, show_default=True),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    ):
        command = option(command)
    return command


@click.command()
@_options
def skills(
    file: Path, text: str | None, label: str, share: float, seed: int, as_json: bool
) -> None:
    """Tell each ticket's label from its words, and compare with the truth.

    FILE is CSV (with --text) or JSON lines. The classifier is the one that tells needed skills.
    """
    older, held_out = _split(file, text, label, share, seed)
    answers = _answers(older, held_out, seed)
    truth = [one.truth for one in answers]
    columns: dict[str, Figures] = {"swarm": _right(truth, [one.said for one in answers], seed)}
    columns["TF-IDF + LinearSVC"] = _right(truth, _published(older, held_out), seed)
    commonest = max({row.label for row in older}, key=[row.label for row in older].count)
    columns["always the commonest"] = _right(truth, [commonest] * len(truth), seed)
    if as_json:
        say(as_object(columns, learned_from=len(older), seed=seed))
        return
    print_figures(columns)
    _say_what(older, held_out, seed)


@click.command("calibration")
@_options
def calibrated(
    file: Path, text: str | None, label: str, share: float, seed: int, as_json: bool
) -> None:
    """Whether the probabilities of labels mean what they say.

    FILE is CSV (with --text) or JSON lines. Judged are the probability of the likeliest label,
    and all probabilities of all labels together.
    """
    older, held_out = _split(file, text, label, share, seed)
    answers = _answers(older, held_out, seed)
    found = _calibrations(answers, seed)
    if as_json:
        shown = {name: asdict(one) for name, one in found.items()}
        click.echo(json.dumps({"learned_from": len(older), "seed": seed, **shown}))
        return
    print_figures({name: _errors(one) for name, one in found.items()})
    for name, one in found.items():
        say(f"{name}: cases, what was said, what was right")
        for part in one.curve:
            say(f"{part.n:7,}  {part.said:.3f}  {part.true:.3f}")
    _say_what(older, held_out, seed)


def _calibrations(answers: Sequence[Answer], seed: int) -> dict[str, Calibration]:
    said = [one.confidence for one in answers]
    right = [one.said == one.truth for one in answers]
    pairs = [
        (chance, name == one.truth) for one in answers for name, chance in one.chances.items()
    ][:_MOST_POOLED]
    found = {
        "the likeliest label": calibration(said, right, seed=seed),
        "every label": calibration([c for c, _ in pairs], [so for _, so in pairs], seed=seed),
    }
    return {name: one for name, one in found.items() if one is not None}


def _split(
    file: Path, text: str | None, label: str, share: float, seed: int
) -> tuple[list[Labelled], list[Labelled]]:
    if text is not None:
        found = from_sheet(read_sheet(lines_of(file)), text, label)
        complain(file, found.complaints)
        parts = split_evenly(found.rows, share, seed)
    else:
        found = _from_records(file, label)
        parts = split_by_time(found.rows, share)
    if not all(parts):
        raise click.ClickException(f"{file}: too few rows with a {label}")
    return parts


def _from_records(file: Path, label: str) -> Labels:
    """Tickets with one label each; of several components or skills the first one stands."""
    out = Labels()
    for record in read_records(file):
        ticket = record.ticket
        named = {
            "product": ticket.product,
            "component": next(iter(ticket.components), ""),
            "skill": next(iter(ticket.skills), ""),
        }
        if label not in named:
            raise click.BadParameter(f"{label!r} is none of {', '.join(named)}")
        if named[label]:
            out.rows.append(
                Labelled(ticket.summary, ticket.description, named[label], ticket.created_at)
            )
    return out


def _answers(older: Sequence[Labelled], held_out: Sequence[Labelled], seed: int) -> list[Answer]:
    judge = LabelJudge(older, seed)
    with progress_bar() as progress:
        return [judge.answer(row) for row in progress.track(held_out)]


def _right(truth: Sequence[str], said: Sequence[str], seed: int) -> dict[str, Figure]:
    return {"macro-F1": macro_f1(truth, said, seed), "accuracy": accuracy(truth, said, seed)}


def _published(older: Sequence[Labelled], held_out: Sequence[Labelled]) -> list[str]:
    """What the published recipe says: TF-IDF and a linear support vector machine."""
    # scikit-learn takes seconds to import: only a study that needs it pays for it
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - see above
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - see above

    if len({row.label for row in older}) < 2:
        return [older[0].label] * len(held_out)
    vectors = TfidfVectorizer(sublinear_tf=True)
    values = vectors.fit_transform([f"{row.summary}\n{row.description}" for row in older])
    model = LinearSVC(C=0.5, random_state=0).fit(values, [row.label for row in older])
    asked = vectors.transform([f"{row.summary}\n{row.description}" for row in held_out])
    return [str(name) for name in model.predict(asked)]


def _errors(found: Calibration) -> dict[str, Figure]:
    return {
        "calibration error, debiased": found.debiased,
        "as counted": found.raw,
        "a perfect model here": found.perfect,
    }


def _say_what(older: Sequence[Labelled], held_out: Sequence[Labelled], seed: int) -> None:
    say(
        f"{len(held_out)} tickets judged, {len(older)} learned from, "
        f"{len({row.label for row in older})} labels; seed {seed}; "
        "brackets are 95% bootstrap intervals."
    )
