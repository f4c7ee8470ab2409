"""A file of tickets as drafts, one after the other; what cannot be used is noted and passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from swarm.commands.importing import shapes
from swarm.commands.importing.drafting import Drafter
from swarm.commands.importing.drafts import Draft, Unusable
from swarm.commands.importing.mapping import TicketMapping
from swarm.commands.importing.records import FileShape, Record, read_records
from swarm.commands.importing.reporting import Rejects
from swarm.errors import Invalid
from swarm.foreign import Progress

JSON_LINES = FileShape(format="jsonl")


def mapped(
    file: Path, plan: TicketMapping, refused: Rejects, progress: Progress
) -> Iterator[Draft]:
    """The tickets of a file whose columns `plan` names."""
    drafter = Drafter(plan)
    return _usable(read_records(file, plan.file, progress), drafter.draft, refused)


def shaped(file: Path, refused: Rejects, progress: Progress) -> tuple[str, Iterator[Draft]]:
    """The source's name and its tickets, where the shape is known without a mapping.

    The first lines tell which shape it is. Raises Invalid where it is none.
    """
    shape = next(
        (
            found
            for record in islice(read_records(file, JSON_LINES, lambda _done, _all: None), 100)
            if (found := shapes.shape_of(record.values))
        ),
        None,
    )
    if shape is None:
        raise Invalid(
            f"{file.name} is in no shape that is known without a mapping: name its columns with"
            " --mapping FILE.toml (docs/examples holds some)."
        )

    def draft(record: Record) -> Draft:
        return shapes.draft_of(record, shape)

    return shape, _usable(read_records(file, JSON_LINES, progress), draft, refused)


def _usable(
    records: Iterator[Record], draft: Callable[[Record], Draft], refused: Rejects
) -> Iterator[Draft]:
    for record in records:
        try:
            if record.why:
                raise Unusable(record.why)
            yield draft(record)
        except Unusable as error:
            refused.note(record.line, str(error))
