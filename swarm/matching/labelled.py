"""Texts with one label each, split for judging: what a study of the skill classifier reads."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.sheets import Sheet
from swarm.matching.skills import SkillClassifier

_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Labelled:
    """A ticket's words and its label; `at` is None where the file tells no times."""

    summary: str
    description: str
    label: str
    at: float | None = None


@dataclass(slots=True)
class Labels:
    """What a file held, and the complaints about it (line, what)."""

    rows: list[Labelled] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)


def from_sheet(sheet: Sheet, text: str, label: str) -> Labels:
    """The rows of a CSV file by the names of its two columns; a row without a label is told."""
    out = Labels(complaints=list(sheet.complaints))
    absent = [name for name in (text, label) if name not in sheet.columns]
    if absent:
        out.complaints.append((1, f"there is no column {', '.join(absent)}"))
        return out
    for line, row in sheet.rows:
        told = row[label].strip()[:_LONGEST_LABEL]
        if told:
            out.rows.append(Labelled("", row[text], told))
        else:
            out.complaints.append((line, f"{label}: empty"))
    return out


def split_by_time(rows: Sequence[Labelled], share: float) -> tuple[list[Labelled], list[Labelled]]:
    """The older rows and the newest `share`, in the order of time."""
    ordered = sorted(rows, key=lambda row: row.at or 0.0)
    cut = int(len(ordered) * (1 - share))
    return ordered[:cut], ordered[cut:]


def split_evenly(
    rows: Sequence[Labelled], share: float, seed: int
) -> tuple[list[Labelled], list[Labelled]]:
    """Two random parts in which every label has the same share."""
    chance = random.Random(seed)
    held_out: set[int] = set()
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.label, []).append(place)
    for name in sorted(places):
        chosen = places[name]
        held_out.update(chance.sample(chosen, round(len(chosen) * share)))
    older = [row for place, row in enumerate(rows) if place not in held_out]
    chance.shuffle(older)  # the newest are held out for calibration: they must be like the rest
    return older, [rows[place] for place in sorted(held_out)]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one ticket: the likeliest label, and the probability of every one."""

    truth: str
    said: str
    chances: dict[str, float]

    @property
    def confidence(self) -> float:
        """The probability of the likeliest label."""
        return self.chances.get(self.said, 0.0)


class LabelJudge:
    """The classifier that serves, taught from labelled texts."""

    def __init__(self, rows: Sequence[Labelled], seed: int = 0) -> None:
        tickets = [
            SolvedTicket(
                id=str(place),
                created_at=float(place) if row.at is None else row.at,
                summary=row.summary,
                description=row.description,
                skills=(row.label,),
            )
            for place, row in enumerate(rows)
        ]
        self._classifier = SkillClassifier(Corpus(tickets), seed=seed)
        self._labels = len(self._classifier.names)
        self._now = max((ticket.created_at for ticket in tickets), default=0.0)

    def answer(self, row: Labelled) -> Answer:
        """What it says of a ticket; its label is not looked at."""
        query = Query(
            created_at=row.at or self._now, summary=row.summary, description=row.description
        )
        found = self._classifier.needed(query, most=max(1, self._labels), least=0.0)
        chances = {one.skill: one.probability for one in found}
        return Answer(row.label, found[0].skill if found else "", chances)
