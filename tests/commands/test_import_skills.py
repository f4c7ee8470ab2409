"""`swarm import skills`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from swarm.commands.importing.records import Record
from swarm.commands.importing.reporting import Rejects
from swarm.commands.importing.skills import SkillLoader
from swarm.skills.order.tree import read_taxonomy
from swarm.skills.tables import Skill, SkillAlias, SkillRelation
from swarm.skills.taxonomy import find_skill

Run = Callable[..., Result]
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "skills.csv"

ESCO = [
    {"conceptUri": "http://x/1", "preferredLabel": "Python", "altLabels": "py\ncpython"},
    {"conceptUri": "http://x/2", "preferredLabel": "Programming", "narrower": ["http://x/1"]},
    {"conceptUri": "http://x/3", "preferredLabel": "SQL", "broaderUri": "http://x/2",
     "relatedUri": "http://x/1", "description": "Asking tables."},
    {"conceptUri": "http://x/4", "preferredLabel": "Data", "broader": ["http://x/2", "SQL"]},
]  # fmt: skip


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def told(result: Result) -> dict[str, Any]:
    said = json.loads(result.stdout)
    return {name: said[name] for name in ("added", "known", "names", "broader", "related")}


def test_the_example_comes_in_once(bring: Run, look: Any) -> None:
    tried = bring("skills", EXAMPLE, "--dry-run")
    assert "4 skills added" in tried.stdout
    assert "a dry run" in tried.stdout
    with look() as session:
        assert session.scalar(select(Skill.id)) is None
    first = told(bring("skills", EXAMPLE, "--json"))
    assert first == {"added": 4, "known": 0, "names": 8, "broader": 2, "related": 1}
    again = told(bring("skills", EXAMPLE, "--json"))
    assert again == {"added": 0, "known": 4, "names": 0, "broader": 0, "related": 0}


def test_preferred_and_alternative_labels_come_in(bring: Run, look: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "esco.jsonl", *ESCO)
    assert told(bring("skills", file, "--json")) == {
        "added": 4, "known": 0, "names": 2, "broader": 3, "related": 2,
    }  # fmt: skip
    with look() as session:
        ids = {skill.name: skill.id for skill in session.scalars(select(Skill))}
        above = {skill.name: skill.broader_id for skill in session.scalars(select(Skill))}
        assert {name for name, broader in above.items() if broader == ids["Programming"]} == {
            "Python",
            "SQL",
            "Data",
        }
        assert session.get(SkillAlias, "cpython").skill_id == ids["Python"]
        assert len(session.scalars(select(SkillRelation)).all()) == 2
        assert find_skill(session, ids["SQL"]).description == "Asking tables."


def test_what_cannot_be_used_is_told_by_its_line(bring: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "name,aliases,broader,related,narrower\n"
        "Networks,,VPN,,\n"
        "VPN,networks,Networks,,\n"
        ",,,,\n"
        f"{'x' * 81},,,,\n"
        "Mail,vpn,Nothing,Nowhere,Nobody\n"
        "short\n"
    )
    result = bring("skills", file, "--rejects", tmp_path / "left.csv")
    lines = (tmp_path / "left.csv").read_text().splitlines()[1:]
    assert sorted(line.split(",")[0] for line in lines) == ["3", "3", "4", "5", "6", "6", "6",
                                                            "6", "7"]  # fmt: skip
    assert "3 skills added" in result.stdout
    assert any("goes in a circle" in line for line in lines)
    assert any("means another skill already" in line for line in lines)


def test_a_file_of_which_nothing_can_be_used_fails(bring: Run, tmp_path: Path) -> None:
    assert bring("skills", write(tmp_path / "bad.jsonl", {"x": 1})).exit_code == 1
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    assert bring("skills", empty).exit_code == 0


def test_what_is_here_is_completed_and_never_replaced(
    bring: Run, look: Any, tmp_path: Path
) -> None:
    bring("skills", write(tmp_path / "1.jsonl", {"name": "VPN", "aliases": ["tunnel"]}))
    more = {"name": "vpn", "description": "From outside.", "aliases": ["tunnel", "remote"]}
    bring("skills", write(tmp_path / "2.jsonl", more))
    bring("skills", write(tmp_path / "3.jsonl", {"name": "Tunnel", "description": "Other words"}))
    with look() as session:
        (skill,) = session.scalars(select(Skill)).all()
        assert (skill.name, skill.description) == ("VPN", "From outside.")
        assert sorted(session.scalars(select(SkillAlias.name))) == ["remote", "tunnel"]


NAMES = st.sampled_from(["A", "B", "C", "D", "a", " b ", ""])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": NAMES, "broader": NAMES, "narrower": NAMES, "related": NAMES, "aliases": NAMES}
        ),
        max_size=8,
    )
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_links_no_skill_contains_itself(session: Any, make: Any, rows: Any) -> None:
    nested = session.begin_nested()
    loader = SkillLoader(session, Rejects(None))
    loader.load([Record(line, row) for line, row in enumerate(rows, start=2)])
    admin = make.person("administrator")
    tree = read_taxonomy(session, admin)
    assert tree.count == loader.counts.added  # a ring would be reached from no root
    nested.rollback()
    # What was read again within the savepoint would stay, and the next example's ids are the same.
    session.expunge_all()
