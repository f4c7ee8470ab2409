"""The scripts of bin/, imported as modules and kept away from the project's own folders."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    # What reads the project's folders as it is imported must not first do so in a scratch one.
    for name in ("_bootstrap", "_checking", "_testing", "_serving"):
        importlib.import_module(name)


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """`_bootstrap`, working in a scratch project with one lock and one source of each kind."""
    module = importlib.import_module("_bootstrap")
    places = {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "BIN": tmp_path / ".venv" / "bin",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "LOCKS": tmp_path / "requirements",
        "CLIENT": tmp_path / "swarm" / "static",
    }
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    for name in ("requirements/run.txt", "pyproject.toml", "hatch_build.py", "web/src/main.tsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was\n")
    (tmp_path / "web" / "public").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "swarm" / "static").mkdir(parents=True)
    return module
