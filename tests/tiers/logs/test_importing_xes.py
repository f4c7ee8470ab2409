"""What `swarm import events` understands beyond plain CSV."""

from __future__ import annotations

import gzip

import pytest
from sqlalchemy import select

from swarm.activity.tables import ActivityLine
from swarm.foreign import read_mapping
from swarm.tickets.tables import Ticket
from swarm.tiers.logs.importing import Import
from swarm.tiers.logs.mapping import Mapping
from swarm.tiers.tables import QueueStay

XES = """<log><trace><string key="concept:name" value="C{n}"/>
<event><date key="time:timestamp" value="2026-03-04T10:00:00Z"/>
<string key="state" value="New"/><string key="org:group" value="Desk 1"/></event>
<event><date key="time:timestamp" value="{second}"/>
<string key="state" value="Hold"/><string key="why" value="Vendor"/></event>
</trace></log>"""
MAPPING = """source = "old desk"
[columns]
case = "case:concept:name"
time = "time:timestamp"
group = "org:group"
status = ["state", "why"]
[time]
format = ["%d.%m.%Y %H:%M", "iso"]
zone = "Europe/Berlin"
[status]
"New" = "new"
"Hold" = "waiting"
"Hold / Vendor" = "open:vendor"
[[tier_of_group]]
match = "1$"
tier = "L1"
"""


@pytest.fixture
def load(database, tmp_path):
    """Import a text; returns the summary and the refused rows."""

    def run(data, mapping=MAPPING):
        path, plan = tmp_path / "log", tmp_path / "mapping.toml"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        plan.write_text(mapping)
        refused = []
        summary = Import(
            database, read_mapping(plan, Mapping), lambda *why: refused.append(why)
        ).run(path, lambda *_: None, lambda *_: None)
        return summary, refused

    return run


@pytest.mark.both
@pytest.mark.parametrize("packed", [False, True])
def test_xes_becomes_tickets_with_tier_and_cause(load, database, packed):
    text = XES.format(n=1, second="04.03.2026 12:00").encode()
    summary, refused = load(gzip.compress(text) if packed else text)
    assert (summary.imported, refused) == (1, [])
    with database.read() as session:
        ticket = session.scalars(select(Ticket)).one()
        assert (ticket.external_id, ticket.status, ticket.process) == ("C1", "open", "tier")
        assert session.scalars(select(QueueStay.tier)).all() == ["L1"]
        changes = session.scalars(
            select(ActivityLine.data).where(ActivityLine.kind == "status_changed")
        ).all()
        assert changes == [{"from": "new", "to": "open", "cause": "vendor"}]
        moment = session.scalars(
            select(ActivityLine.at).where(ActivityLine.kind == "status_changed")
        ).one()
        assert moment.isoformat() == "2026-03-04T11:00:00+00:00"  # noon in Berlin
    again, _ = load(text)
    assert (again.imported, again.unchanged) == (0, 1)


def test_a_row_that_cannot_be_used_is_told_with_its_line_and_its_case_left_out(load, database):
    good = XES.format(n=1, second="2026-03-04T12:00:00Z")
    bad = XES.format(n=2, second="yesterday")
    text = good.replace("</log>", "") + bad.replace("<log>", "")
    summary, refused = load(text)
    assert (summary.imported, summary.cases_left_out) == (1, 1)
    lines = {(line, case): why for line, case, why in refused}
    assert "'yesterday' is not a moment in the form %d.%m.%Y %H:%M or iso" in lines[9, "C2"]
    assert "line 9 of its case" in lines[7, "C2"]
    with database.read() as session:
        assert session.scalars(select(Ticket.external_id)).all() == ["C1"]


def test_a_cause_that_begins_and_ends_is_a_change_of_its_own(load, database):
    rows = [("New", ""), ("Open", ""), ("Hold", "Vendor"), ("Open", "")]
    text = "case,at,state,why\n" + "".join(
        f"1,2026-03-04T1{hour}:00:00Z,{state},{why}\n" for hour, (state, why) in enumerate(rows)
    )
    mapping = MAPPING.replace("case:concept:name", "case").replace("time:timestamp", "at")
    mapping = mapping.replace('group = "org:group"\n', "").replace(
        '"New" = "new"', '"New" = "new"\n"Open" = "open"'
    )
    summary, refused = load(text, mapping)
    assert (summary.imported, refused) == (1, [])
    with database.read() as session:
        changes = session.scalars(
            select(ActivityLine.data).where(ActivityLine.kind == "status_changed")
        ).all()
    assert changes == [
        {"from": "new", "to": "open"}, {"from": "open", "to": "open", "cause": "vendor"},
        {"from": "open", "to": "open"},
    ]  # fmt: skip
