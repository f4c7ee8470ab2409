"""Every declared route against everybody: deny by default, and a denial changes nothing.

A denial tells 403 from 404 by one rule (`denials.denial`): who sees the thing learns that it
is not for them, everybody else that there is nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from swarm.activity.tables import ActivityLine
from swarm.api.site import all_doors
from swarm.app import may_follow
from swarm.people.tables import Person
from tests.api.denials import denial

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World

DENIED = {401, 403, 404}


def declared() -> list[str]:
    return [
        f"{route.method} {route.rule.replace('(max=2147483647)', '')}"
        for door in all_doors()
        for route in door.routes
    ]


def lines_in(running: Running) -> int:
    with running.desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(ActivityLine)) or 0


def ask(running: Running, world: World, route: str, who: str, body: Any) -> int:
    method, rule = route.split(" ", 1)
    path = re.sub(r"<(?:int:)?(\w+)>", lambda place: str(world.ids[place[1]]), rule)
    headers = {"Authorization": f"Bearer {world.tokens[who]}"} if who in world.tokens else {}
    more = {} if method == "GET" else {"json": body(world) if callable(body) else body or {}}
    client = running.site.test_client()
    answer = client.open(f"/api{path}", method=method, headers=headers, **more)
    answer.close()
    return answer.status_code


def test_every_declared_route_is_in_the_table(may: dict[str, set[str]]) -> None:
    assert sorted(declared()) == sorted(may)


@pytest.mark.parametrize("route", declared())
def test_only_those_named_may_call(
    route: str,
    world: tuple[Running, World],
    may: dict[str, set[str]],
    bodies: dict[str, Any],
) -> None:
    running, made = world
    body, allowed = bodies.get(route), may[route]
    before = lines_in(running)
    for who in ("stranger", *made.people):
        if who in allowed:
            continue
        status = ask(running, made, route, who, body)
        assert status == denial(route, who), (who, status)
    assert lines_in(running) == before
    first = True
    for who in sorted(allowed):
        status = ask(running, made, route, who, body)
        # What somebody before them has ended is not there any more for the next one.
        gone = {404} if route.startswith("DELETE") and not first else set()
        assert status not in DENIED - gone, (who, status)
        assert status < 500
        first = False


@pytest.mark.parametrize(
    ("stream", "allowed"),
    [
        (
            "tickets/{number}",
            {"owner", "expert", "invited", "outsider", "manager", "administrator"},
        ),
        ("swarms/{swarm}", {"owner", "expert", "guest"}),
        ("people/{person}", {"expert"}),
        ("articles/{article}", set()),
        ("teams/{team}", set()),
        ("desk/targets", set()),
    ],
)
def test_only_those_named_may_follow(
    stream: str, allowed: set[str], world: tuple[Running, World]
) -> None:
    running, made = world
    with running.desk.database.read() as session:
        heard = {
            who
            for who, person in made.people.items()
            if may_follow(session, session.get_one(Person, person), stream.format(**made.ids))
        }
    assert heard == allowed
