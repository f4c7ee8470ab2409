"""What stands in the slots of a text: one draw per ticket, so that its texts agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from typing import Any

from swarm.demo.cast.company import read_text

_SLOT = re.compile(r"\{(\w+)\}")
_PLAIN_STARTS = ("{item}", "{till}", "{app}")
"""Slots whose values are written small and may begin a sentence."""
_HOSTS = {
    "Web shop": "web",
    "Payments": "pay",
    "Warehouse": "warehouse",
    "Shops": "shops",
    "Workplace": "workplace",
    "Platform": "platform",
}


class Slots:
    """The slot values of one ticket, drawn when first asked for and kept."""

    def __init__(
        self, rng: Random, product: str, known: Mapping[str, str], until: str = "24:00"
    ) -> None:
        """`until` is the local time of writing: no hour that is spoken of lies after it."""
        self.rng = rng
        self.until = until
        self.product = product
        self.known: dict[str, str] = dict(known)

    def fill(self, text: str, **more: str) -> str:
        """`text` with every slot filled; `more` wins over what the ticket knows."""

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            return more[name] if name in more else self.value(name)

        filled = _SLOT.sub(value, text)
        return filled[:1].upper() + filled[1:] if text.startswith(_PLAIN_STARTS) else filled

    def value(self, name: str) -> str:
        """The value of slot `name`; `NAME_low` begins in lower case. Raises KeyError."""
        if name not in self.known:
            if name.endswith("_low"):
                self.known[name] = lower_first(self.value(name.removesuffix("_low")))
            else:
                self.known[name] = self._draw(name)
        return self.known[name]

    def _draw(self, name: str) -> str:
        tables = _tables()
        if name == "hour":
            hours = [hour for hour in tables["words"]["hour"] if hour <= self.until]
            return str(self.rng.choice(hours or tables["words"]["hour"][:1]))
        if name in tables["words"]:
            return str(self.rng.choice(tables["words"][name]))
        if name in tables["numbers"]:
            return str(self.rng.randint(*tables["numbers"][name]))
        if name == "host":
            return str(self.rng.choice(tables["hosts"][_HOSTS[self.product]]))
        return _pattern(self.rng, tables["patterns"][name])


def lower_first(text: str) -> str:
    """`text` beginning in lower case, unless its first word is a name or written in capitals."""
    head = re.split(r"[ ,.:;']", text, maxsplit=1)[0]
    keeps = head == "I" or head in _names() or any(c.isupper() or c.isdigit() for c in head[1:])
    return text if keeps else text[:1].lower() + text[1:]


def _pattern(rng: Random, pattern: str) -> str:
    draw: dict[str, Callable[[], str]] = {
        "9": lambda: str(rng.randint(1, 9)),
        "#": lambda: rng.choice("0123456789abcdef"),
    }
    return "".join(draw[c]() if c in draw else c for c in pattern)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return read_text("slots")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    words = (word.split(" ", 1)[0] for pool in _tables()["words"].values() for word in pool)
    return frozenset(word for word in words if word[:1].isupper()) | {
        "Lumenpay",
        "Stockroom",
        "Counter",
        "Corvid",
        "Keyring",
        "Tarn",
        "Autovacuum",
    }
