"""What is kept of a part of a model: arrays that can be mapped into memory, and plain facts.

No pickle: `.npy` files hold nothing that runs, and the facts are JSON. Several processes that map
the same files share their pages.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_FACTS = "facts.json"


@dataclass(slots=True)
class Kept:
    """Arrays and facts by name; parts of parts have names with dots."""

    arrays: dict[str, npt.NDArray[Any]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def put(self, name: str, part: Kept) -> None:
        """Take in what a part keeps of itself."""
        self.arrays.update({f"{name}.{one}": array for one, array in part.arrays.items()})
        self.facts[name] = part.facts

    def part(self, name: str) -> Kept:
        """What `put` took in under that name."""
        start = f"{name}."
        arrays = {
            one.removeprefix(start): array
            for one, array in self.arrays.items()
            if one.startswith(start)
        }
        return Kept(arrays, self.facts[name])

    def find(self, name: str) -> Kept | None:
        """The same where there is such a part: files from before it was thought of hold none."""
        return self.part(name) if name in self.facts else None


def write_kept(kept: Kept, folder: Path) -> None:
    """Write into a folder that appears when it is complete; one that is there stays as it is."""
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.with_name(f".{folder.name}.{os.getpid()}.{secrets.token_hex(4)}")
    making.mkdir()
    try:
        for name, array in kept.arrays.items():
            np.save(making / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
        (making / _FACTS).write_text(json.dumps(kept.facts), encoding="utf-8")
        making.rename(folder)
    except OSError:
        if not folder.exists():  # else another process was first
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def read_kept(folder: Path) -> Kept:
    """Map what was written. Raises OSError or ValueError where it is not there or not whole."""
    facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return Kept(dict(_arrays(folder)), facts)


def _arrays(folder: Path) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    for path in sorted(folder.glob("*.npy")):
        array = np.load(path, mmap_mode="r", allow_pickle=False)
        yield path.stem, np.asarray(array)
