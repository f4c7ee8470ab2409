"""What the columns of a foreign event log mean: a TOML file, checked before anything is read."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator

from swarm.foreign import FileShape, Part, Times
from swarm.tiers.logs.moments import MomentReader

PLACE = re.compile(r"\{([^{}]+)\}")

Column = Annotated[str, Field(min_length=1, max_length=200)]
State = Annotated[
    str, Field(pattern=r"^(same|solved|closed|(new|open|waiting)(:[a-z][a-z ]{0,29})?)$")
]


class LogShape(FileShape):
    """How a log is written: CSV or XES; `auto` looks into it."""

    format: Literal["auto", "csv", "xes"] = "auto"


class Columns(Part):
    """Which column holds what; all but `case` and `time` may be left out.

    `status` may be several columns, folded into one: what they say is joined by ` / `.
    """

    case: Column
    time: Column
    actor: Column | None = None
    owner: Column | None = None
    group: Column | None = None
    tier: Column | None = None
    status: Column | Annotated[list[Column], Field(min_length=1, max_length=6)] | None = None
    priority: Column | None = None
    category: Column | None = None
    product: Column | None = None
    component: Column | None = None
    opened: Column | None = None
    resolved: Column | None = None
    closed: Column | None = None
    reassignments: Column | None = None
    reopens: Column | None = None
    sla_kept: Column | None = None


class GroupTier(Part):
    """A tier read from a group's name: the first pattern that is found in it decides."""

    match: str = Field(min_length=1, max_length=200)
    tier: str = Field(pattern=r"^[A-Za-z0-9_+-]{1,8}$")

    @field_validator("match")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"not a pattern: {error}") from error
        return pattern


class Words(Part):
    """What an imported ticket is called: text with `{column}` places, filled from its last row."""

    summary: str = Field(default="", max_length=300)
    description: str = Field(default="", max_length=5000)


class Flags(Part):
    """How yes and no are written."""

    true: list[str] = Field(default=["true", "yes", "1"], max_length=10)
    false: list[str] = Field(default=["false", "no", "0"], max_length=10)


class Mapping(Part):
    """The whole mapping; `source` names the desk of origin and keys its cases."""

    source: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$")
    columns: Columns
    file: LogShape = LogShape()
    time: Times = Times()
    status: dict[str, State] = Field(default={}, max_length=200)
    priority: dict[str, Literal["low", "normal", "high", "urgent"]] = Field(
        default={}, max_length=50
    )
    tier_of_group: list[GroupTier] = Field(default=[], max_length=100)
    ticket: Words = Words()
    flags: Flags = Flags()

    def moments(self) -> MomentReader:
        """The reader of this log's moments."""
        return MomentReader(self.time.format, self.time.zone)

    def group_tier(self, group: str) -> str | None:
        """The tier that the group's name tells, None where no pattern is found in it."""
        return next((g.tier for g in self.tier_of_group if re.search(g.match, group)), None)

    def status_columns(self) -> list[str]:
        """The columns that tell the status, in their order."""
        said = self.columns.status
        return [said] if isinstance(said, str) else list(said or ())

    def columns_used(self) -> dict[str, str]:
        """Every column that is named, with the field that names it."""
        named = {
            f"columns.{field}": column
            for field, column in self.columns.model_dump(exclude={"status"}).items()
            if column is not None
        }
        for place, column in enumerate(self.status_columns()):
            named[f"columns.status {place + 1}" if place else "columns.status"] = column
        for field in ("summary", "description"):
            for column in PLACE.findall(getattr(self.ticket, field)):
                named[f"ticket.{field}"] = named.get(f"ticket.{field}", column)
                named[f"ticket.{field} {{{column}}}"] = column
        return named
