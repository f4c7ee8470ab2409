"""Working hours and time zones as bodies carry them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]
Span = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Week = Annotated[
    dict[Day, Annotated[list[Span], Field(max_length=6)]],
    Field(max_length=7, description="`mon` … `sun`, each with spans such as 09:00 to 17:30."),
]
Zone = Annotated[str, Field(min_length=1, max_length=60)]
