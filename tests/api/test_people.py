"""The directory over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock


def test_colleagues_list_people_and_outsiders_find_nothing(office: Any) -> None:
    ada = office.person("agent", name="Ada")
    customer = office.person("requester", name="Carla")
    items = ada.get("/people").json["items"]
    assert [item["name"] for item in items] == ["Ada", "Carla"]
    assert set(items[0]) >= {
        "id",
        "name",
        "role",
        "team",
        "time_zone",
        "local_time",
        "here",
        "left",
    }
    assert [p["name"] for p in ada.get("/people?colleagues=true").json["items"]] == ["Ada"]
    assert [p["name"] for p in ada.get("/people?role=requester").json["items"]] == ["Carla"]
    assert customer.get("/people").status_code == 404
    assert customer.get(f"/people/{ada.person}").status_code == 404
    assert customer.get(f"/people/{customer.person}").status_code == 200
    assert ada.get("/people/4711").status_code == 404


def test_a_list_is_paged(office: Any) -> None:
    ada = office.person("agent", name="Ada")
    office.person("agent", name="Bob")
    first = ada.get("/people?limit=1").json
    second = ada.get("/people", query_string={"limit": 1, "cursor": first["next"]}).json
    assert [first["items"][0]["name"], second["items"][0]["name"]] == ["Ada", "Bob"]
    assert second["next"] is None
    assert ada.get("/people?cursor=x").status_code == 422
    assert ada.get("/people?limit=1000").status_code == 422


def test_an_administrator_adds_changes_and_lets_go(office: Any) -> None:
    boss = office.person("administrator")
    team = boss.post("/teams", {"name": "Web", "time_zone": "Europe/Vienna"}).json
    made = boss.post(
        "/people",
        {"name": "Ada", "email": "ada@example.org", "role": "agent", "team": team["id"]},
    )
    assert made.status_code == 201, made.json
    ada = made.json["id"]
    assert made.json["team"] == {"id": team["id"], "name": "Web"}
    assert made.json["time_zone"] == "Europe/Vienna"
    changed = boss.patch(f"/people/{ada}", {"role": "manager", "team": None})
    assert (changed.json["role"], changed.json["team"]) == ("manager", None)
    gone = boss.patch(f"/people/{ada}", {"left": True})
    assert gone.json["left_at"] is not None
    assert [item["id"] for item in boss.get("/people?left=true").json["items"]] == [ada]
    assert boss.patch(f"/people/{ada}", {"left": False}).json["left_at"] is None


def test_an_address_in_use_names_its_person(office: Any) -> None:
    boss = office.person("administrator", email="boss@example.org")
    answer = boss.post("/people", {"name": "X", "email": "Boss@example.org", "role": "agent"})
    assert (answer.status_code, answer.json["code"]) == (409, "email_in_use")
    assert answer.json["current"]["id"] == boss.person


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "A", "email": "a@b.org"}, "role"),
        ({"name": "A", "email": "a@b.org", "role": "king"}, "role"),
        ({"name": "", "email": "a@b.org", "role": "agent"}, "name"),
        ({"name": "A", "email": "nobody", "role": "agent"}, "email"),
        ({"name": "A", "email": "a@b.org", "role": "agent", "team": 4711}, "team"),
        ({"name": "A", "email": "a@b.org", "role": "agent", "demo": True}, "demo"),
    ],
)
def test_bad_input_names_its_field_and_adds_nobody(office: Any, body: Any, field: str) -> None:
    boss = office.person("administrator")
    answer = boss.post("/people", body)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert len(boss.get("/people").json["items"]) == 1


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("manager", 403), ("guest", 404)])
def test_others_administer_nothing(office: Any, role: str, status: int) -> None:
    boss, other = office.person("administrator"), office.person(role)
    body = {"name": "A", "email": "a@b.org", "role": "agent"}
    assert other.post("/people", body).status_code == status
    assert other.patch(f"/people/{boss.person}", {"name": "X"}).status_code == status
    # Everybody may see themselves, so that they are told apart from what is not there.
    assert other.patch(f"/people/{other.person}", {"role": "administrator"}).status_code == 403
    assert other.post(f"/people/{boss.person}/sign-in-link").status_code == status
    assert other.post("/teams", {"name": "X"}).status_code == status


def test_a_sign_in_link_is_issued_and_works(office: Any) -> None:
    boss, ada = office.person("administrator"), office.person("agent")
    made = boss.post(f"/people/{ada.person}/sign-in-link")
    assert made.status_code == 201
    assert "/link/" in made.json["url"]
    secret = made.json["url"].rsplit("/", 1)[1]
    signed = office.stranger().post("/sign-in/link", {"secret": secret})
    assert signed.json["id"] == ada.person


def test_leave_is_planned_shown_and_taken_back(office: Any) -> None:
    ada, bob = office.person("agent"), office.person("agent", name="Bob")
    now = clock.now()
    body = {
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(days=3)).isoformat(),
        "substitute": bob.person,
    }
    number = ada.post("/tickets", {"summary": "x", "description": "y"}).json["number"]
    assert ada.put(f"/tickets/{number}/owner").status_code == 200
    made = ada.post(f"/people/{ada.person}/absences", body)
    assert made.status_code == 201, made.json
    (offer,) = bob.get("/me/notices").json["handovers"]
    assert (offer["ticket"]["number"], offer["by"]) == (number, None)
    page = bob.get(f"/people/{ada.person}").json
    assert page["here"] == "away"
    assert page["substitute"] == {"id": bob.person, "name": "Bob"}
    assert bob.post(f"/people/{ada.person}/absences", body).status_code == 403
    assert bob.delete(f"/absences/{made.json['id']}").status_code == 403
    assert ada.delete(f"/absences/{made.json['id']}").status_code == 204
    assert bob.get("/me/notices").json["handovers"] == []
    assert ada.delete(f"/absences/{made.json['id']}").status_code == 404
    assert bob.get(f"/people/{ada.person}").json["absences"] == []


def test_leave_needs_moments_with_a_zone_and_a_real_substitute(office: Any) -> None:
    ada = office.person("agent")
    body = {"starts_at": "2030-01-01T00:00:00", "ends_at": "2030-01-02T00:00:00Z"}
    answer = ada.post(f"/people/{ada.person}/absences", body)
    assert list(answer.json["fields"]) == ["starts_at"]
    body["starts_at"] += "Z"
    answer = ada.post(f"/people/{ada.person}/absences", {**body, "substitute": 4711})
    assert list(answer.json["fields"]) == ["substitute"]
    extreme = {"starts_at": "0001-01-01T00:00:00+14:00", "ends_at": "9999-12-31T23:59:59-14:00"}
    assert ada.post(f"/people/{ada.person}/absences", extreme).status_code == 422


def test_teams_are_listed_and_changed(office: Any) -> None:
    boss, ada = office.person("administrator"), office.person("agent")
    team = boss.post("/teams", {"name": "Web"}).json
    body = {"hours": {"mon": [["09:00", "17:00"]]}, "private": True}
    changed = boss.patch(f"/teams/{team['id']}", body)
    assert changed.json["hours"] == body["hours"]
    assert changed.json["private"] is True
    assert [card["name"] for card in ada.get("/teams").json["items"]] == ["Web"]
    assert boss.patch("/teams/4711", body).status_code == 404
    assert boss.post("/teams", {"name": "web"}).status_code == 409
    assert boss.patch(f"/teams/{team['id']}", {"name": None}).status_code == 422
