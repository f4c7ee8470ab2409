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


def test_other_types_and_pages_are_refused_and_mended(
    checking: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema, page = tmp_path / "checked-in.d.ts", tmp_path / "api.md"

    def make(*command: str) -> str:
        if "-o" in command:
            Path(command[-1]).write_text("export interface paths {}\n")
        return '{"paths": {}, "components": {"schemas": {}}}'

    monkeypatch.setattr(checking, "run", make)
    monkeypatch.setattr(checking, "SCHEMA", schema)
    monkeypatch.setattr(checking, "PAGE", page)
    with pytest.raises(checking.Failed, match=r"checked-in.d.ts and api.md is not what"):
        checking.check_contract(False)
    checking.check_contract(True)
    checking.check_contract(False)
    page.write_text("# Another\n")
    with pytest.raises(checking.Failed, match=r"^api.md is not what"):
        checking.check_contract(False)


def test_a_route_is_described_with_all_that_it_takes_and_answers() -> None:
    pages = importlib.import_module("_api_page")
    reference = {"$ref": "#/components/schemas/TicketPage"}
    content = {"content": {"application/json": {"schema": reference}}}
    asked = {"type": "integer", "minimum": 1, "maximum": 100}
    operation = {
        "summary": "One ticket.",
        "tags": ["tickets"],
        "parameters": [
            {"in": "path", "name": "number", "schema": {"type": "integer"}},
            {"in": "query", "name": "limit", "schema": asked},
        ],
        "requestBody": content,
        "responses": {"200": content, "204": {}, "default": content},
    }
    fields = {
        "number": {"type": "integer"},
        "owner": {"anyOf": [{"$ref": "#/x/Person"}, {"type": "null"}]},
        "tags": {"type": "array", "items": {"type": "string", "maxLength": 40}},
        "status": {"enum": ["open", "closed"]},
        "at": {"type": "string", "format": "date-time"},
        "counts": {"type": "object", "additionalProperties": {"type": "number"}},
    }
    shape = {"description": "A ticket.", "properties": fields, "required": list(fields)}
    said = pages.page(
        {
            "paths": {"/api/tickets/{number}": {"patch": operation}},
            "components": {"schemas": {"TicketPage": shape, "Any": {"type": "object"}}},
        }
    )
    for line in (
        "**`PATCH /api/tickets/{number}`** One ticket.",
        "- asks: `limit?` integer 1..100",
        "- takes: [TicketPage](#ticketpage)",
        "- answers 200: [TicketPage](#ticketpage)",
        "- answers 204: nothing",
        "- `owner` [Person](#person) or null",
        "- `tags` list of text up to 40",
        "- `status` `open` or `closed`",
        "- `at` moment",
        "- `counts` map to number",
    ):
        assert line in said.splitlines()
    assert "default" not in said
