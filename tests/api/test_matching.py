"""The report card over HTTP."""

from __future__ import annotations

from typing import Any


def test_a_manager_reads_the_report_card(office: Any) -> None:
    manager = office.person("manager", "Mina Manager")
    page = manager.get("/matching/report-card").json
    assert page == {"items": []}
    # No window of one's own choice: two of them could be subtracted.
    assert manager.get("/matching/report-card?days=30").status_code == 422
    assert manager.get("/reports/decline-reasons?days=30").status_code == 422
    tiers = manager.get("/matching/tier-card").json
    assert (tiers["items"], bool(tiers["rule"])) == ([], True)
    agent = office.person(name="Anna Agent")
    assert agent.get("/matching/report-card").status_code == 403
