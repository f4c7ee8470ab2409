"""What the columns of an export mean: a TOML file, checked before anything is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.commands.importing.records import FileShape
from swarm.foreign import Part, Times
from swarm.people.tables import Role

Column = Annotated[str, Field(min_length=1, max_length=200)]
Source = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$")]
Status = Literal["new", "open", "waiting", "solved", "closed"]
Priority = Literal["low", "normal", "high", "urgent"]


class TicketColumns(Part):
    """Which column, or path within a JSON line, holds what; `id`, `summary` and `created` must be.

    `owners` is a list of who had the ticket one after the other, the last one its owner;
    `helpers` are those who helped the owner, which makes a swarm of it.
    """

    id: Column
    summary: Column
    created: Column
    description: Column | None = None
    updated: Column | None = None
    first_response: Column | None = None
    solved: Column | None = None
    closed: Column | None = None
    status: Column | None = None
    priority: Column | None = None
    product: Column | None = None
    component: Column | None = None
    category: Column | None = None
    tags: Column | None = None
    team: Column | None = None
    requester: Column | None = None
    owner: Column | None = None
    owners: Column | None = None
    helpers: Column | None = None
    cause: Column | None = None
    fix: Column | None = None
    rating: Column | None = None
    reopened: Column | None = None


class Comments(Part):
    """Replies inside a JSON line: the list's path, and the paths within one of its items."""

    list: Column
    body: Column
    at: Column
    author: Column | None = None
    public: Column | None = None


class TicketMapping(Part):
    """A whole mapping of tickets; `source` names the old desk and keys its tickets."""

    source: Source
    columns: TicketColumns
    file: FileShape = FileShape()
    time: Times = Times()
    status: dict[str, Status] = Field(default={}, max_length=200)
    priority: dict[str, Priority] = Field(default={}, max_length=50)
    rating: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field(default={}, max_length=50)
    comments: Comments | None = None
    separator: str = Field(default=",", min_length=1, max_length=3)
    process: Literal["tiered", "swarm"] = "tiered"


class PersonColumns(Part):
    """Which column holds what of a person; `name` must be."""

    name: Column
    email: Column | None = None
    role: Column | None = None
    team: Column | None = None
    time_zone: Column | None = None
    active: Column | None = None
    aliases: Column | None = None


class PeopleMapping(Part):
    """A whole mapping of people. `aliases` are names that the old desk's tickets use of them."""

    source: Source
    columns: PersonColumns
    file: FileShape = FileShape()
    role: dict[str, Role] = Field(default={}, max_length=100)
    otherwise: Role | None = None
    inactive: list[Annotated[str, Field(max_length=40)]] = Field(
        default=["false", "no", "0", "inactive"], max_length=20
    )
    separator: str = Field(default=",", min_length=1, max_length=3)


PLAIN_PEOPLE = PeopleMapping(
    source="people",
    columns=PersonColumns(
        name="name",
        email="email",
        role="role",
        team="team",
        time_zone="time_zone",
        active="active",
        aliases="aliases",
    ),
)
"""What holds without a mapping: columns called as our own fields are."""
