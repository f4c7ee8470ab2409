"""Working hours, time zones and moments as bodies carry them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

Day = Annotated[str, Field(pattern=r"^(mon|tue|wed|thu|fri|sat|sun)$")]
Clock = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]
Span = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Week = Annotated[
    dict[Day, Annotated[list[Span], Field(max_length=6)]],
    Field(max_length=7, description="`mon` … `sun`, each with spans such as 09:00 to 17:30."),
]
Zone = Annotated[str, Field(min_length=1, max_length=60)]

# Years at the ends of the calendar overflow as soon as they are moved to UTC.
When = Annotated[
    AwareDatetime,
    Field(ge=datetime(1990, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]
"""A moment with its zone, within years that a desk can mean."""
