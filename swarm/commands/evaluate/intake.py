"""`swarm evaluate intake`: where a ticket will end and whether it is passed on, from its fields."""

from __future__ import annotations

import heapq
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
from pydantic import ValidationError

from swarm.commands.evaluate.files import FILE, complain, held_bytes, lines_of
from swarm.commands.evaluate.shown import Figures, as_object, print_figures, say
from swarm.matching.intake.bounce import BounceForecast
from swarm.matching.intake.cases import Case
from swarm.matching.intake.reading import Columns, Told, read_log
from swarm.matching.intake.router import Router, known_at
from swarm.matching.measures.calibration import calibration
from swarm.matching.measures.figures import Figure, bootstrapped
from swarm.matching.measures.labels import auc_figure
from swarm.matching.sheets import read_sheet
from swarm.wording import faults_of


@click.command()
@click.argument("file", type=FILE)
@click.option("--columns", type=FILE, required=True, help="What the columns say (TOML).")
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="Share of the tickets, the newest, that is judged.",
)
@click.option(
    "--frozen", is_flag=True, help="Nothing that ends after the history counts as evidence."
)
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def intake(file: Path, columns: Path, share: float, frozen: bool, seed: int, as_json: bool) -> None:
    """Foretell what becomes of tickets from what their first row shows.

    FILE is an audit log as CSV, one row an update. Learned from are the older tickets; of the
    newest, each is told from what had ended by the time it came, as on a living desk.
    """
    told = _read(file, columns)
    cut = int(len(told) * (1 - share))
    if not 0 < cut < len(told):
        raise click.ClickException(f"{file}: too few tickets to judge any")
    studies: dict[str, Figures] = {
        what: judge_routing(told, cut, what, frozen=frozen, seed=seed) for what in told[0].outcomes
    }
    if any(one.passed_on is not None for one in told):
        studies["passed on"] = judge_bounces(told, cut, frozen=frozen, seed=seed)
    if as_json:
        say(as_object(studies, learned_from=cut, frozen=frozen))
        return
    for what, figures in studies.items():
        print_figures({what: figures})
        say("")
    say(
        f"{len(told) - cut} tickets judged, {cut} learned from; "
        f"{'frozen after those' if frozen else 'what ended meanwhile counted'}; "
        f"seed {seed}; brackets are 95% bootstrap intervals."
    )


def _read(file: Path, columns: Path) -> list[Told]:
    try:
        named = Columns.model_validate(tomllib.loads(held_bytes(columns).decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{columns}: {problem}") from problem
    except ValidationError as problem:
        where, what = next(iter(faults_of(problem).items()))
        raise click.ClickException(f"{columns}: {where} {what}") from problem
    log = read_log(read_sheet(lines_of(file)), named)
    complain(file, log.complaints)
    if not log.told:
        raise click.ClickException(f"{file}: holds no ticket that can be used")
    return log.told


def _as_it_came(told: Sequence[Told], cut: int, frozen: bool) -> Iterator[tuple[Told, list[Told]]]:
    """Each ticket to judge, with those that ended since the one before it came."""
    waiting = [(known_at(one.case), place) for place, one in enumerate(told[:cut])]
    opening = told[cut].case.at
    # What the history knew by its end is learned already, the rest of it comes in as it ends.
    waiting = [one for one in waiting if one[0] > opening]
    heapq.heapify(waiting)
    for place in range(cut, len(told)):
        ended = []
        while waiting and waiting[0][0] <= told[place].case.at:
            ended.append(told[heapq.heappop(waiting)[1]])
        yield told[place], [] if frozen else ended
        heapq.heappush(waiting, (known_at(told[place].case), place))


def _history(told: Sequence[Told], cut: int) -> tuple[list[Case], list[bool]]:
    """The older tickets, and whether the outcome of each was known before the first judged one."""
    opening = told[cut].case.at
    cases = [one.case for one in told[:cut]]
    return cases, [known_at(case) <= opening for case in cases]


def judge_routing(
    told: Sequence[Told], cut: int, what: str, *, frozen: bool, seed: int
) -> dict[str, Figure]:
    """Share of tickets whose outcome is the first named, and among the first five."""
    cases, known = _history(told, cut)
    outcomes = [one.outcomes[what] if so else None for one, so in zip(told, known, strict=False)]
    router = Router.fit(cases, outcomes, seed=seed)
    seen = {name for name in outcomes if name}
    usual = [max(seen, key=outcomes.count)] if seen else []
    hits: dict[str, list[float]] = {}
    for one, ended in _as_it_came(told, cut, frozen):
        for other in ended:
            if name := other.outcomes[what]:
                router.add(other.case, name)
                seen.add(name)
        truth = one.outcomes[what]
        named = [each.outcome for each in router.route(one.case, 5)]
        for key, right in (
            ("@1", truth in named[:1]),
            ("@5", truth in named),
            ("always the commonest @1", truth in usual),
            ("ceiling (seen before)", truth in seen),
        ):
            hits.setdefault(key, []).append(float(right))
    return {key: bootstrapped(np.array(values), seed) for key, values in hits.items()}


def judge_bounces(told: Sequence[Told], cut: int, *, frozen: bool, seed: int) -> dict[str, Figure]:
    """AUC and calibration of the probability of being passed on, beside a plain regression's."""
    cases, known = _history(told, cut)
    bounced = [one.passed_on if so else None for one, so in zip(told, known, strict=False)]
    forecast = BounceForecast.fit(cases, bounced, seed=seed)
    chances, truth, judged = [], [], []
    for one, ended in _as_it_came(told, cut, frozen):
        for other in ended:
            if other.passed_on is not None:
                forecast.add(other.case, other.passed_on)
        if not frozen:
            forecast.come(one.case)
        if one.passed_on is not None:
            chances.append(forecast.foresee(one.case).probability)
            truth.append(one.passed_on)
            judged.append(one.case)
    real, said = np.array(truth, np.bool_), np.array(chances)
    out = {"AUC": auc_figure(real, said, seed), "passed on": bootstrapped(real.astype(float), seed)}
    plain = _plain(cases, bounced, judged)
    out["AUC of a plain logistic regression"] = auc_figure(real, plain, seed)
    found = calibration(said, real, seed=seed)
    if found is not None:
        out["calibration error, debiased"] = found.debiased
    return out


def _plain(
    cases: Sequence[Case], bounced: Sequence[bool | None], judged: Sequence[Case]
) -> np.ndarray:
    """A logistic regression over the fields, one column for each value."""
    # scikit-learn takes seconds to import: only a study that needs it pays for it
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - see above
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

    rows = [place for place, one in enumerate(bounced) if one is not None]
    if len({bounced[row] for row in rows}) < 2:
        return np.zeros(len(judged))
    vectors = DictVectorizer()
    values = vectors.fit_transform([dict(cases[row].fields) for row in rows])
    model = LogisticRegression(max_iter=1_000)
    model.fit(values, [bool(bounced[row]) for row in rows])
    asked = vectors.transform([dict(case.fields) for case in judged])
    return np.asarray(model.predict_proba(asked)[:, 1])
