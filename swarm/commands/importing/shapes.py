"""Tickets as JSON lines that need no mapping: two shapes, told apart by their fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from swarm.commands.importing.drafts import DESCRIPTION, NAME, SUMMARY, Draft, Unusable
from swarm.commands.importing.records import Record
from swarm.signs import one_line, some_lines
from swarm.wording import faults_of

Text = Annotated[str, BeforeValidator(one_line), Field(max_length=200)]
Person = Annotated[str, Field(min_length=1, max_length=NAME)]


class _Shape(BaseModel):
    # Further fields of a source are not ours to judge.
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str | int, Field(union_mode="left_to_right")]
    created_at: datetime
    summary: Annotated[str, BeforeValidator(one_line)]
    description: Annotated[str, BeforeValidator(some_lines)] = ""
    project: Text = ""

    def basics(self, line: int) -> dict[str, Any]:
        """What both shapes share."""
        external_id = str(self.id).strip()
        # A few tickets of ten years have no summary: their first words stand in.
        summary = " ".join(self.summary.split() or self.description.split()[:20])[:SUMMARY]
        if not external_id or len(external_id) > 120:
            raise Unusable("id: empty or longer than 120 characters")
        if not summary:
            raise Unusable("summary: empty, and so is the description")
        return {
            "line": line,
            "external_id": external_id,
            "summary": summary,
            "description": self.description[:DESCRIPTION],
            "created": _aware(self.created_at),
        }


class Resolved(_Shape):
    """A ticket that was handed along: `participants` in order, the `resolver` among them."""

    product: Text | None = None
    component: Text | None = None
    resolver: Person | None = None
    participants: Annotated[list[Person], Field(max_length=500)] = []

    def draft(self, line: int) -> Draft:
        """The ticket; the resolver is its last owner."""
        before = [name for name in self.participants if name != self.resolver]
        owners = [*before, self.resolver] if self.resolver else before
        return Draft(
            **self.basics(line),
            product=(self.product or self.project)[:80] or None,
            component=(self.component or "")[:120] or None,
            owners=tuple(owners),
            process="tiered",
        )


class Helped(_Shape):
    """A ticket with one `owner` and those who helped: the shape of a swarm."""

    components: Annotated[list[Text], Field(max_length=1000)] = []
    owner: Person | None = None
    collaborators: Annotated[list[Person], Field(max_length=500)] = []

    def draft(self, line: int) -> Draft:
        """The ticket; of several components the first one is kept."""
        helpers = dict.fromkeys(name for name in self.collaborators if name != self.owner)
        return Draft(
            **self.basics(line),
            product=self.project[:80] or None,
            component=self.components[0][:120] if self.components else None,
            owners=(self.owner,) if self.owner else (),
            helpers=tuple(helpers) if self.owner else (),
            process="swarm",
        )


SHAPES: dict[str, type[Resolved] | type[Helped]] = {"eclipse": Resolved, "git-swarms": Helped}
MARKS = {"eclipse": ("resolver", "participants"), "git-swarms": ("owner", "collaborators")}


def shape_of(values: dict[str, Any]) -> str | None:
    """The name of the shape that these fields belong to, None for neither."""
    return next(
        (name for name, marks in MARKS.items() if any(mark in values for mark in marks)), None
    )


def draft_of(record: Record, shape: str) -> Draft:
    """The ticket of a row of that shape. Raises Unusable."""
    try:
        return SHAPES[shape].model_validate(record.values).draft(record.line)
    except ValidationError as error:
        place, fault = next(iter(faults_of(error).items()))
        raise Unusable(f"{place.partition('.')[0]}: {fault}") from error


def _aware(moment: datetime) -> datetime:
    """Times without a zone are UTC. Raises Unusable outside of 1970 to 2100."""
    if not 1970 <= moment.year < 2100:
        raise Unusable("created_at: not between 1970 and 2100")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
