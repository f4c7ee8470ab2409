"""Logs are records, and hold no secrets."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from swarm.logs import start_logging


def test_a_record_is_one_json_line_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        start_logging("info")
        structlog.get_logger("desk").info("came", password="hunter2", session_token="x", route="me")
        logging.getLogger("library").warning("plain %s", "words")
        logging.getLogger("library").debug("unheard")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert first["event"] == "came"
    assert first["route"] == "me"
    assert first["password"] == first["session_token"] == "(left out)"
    assert second["event"] == "plain words"
    assert second["level"] == "warning"
