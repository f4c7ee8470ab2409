"""A Python that is too old gets one clear sentence, or a newer one of the same machine."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pretend_to_be_old(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setenv("PATH", str(path))


@pytest.mark.parametrize("name", ["run", "test", "check", "_python.py"])
def test_an_old_python_can_read_the_first_lines(name: str) -> None:
    tree = ast.parse((ROOT / "bin" / name).read_text(), feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.NamedExpr)]


@pytest.mark.parametrize("name", ["run", "test", "check"])
def test_the_version_is_looked_at_before_anything_else_is_imported(name: str) -> None:
    text = (ROOT / "bin" / name).read_text()
    assert os.access(ROOT / "bin" / name, os.X_OK)
    first = text.index("_python.ensure_new_enough()")
    assert "import _" not in text[:first].replace("import _python", "")


def test_an_old_python_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = importlib.import_module("_python")
    pretend_to_be_old(monkeypatch, tmp_path)
    with pytest.raises(SystemExit) as refused:
        python.ensure_new_enough()
    assert "needs Python 3.11 or newer, and this is Python 3.9" in str(refused.value.code)


def test_a_newer_python_of_the_machine_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = importlib.import_module("_python")
    pretend_to_be_old(monkeypatch, tmp_path)
    (tmp_path / "python3.13").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "python3.12").write_text("#!/bin/sh\nexit 0\n")
    for name in ("python3.13", "python3.12"):
        (tmp_path / name).chmod(0o755)
    taken: list[str] = []
    monkeypatch.setattr(python.os, "execv", lambda path, _arguments: taken.append(path))
    with pytest.raises(SystemExit):
        python.ensure_new_enough()
    assert taken == [str(tmp_path / "python3.12")]


def test_a_new_enough_python_goes_on() -> None:
    importlib.import_module("_python").ensure_new_enough()


def test_check_lists_its_steps() -> None:
    command = [sys.executable, str(ROOT / "bin" / "_checking.py"), "--list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {"format", "lint", "types", "floors", "contract", "drift", "house"} <= set(listed)
