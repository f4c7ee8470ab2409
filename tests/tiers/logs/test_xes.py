from __future__ import annotations

import gzip
import io

import pytest

from swarm.errors import Invalid
from swarm.tiers.logs.xes import read_events

COLUMNS = ["case:concept:name", "time:timestamp", "org:group", "state"]
LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://example.org/concept.xesext"/>
  <global scope="event"><string key="state" value="invalid"/></global>
  <string key="concept:name" value="a whole log"/>
  <trace>
    <string key="concept:name" value="A &amp; B"/>
    <list key="tags"><values><string key="state" value="of a list"/></values></list>
    <event>
      <date key="time:timestamp" value="2026-03-04T10:00:00.000+01:00"/>
      <string key="org:group" value="Desk"><string key="state" value="nested"/></string>
      <int key="cost" value="4"/>
    </event>
    <event><string key="state" value="Open"/></event>
  </trace>
  <trace><event/></trace>
</log>
"""


def read(text, columns=COLUMNS):
    return list(read_events(io.BytesIO(text.encode()), columns))


def test_each_event_is_a_row_with_what_its_case_says():
    assert read(LOG) == [
        (9, ["A & B", "2026-03-04T10:00:00.000+01:00", "Desk", ""]),
        (14, ["A & B", "", "", "Open"]),
        (16, ["", "", "", ""]),
    ]


def test_what_a_case_says_does_not_last_beyond_it():
    rows = read(LOG)
    assert rows[-1][1][0] == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<log><trace>", "is not XML"),
        ("<log><trace></log>", "is not XML"),
        ("", "is not XML"),
        ("<html/>", "no log of events"),
        ('<!DOCTYPE log [<!ENTITY a "b">]><log/>', "document type or entities"),
        ('<!DOCTYPE log SYSTEM "http://example.org/log.dtd"><log/>', "document type"),
        ("<log>" + "<a>" * 60, "deep"),
        ('<log><trace><event/><string key="concept:name" value="late"/></trace></log>', "after"),
        (
            "<log><trace><event>" + '<string key="k" value=""/>' * 1_001 + "</event></trace></log>",
            "more than 1000 attributes",
        ),
        (
            f'<log><trace><event><string key="k" value="{"x" * 140_000}"/></event></trace></log>',
            "longer than",
        ),
    ],
)
def test_what_is_no_log_is_refused_in_words(text, why):
    with pytest.raises(Invalid, match=why):
        read(text)


def test_a_billion_laughs_are_refused_before_the_first(tmp_path):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE log [<!ENTITY l0 "lol">{levels}]><log>&l9;</log>'
    with pytest.raises(Invalid, match="entities"):
        read(bomb)


def test_events_come_while_the_file_is_still_read():
    class Endless(io.RawIOBase):
        """More events than anybody could hold."""

        def __init__(self):
            self.begun = False

        def read(self, size=-1):
            if not self.begun:
                self.begun = True
                return b"<log><trace>"
            return b"<event/>" * (size // 8)

    rows = read_events(Endless(), COLUMNS)
    for _ in range(100_000):
        next(rows)


def test_a_gzipped_log_reads_alike():
    packed = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(LOG.encode())))
    assert list(read_events(packed, COLUMNS)) == read(LOG)
