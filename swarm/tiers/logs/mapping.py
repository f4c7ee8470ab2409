"""What the columns of a foreign event log mean: a TOML file, checked before anything is read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from swarm.errors import Invalid
from swarm.tiers.logs.moments import MomentReader

MAPPING_BYTES = 200_000
PLACE = re.compile(r"\{([^{}]+)\}")

Column = Annotated[str, Field(min_length=1, max_length=200)]
State = Literal["new", "open", "waiting", "solved", "closed", "same"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileShape(_Part):
    """How the file is written: CSV, plain or gzipped."""

    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = Field(default="utf-8-sig", max_length=40)
    missing: list[Annotated[str, Field(max_length=40)]] = Field(default=[""], max_length=20)

    @field_validator("encoding")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            "".encode(name)
        except LookupError as error:
            raise ValueError(f"{name} is not an encoding that Python knows") from error
        return name


class Times(_Part):
    """How moments are written: `iso`, `epoch`, `epoch_ms`, or a strptime format, in `zone`."""

    format: str = Field(default="iso", min_length=1, max_length=60)
    zone: str = Field(default="UTC", max_length=60)

    @field_validator("zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(f"{name} is not a time zone") from error
        return name


class Columns(_Part):
    """Which column holds what; all but `case` and `time` may be left out."""

    case: Column
    time: Column
    actor: Column | None = None
    owner: Column | None = None
    group: Column | None = None
    tier: Column | None = None
    status: Column | None = None
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


class GroupTier(_Part):
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


class Words(_Part):
    """What an imported ticket is called: text with `{column}` places, filled from its last row."""

    summary: str = Field(default="", max_length=300)
    description: str = Field(default="", max_length=5000)


class Flags(_Part):
    """How yes and no are written."""

    true: list[str] = Field(default=["true", "yes", "1"], max_length=10)
    false: list[str] = Field(default=["false", "no", "0"], max_length=10)


class Mapping(_Part):
    """The whole mapping; `source` names the desk of origin and keys its cases."""

    source: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$")
    columns: Columns
    file: FileShape = FileShape()
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

    def columns_used(self) -> dict[str, str]:
        """Every column that is named, with the field that names it."""
        named = {
            f"columns.{field}": column
            for field, column in self.columns.model_dump().items()
            if column is not None
        }
        for field in ("summary", "description"):
            for column in PLACE.findall(getattr(self.ticket, field)):
                named[f"ticket.{field}"] = named.get(f"ticket.{field}", column)
                named[f"ticket.{field} {{{column}}}"] = column
        return named


def read_mapping(path: Path) -> Mapping:
    """The mapping in `path`. Raises Invalid with the fields at fault."""
    try:
        if path.stat().st_size > MAPPING_BYTES:
            raise Invalid(f"{path.name} is too large for a mapping.")
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Mapping.model_validate(values)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        fields = {
            ".".join(str(part) for part in item["loc"]): item["msg"] for item in error.errors()
        }
        raise Invalid(
            f"{path.name} is not a mapping: "
            + "; ".join(f"{name}: {why}" for name, why in fields.items()),
            fields=fields,
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{path.name} is not TOML: {error}") from error
