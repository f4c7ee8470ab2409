"""The company of the demo, read from `texts/company.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from swarm.demo.cast.shapes import Away, Company, Component, DemoPerson, DemoTeam, Site

SHOP_DAYS = (0, 1, 2, 3, 4, 5)
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "ß": "ss"})


def read_text(name: str) -> dict[str, Any]:
    """The data file `texts/NAME.toml`."""
    source = resources.files("swarm.demo").joinpath(f"texts/{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def key_of(name: str) -> str:
    """A name as an address part: `Rafał Domański` is `rafal.domanski`."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", plain.lower()).strip(".")


def make_company(now: datetime) -> Company:
    """The company as it stands at `now`: absences are dated relative to it."""
    raw = read_text("company")
    sites = {name: Site(name, **spans) for name, spans in raw["sites"].items()}
    teams = {
        name: DemoTeam(name, sites[facts["site"]], facts["tier"])
        for name, facts in raw["teams"].items()
    }
    away = {name: _away(spans, now) for name, spans in raw["absences"].items()}
    people = [
        *(_agent(name, facts, teams, sites, away) for name, facts in raw["people"].items()),
        *(_requester(name, facts, sites) for name, facts in raw["requesters"].items()),
        _guest(raw["guest"], sites),
    ]
    domain = raw["domain"]
    return Company(
        name=raw["name"],
        domain=domain,
        teams=tuple(teams.values()),
        people={person.key: person for person in people},
        skills=raw["skills"],
        related=raw["related"],
        components={
            name: Component(name, product, team)
            for name, (product, team) in raw["components"].items()
        },
        sign_ins={role: key_of(name) for role, name in raw["sign_ins"].items()},
        adoption={team: (days, share) for team, (days, share) in raw["adoption"].items()},
    )


def _agent(
    name: str,
    facts: dict[str, Any],
    teams: Mapping[str, DemoTeam],
    sites: Mapping[str, Site],
    away: Mapping[str, tuple[Away, ...]],
) -> DemoPerson:
    key, team = key_of(name), teams[facts["team"]]
    skills: dict[str, int] = facts["skills"]
    return DemoPerson(
        key=key,
        name=name,
        email=f"{key}@fellmoor.example",
        role=facts.get("role", "agent"),
        title=facts["title"],
        site=sites[facts["site"]] if "site" in facts else team.site,
        team=team.name,
        tier=facts["tier"],
        skills=skills,
        claims=tuple(skill for skill, strength in skills.items() if strength >= 3),
        grow=tuple(facts["grow"]),
        away=away.get(name, ()),
    )


def _requester(name: str, facts: list[Any], sites: Mapping[str, Site]) -> DemoPerson:
    site, title, voice, products = facts
    key = key_of(name)
    return DemoPerson(
        key=key,
        name=name,
        email=f"{key}@fellmoor.example",
        role="requester",
        title=title,
        site=sites[site],
        days=SHOP_DAYS if products[0] in ("Shops", "Warehouse") else (0, 1, 2, 3, 4),
        voice=voice,
        products=tuple(products),
    )


def _guest(facts: dict[str, Any], sites: Mapping[str, Site]) -> DemoPerson:
    key = key_of(facts["name"])
    return DemoPerson(
        key=key,
        name=facts["name"],
        email=f"{key}@{facts['company'].lower()}.example",
        role="guest",
        title=facts["title"],
        site=sites[facts["site"]],
        tier="L4",
    )


def _away(spans: list[list[Any]], now: datetime) -> tuple[Away, ...]:
    today = now.date()
    return tuple(
        Away(today + timedelta(days=first), today + timedelta(days=last), key_of(substitute))
        for first, last, substitute in spans
    )
