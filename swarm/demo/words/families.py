"""Problem families: what goes wrong at this company, how it looks, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from swarm.demo.cast.company import read_text

FILES = ("web_shop", "payments", "warehouse", "stores", "workplace", "platform")


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of problem; texts hold slots such as `{shop}`.

    `level` says who can solve it: 1 the service desk, 2 one specialist, 3 several skills
    together. `vendor` marks what needs the vendor's hands; `paired`, that the first summary
    belongs to the first symptom, the second to the second, and so on.
    """

    key: str
    component: str
    skills: tuple[str, ...]
    level: int
    summary: tuple[str, ...]
    symptom: tuple[str, ...]
    tried: str
    guess: str
    ruled_out: str
    found: str
    cause: str
    fix: str
    error: str = ""
    category: str = "Incident"
    tags: tuple[str, ...] = ()
    article: str = ""
    vendor: bool = False
    paired: bool = False


def read_families() -> Mapping[str, Family]:
    """All families by their key, in the order of the files; raises TypeError on a stray field."""
    found: dict[str, Family] = {}
    for name in FILES:
        for key, facts in read_text(f"families/{name}").items():
            listed: dict[str, Any] = {
                field: tuple(value) if isinstance(value, list) else value
                for field, value in facts.items()
            }
            found[key] = Family(key=key, **listed)
    return found
