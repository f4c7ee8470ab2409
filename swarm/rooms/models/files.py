"""Models in files: one folder a version, written once, mapped by every process that serves."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from swarm.matching.keeping.kept import Kept, read_kept, write_kept
from swarm.matching.model import CODE, Model
from swarm.rooms.advice.fitting import Cut, Fitted

FOLDER = "models"


def keep_fitted(fitted: Fitted, folder: Path) -> None:
    """Write a model that was just fitted; nothing may have been added to it since."""
    desk = {
        "code": CODE,
        "at": fitted.at.isoformat(),
        "cut": asdict(fitted.cut),
        "skill_ids": fitted.skill_ids,
        "complete": fitted.complete,
    }
    kept = Kept({}, {"desk": desk})
    kept.put("model", fitted.model.keep())
    write_kept(kept, folder / fitted.model.version)


def read_fitted(folder: Path) -> Fitted:
    """The model in that folder, as it was when it was written.

    Raises OSError, KeyError or ValueError where it is not there, not whole, or of other code.
    """
    kept = read_kept(folder)
    desk = kept.facts["desk"]
    if desk["code"] != CODE:
        raise ValueError(f"code {desk['code']!r} made it, this is {CODE!r}")
    model = Model.restore(kept.part("model"))
    cut = _cut(desk["cut"])
    return Fitted(
        model=model,
        cut=cut,
        at=datetime.fromisoformat(desk["at"]),
        skill_ids=desk["skill_ids"],
        known=set(model.tickets()),
        complete=desk["complete"],
        outcome=cut.outcome,
        evidence=cut.evidence,
        statements=cut.statements,
    )


def _cut(facts: dict[str, Any]) -> Cut:
    skills = tuple((int(number), str(name)) for number, name in facts["skills"])
    return Cut(**{**facts, "skills": skills})


def drop_folders(folder: Path, but: Collection[str]) -> None:
    """Remove the folders of all versions but these; whoever has one mapped keeps it."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_dir() and path.name not in but and not path.name.startswith("."):
                shutil.rmtree(path, ignore_errors=True)
