"""The web client's types are made from the OpenAPI document, and nothing lets them drift."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def checking() -> ModuleType:
    return importlib.import_module("_checking")


def test_the_checked_in_types_are_those_of_the_document(checking: ModuleType) -> None:
    checking.check_contract(False)


def test_other_types_are_refused_and_mended(
    checking: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = tmp_path / "checked-in.d.ts"

    def make(*command: str) -> str:
        if "-o" in command:
            Path(command[-1]).write_text("export interface paths {}\n")
        return "{}"

    monkeypatch.setattr(checking, "run", make)
    monkeypatch.setattr(checking, "SCHEMA", schema)
    for text in (None, "export interface paths { old: 1 }\n"):
        if text:
            schema.write_text(text)
        with pytest.raises(checking.Failed, match="not what the OpenAPI document says"):
            checking.check_contract(False)
    checking.check_contract(True)
    checking.check_contract(False)
