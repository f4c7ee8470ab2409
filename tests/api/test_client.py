"""The page of the web client, and which style sheets it lets in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from swarm.api import client

BUILT = f'<meta property="csp-nonce" nonce="{client.NONCE}" /><div id="root"></div>'


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "index.html").write_text(BUILT)
    monkeypatch.setattr(client, "STATIC", folder)


@pytest.mark.usefixtures("built")
def test_each_page_carries_a_nonce_of_its_own_that_its_policy_knows(office: Any) -> None:
    answers = [office.stranger().client.get(path) for path in ("/", "/tickets/7", "/index.html")]
    nonces = []
    for answer in answers:
        [nonce] = re.findall('nonce="([^"]+)"', answer.text)
        policy = answer.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'nonce-{nonce}';" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "ETag" not in answer.headers
        nonces.append(nonce)
    assert len(set(nonces)) == 3
    assert client.NONCE not in nonces


def test_other_answers_let_no_style_sheet_in_but_files(office: Any) -> None:
    policy = office.stranger().get("/sign-in").headers["Content-Security-Policy"]
    assert "style-src 'self';" in policy
    assert "nonce" not in policy


def test_a_client_that_is_not_built_is_not_there(
    office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "STATIC", tmp_path / "none")
    assert office.stranger().client.get("/").status_code == 404


def test_the_source_of_the_page_has_a_place_for_the_nonce() -> None:
    source = Path(client.__file__).parents[2] / "web" / "index.html"
    assert source.read_text(encoding="utf-8").count(client.NONCE) == 1
