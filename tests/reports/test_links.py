"""Every number of both reports is followed to its tickets, on a desk as the demo makes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.db import Database
from swarm.demo.events.year import make_demo
from swarm.demo.loading import load
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import read_comparison
from swarm.reports.curves import RiskMark
from swarm.reports.figures import Figure
from swarm.reports.listing import TicketsBehind, list_behind
from swarm.reports.overview import Note, Week, read_overview


@pytest.fixture(scope="module")
def demo(sqlite_with_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A demo company of 160 solved tickets."""
    path = tmp_path_factory.mktemp("links") / "desk.db"
    path.write_bytes(sqlite_with_tables.read_bytes())
    database = Database(f"sqlite:///{path}")
    now = clock.now()
    with database.write() as session:
        load(session, make_demo(now, tickets=160), now, secret="s" * 32, password_hash="none")
    # Half an hour later no work is left in the future.
    with clock.at(now + timedelta(minutes=30)), database.read() as session:
        yield session
    database.close()


def everything(thing: object, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every figure, note, week and mark of a report, wherever it stands."""
    if isinstance(thing, Figure | Note | Week | RiskMark):
        yield path, thing
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from everything(getattr(thing, name), f"{path}.{name}")
    elif isinstance(thing, list):
        for place, item in enumerate(thing):
            yield from everything(item, f"{path}[{place}]")


@cache  # many numbers are over the same tickets
def follow(session: Session, link: str) -> TicketsBehind:
    """What a link leads to; a link is followed once."""
    address = urlsplit(link)
    assert address.path == "/reports/tickets"
    asked = dict(parse_qsl(address.query))
    measure, priority = asked.pop("measure"), tuple(asked.pop("priority", "").split(","))
    cohort = Cohort(**asked, priority=priority if priority[0] else ())
    found = list_behind(session, None, cohort, measure, limit=10_000)
    assert found.count == len(found.items), link
    assert found.said.startswith("1 ticket" if found.count == 1 else f"{found.count:,} tickets")
    if found.things is not None:
        assert f", {found.things:,} " in found.said
    return found


def counted(found: TicketsBehind) -> int:
    """What the list holds of the things that its number counts."""
    return found.count if found.things is None else found.things


def check_figure(session: Session, name: str, figure: Figure) -> None:
    if not figure.count:
        assert figure.value == 0 or figure.why, name
        return
    assert figure.over, name
    over = follow(session, figure.over)
    assert counted(over) == figure.count, name
    if figure.value is None:
        assert figure.why, name
        return
    if ".difference" in name:
        assert figure.tickets is None  # a difference has no tickets but those of its two sides
        return
    assert figure.tickets, name
    behind = follow(session, figure.tickets)
    if figure.unit == "share":
        assert counted(behind) == round(figure.value * figure.count), name
        assert {t.number for t in behind.items} <= {t.number for t in over.items}, name
    elif figure.unit in ("tickets", "touches", "swarms"):
        assert counted(behind) == figure.value, name
    else:
        assert counted(behind) == figure.count, name
        values = [one.value for one in behind.items if one.value is not None]
        if figure.unit == "minutes" and ".effort" in name:
            assert sum(values) == pytest.approx(figure.value, abs=0.01 * len(values)), name
        elif "mean" in name or name.endswith(("score", ".people")):
            assert sum(values) / counted(behind) == pytest.approx(figure.value, abs=1e-3), name


@pytest.mark.parametrize(
    "rule", [{}, {"process": "tier"}, {"priority": ("high", "urgent")}, {"swarm_kind": "ad_hoc"}]
)
def test_every_number_leads_to_exactly_its_tickets(demo, rule):
    cohort = Cohort(**rule)
    followed = 0
    for report in (read_overview(demo, None, cohort), read_comparison(demo, None, cohort)):
        for name, one in everything(report):
            followed += 1
            if isinstance(one, Figure):
                check_figure(demo, name, one)
            elif isinstance(one, RiskMark):
                assert follow(demo, one.tickets).count == one.at_risk, name
            elif isinstance(one, Week):
                assert follow(demo, one.tickets).count == one.created, name
                assert follow(demo, one.solved_tickets).count == one.solved, name
            elif isinstance(one, Note):
                count = follow(demo, one.tickets).count
                assert one.text.startswith(f"{count:,} "), name
    assert followed > 200


def test_a_number_of_other_things_than_tickets_says_so_where_it_leads(demo):
    swarms = read_overview(demo, None, Cohort()).swarms
    found = follow(demo, swarms.opened.tickets or "")
    assert found.said == f"{found.count:,} tickets, {swarms.opened.value:,.0f} swarms"
    assert sum(one.value or 0 for one in found.items) == swarms.opened.value
