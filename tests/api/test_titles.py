"""Titles of what a text links to: told to those who may see it, and to nobody else."""

from __future__ import annotations

from typing import Any


def test_titles_are_told_to_those_who_may_see_them(office: Any) -> None:
    agent, requester = office.person(), office.person("requester")
    other, guest = office.person("requester"), office.person("guest")
    made = requester.post("/tickets", {"summary": "No sound"}).json
    number = made["number"]
    article = agent.post("/articles", {"title": "Drivers", "fix": "Install"}).json["id"]
    shown = agent.post("/articles", {"title": "Plugs", "fix": "Push", "for_requesters": True})
    theirs = {"id": shown.json["id"], "title": "Plugs"}
    path = f"/titles?tickets={number}&tickets=99999&articles={article}&articles={theirs['id']}"
    ticket = {"number": number, "summary": "No sound", "status": made["status"]}
    known = {"id": article, "title": "Drivers"}
    assert agent.get(path).json == {"tickets": [ticket], "articles": [known, theirs]}
    assert requester.get(path).json == {"tickets": [ticket], "articles": [theirs]}
    assert other.get(path).json == {"tickets": [], "articles": [theirs]}
    assert guest.get(path).json == {"tickets": [], "articles": []}


def test_not_more_than_twenty_at_once(office: Any) -> None:
    agent = office.person()
    many = "&".join(f"tickets={number}" for number in range(1, 22))
    assert agent.get(f"/titles?{many}").status_code == 422
    assert agent.get("/titles?tickets=x").status_code == 422
    assert agent.get("/titles").json == {"tickets": [], "articles": []}
