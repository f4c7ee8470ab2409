"""Writes the event log of a made-up tiered desk, as large as one likes, to time an import with.

    python -m benchmarks.event_log 1000000 log.csv
    python -m benchmarks.event_log 1000000 log.xes.gz

The same number gives the same log. Cases have two to eleven events, a third of them bounce.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import quoteattr

import click

GROUPS = tuple(f"{name} {line}" for line in (1, 2, 3) for name in ("Desk", "Network", "Servers"))
START = datetime(2025, 1, 1, tzinfo=UTC)
COLUMNS = ("case", "time", "who", "group", "state", "priority", "category")
Row = tuple[str, str, str, str, str, str, str]

MAPPING = """\
source = "made up"

[columns]
case = "{case}"
time = "{time}"
actor = "{who}"
group = "{group}"
status = "state"
priority = "priority"
category = "category"

[status]
New = "new"
Open = "open"
"On hold" = "waiting"
Resolved = "solved"
Closed = "closed"

[priority]
P1 = "urgent"
P2 = "high"
P3 = "normal"

[[tier_of_group]]
match = "1$"
tier = "L1"
[[tier_of_group]]
match = "2$"
tier = "L2"
[[tier_of_group]]
match = "3$"
tier = "L3"
"""


def made_up(events: int) -> Iterator[list[Row]]:
    """Cases of the log, `events` events in all."""
    dice = random.Random(events)
    left, number = events, 0
    while left > 0:
        number += 1
        size = min(left, dice.randint(2, 11))
        left -= size
        yield _case(dice, number, size)


def _case(dice: random.Random, number: int, size: int) -> list[Row]:
    at = START + timedelta(minutes=number)
    group, line = dice.randrange(3), 0
    priority, category = dice.choice(("P1", "P2", "P3")), f"Category {dice.randrange(20)}"
    rows = []
    for place in range(size):
        state = "New" if place == 0 else dice.choice(("Open", "Open", "On hold"))
        if size > 2 and place >= size - 2:
            state = ("Resolved", "Closed")[place - size + 2]
        elif place and dice.random() < 0.3:
            line = max(0, min(2, line + dice.choice((1, 1, -1))))
        who = f"agent {group * 40 + line * 13 + dice.randrange(13)}"
        rows.append(
            (f"CASE{number:07}", at.isoformat(), who, GROUPS[line * 3 + group], state, priority,
             category)
        )  # fmt: skip
        at += timedelta(minutes=dice.randint(1, 600))
    return rows


def _write_csv(out: TextIO, events: int) -> None:
    out.write(",".join(COLUMNS) + "\n")
    for rows in made_up(events):
        out.writelines(",".join(row) + "\n" for row in rows)


def _write_xes(out: TextIO, events: int) -> None:
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
    for rows in made_up(events):
        out.write(f'<trace>\n<string key="concept:name" value="{rows[0][0]}"/>\n')
        for _, at, who, group, state, priority, category in rows:
            out.write(
                f'<event>\n<date key="time:timestamp" value="{at}"/>\n'
                f'<string key="org:resource" value={quoteattr(who)}/>\n'
                f'<string key="org:group" value={quoteattr(group)}/>\n'
                f'<string key="state" value="{state}"/>\n'
                f'<string key="priority" value="{priority}"/>\n'
                f'<string key="category" value="{category}"/>\n</event>\n'
            )
        out.write("</trace>\n")
    out.write("</log>\n")


@click.command()
@click.argument("events", type=click.IntRange(min=1))
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def main(events: int, path: Path) -> None:
    """Write EVENTS events to PATH (.csv or .xes, with .gz gzipped), and PATH.toml beside it."""
    xes = ".xes" in path.suffixes
    names = {"case": "case", "time": "time", "who": "who", "group": "group"}
    if xes:
        names = {
            "case": "case:concept:name", "time": "time:timestamp", "who": "org:resource",
            "group": "org:group",
        }  # fmt: skip
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as out:
        (_write_xes if xes else _write_csv)(out, events)  # type: ignore[arg-type] # text either way
    Path(f"{path}.toml").write_text(MAPPING.format(**names), encoding="utf-8")


if __name__ == "__main__":
    main()
