"""Articles over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

WORDS = {"title": "Card error 51", "symptom": "It says *51*.", "fix": "Renew the certificate."}


def new_ticket(caller: Any, summary: str = "Till is down") -> int:
    made = caller.post("/tickets", {"summary": summary, "description": "It *beeps*."})
    assert made.status_code == 201, made.json
    return int(made.json["number"])


def test_an_article_is_written_read_and_found(office: Any) -> None:
    ada, customer = office.person(name="Ada"), office.person("requester")
    made = ada.post("/articles", {**WORDS, "for_requesters": True})
    assert made.status_code == 201, made.json
    number = made.json["id"]
    page = ada.get(f"/articles/{number}").json
    assert page["symptom_html"] == "<p>It says <em>51</em>.</p>\n"
    assert page["author"]["name"] == "Ada"
    assert page["can"]["edit"] is True
    found = ada.get("/articles?q=certificates").json
    assert [item["id"] for item in found["items"]] == [number]
    assert found["can"] == {"write": True}
    seen = customer.get(f"/articles/{number}").json
    assert (seen["editions"], seen["tickets"], seen["can"]["edit"]) == ([], [], False)
    assert customer.get("/articles").json["can"] == {"write": False}


def test_an_edit_makes_an_edition_and_a_late_one_conflicts(office: Any) -> None:
    ada, bob = office.person(), office.person()
    number = ada.post("/articles", WORDS).json["id"]
    first = bob.put(f"/articles/{number}", {**WORDS, "fix": "Restart.", "edition": 1})
    assert (first.status_code, first.json["edition"]) == (200, 2)
    late = ada.put(f"/articles/{number}", {**WORDS, "cause": "Age", "edition": 1})
    assert (late.status_code, late.json["code"]) == (409, "edited_meanwhile")
    assert late.json["current"]["edition"] == 2
    assert ada.get(f"/articles/{number}/editions/1").json["fix"] == WORDS["fix"]
    assert ada.get(f"/articles/{number}/editions/3").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": " "}, "title"), ({"fix": ""}, "fix"), ({"symptom": "x" * 20_001}, "symptom")],
)
def test_a_bad_article_is_refused_by_name(office: Any, change: Any, field: str) -> None:
    ada = office.person()
    answer = ada.post("/articles", {**WORDS, **change})
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert ada.get("/articles").json["items"] == []


def test_script_in_an_article_is_shown_as_text(office: Any) -> None:
    ada = office.person()
    page = ada.post("/articles", {**WORDS, "cause": "<script>alert(1)</script>"}).json
    assert "<script" not in page["cause_html"]


def test_an_article_is_drafted_from_a_ticket_and_linked(office: Any) -> None:
    ada = office.person()
    number = new_ticket(ada)
    draft = ada.get(f"/tickets/{number}/article-draft").json
    assert draft["title"] == "Till is down"
    assert draft["symptom"] == "It *beeps*."
    assert draft["fix"] == ""
    ada.put(f"/tickets/{number}/owner")
    solved = ada.put(f"/tickets/{number}/outcome", {"cause": "Fuse", "fix": "New fuse"})
    assert solved.status_code == 200, solved.json
    draft = ada.get(f"/tickets/{number}/article-draft").json
    assert (draft["cause"], draft["fix"]) == ("Fuse", "New fuse")
    made = ada.post("/articles", {**draft, "ticket": number})
    assert made.status_code == 201, made.json
    assert [(one["number"], one["kind"]) for one in made.json["tickets"]] == [(number, "source")]
    linked = ada.get(f"/tickets/{number}/articles").json["items"]
    assert [item["id"] for item in linked] == [made.json["id"]]


def test_the_draft_of_a_reopened_ticket_says_what_is_known(office: Any) -> None:
    ada = office.person()
    number = new_ticket(ada)
    ada.put(f"/tickets/{number}/owner")
    ada.put(f"/tickets/{number}/outcome", {"cause": "Fuse", "fix": "New fuse"})
    assert ada.delete(f"/tickets/{number}/outcome").status_code == 200
    asked = ada.post(f"/tickets/{number}/swarms", {"help_needed": "Who knows tills?"}).json
    ending = {"summary": "The cable gets hot", "solved": False, "ruled_out": "The board"}
    assert ada.put(f"/swarms/{asked['id']}/outcome", ending).status_code == 200
    draft = ada.get(f"/tickets/{number}/article-draft").json
    assert (draft["symptom"], draft["cause"]) == ("It *beeps*.", "Fuse")
    assert draft["fix"].split("\n\n") == [
        "Tried, and it came back: New fuse",
        "Known so far: The cable gets hot",
        "Ruled out: The board",
    ]


def test_links_are_set_and_taken_back(office: Any) -> None:
    ada = office.person()
    number, article = new_ticket(ada), ada.post("/articles", WORDS).json["id"]
    path = f"/articles/{article}/tickets/{number}"
    for _ in range(2):
        assert [one["number"] for one in ada.put(path).json["tickets"]] == [number]
    assert ada.delete(path).json["tickets"] == []
    assert ada.delete(path).status_code == 404
    assert ada.put(f"/articles/{article}/tickets/4711").status_code == 404
    assert ada.put(f"/articles/4711/tickets/{number}").status_code == 404
    assert ada.post("/articles", {**WORDS, "ticket": 4711}).status_code == 404


def test_an_article_is_retired_and_put_back(office: Any) -> None:
    ada, bob, customer = office.person(), office.person(), office.person("requester")
    number = ada.post("/articles", WORDS).json["id"]
    assert bob.put(f"/articles/{number}/retirement").status_code == 403
    assert ada.put(f"/articles/{number}/retirement").json["retired_at"] is not None
    assert ada.get("/articles").json["items"] == []
    assert len(ada.get("/articles?retired=true").json["items"]) == 1
    assert customer.get(f"/articles/{number}").status_code == 404
    assert ada.delete(f"/articles/{number}/retirement").json["retired_at"] is None


@pytest.mark.parametrize("role", ["requester", "guest"])
def test_outsiders_write_nothing(office: Any, role: str) -> None:
    ada, other = office.person(), office.person(role)
    shared = {**WORDS, "for_requesters": True}
    number, article = new_ticket(ada), ada.post("/articles", shared).json["id"]
    reads, denied = (200, 403) if role == "requester" else (404, 404)
    assert other.get("/articles").status_code == reads
    assert other.get(f"/articles/{article}").status_code == reads
    for answer in (
        other.post("/articles", WORDS),
        other.put(f"/articles/{article}", {**WORDS, "edition": 1}),
        other.put(f"/articles/{article}/retirement"),
        other.put(f"/articles/{article}/tickets/{number}"),
        other.get(f"/articles/{article}/editions/1"),
    ):
        assert answer.status_code == denied
    for path in ("article-draft", "articles"):
        assert other.get(f"/tickets/{number}/{path}").status_code == 404


def test_requesters_read_find_and_are_suggested_only_what_is_shared_with_them(office: Any) -> None:
    ada, customer = office.person(), office.person("requester")
    article = ada.post("/articles", WORDS).json
    assert article["for_requesters"] is False
    number = article["id"]

    def met(caller: Any) -> list[bool]:
        typed = {"summary": "Card error 51", "description": "It says 51, renew the certificate"}
        found = caller.get("/articles?q=certificate").json["items"]
        near = caller.post("/similar", typed).json["articles"]
        listed = caller.get("/articles").json["items"]
        titled = caller.get(f"/titles?articles={number}").json["articles"]
        read = caller.get(f"/articles/{number}").status_code == 200
        return [bool(found), bool(near), bool(listed), bool(titled), read]

    assert met(ada) == [True] * 5
    assert met(customer) == [False] * 5
    for _ in range(2):
        assert ada.put(f"/articles/{number}/sharing").json["for_requesters"] is True
    assert met(customer) == [True] * 5
    edited = ada.put(f"/articles/{number}", {**WORDS, "cause": "Age", "edition": 1}).json
    assert edited["for_requesters"] is True
    words = {**WORDS, "cause": "Age", "edition": 2, "for_requesters": False}
    assert ada.put(f"/articles/{number}", words).json["for_requesters"] is False
    assert met(customer) == [False] * 5
    assert ada.delete(f"/articles/{number}/sharing").json["for_requesters"] is False
    me = {caller: caller.get("/me").json["can"]["see_articles"] for caller in (ada, customer)}
    assert me == {ada: True, customer: True}
