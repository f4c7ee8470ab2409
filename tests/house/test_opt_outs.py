"""Whoever leaves a rule says why, on the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

Plant = Callable[[str, str], Path]

# Built from parts, so that this file does not find itself.
MARKS = "|".join(("no" + "qa", "type: " + "ignore", "pragma: " + "no cover", "biome-" + "ignore"))
OPT_OUT = re.compile(rf"(?://|#|\{{/\*)\s*(?:{MARKS})(?P<rest>.*)")
NAMED = re.compile(r"^[\s:]*(?:\[[\w, -]+\]|lint/[\w/]+|[A-Z]+\d+(?:[, ]+[A-Z]+\d+)*)?")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def sources(root: Path) -> Iterator[Path]:
    for folder in ("swarm", "tests", "bin", "migrations", "benchmarks", "web/src"):
        for path in sorted((root / folder).rglob("*")):
            made = path.name == "schema.d.ts" or "static" in path.parts
            if path.suffix in (".py", ".ts", ".tsx") and not made:
                yield path


def unexplained(root: Path) -> list[str]:
    """Every opt-out whose line gives no reason of at least two words."""
    found = []
    for path in sources(root):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = OPT_OUT.search(line)
            if match:
                reason = NAMED.sub("", match["rest"], count=1).strip(" -#:(*/}")
                if len(reason.split()) < 2:
                    found.append(f"{path}:{number}: {line.strip()}")
    return found


def unfinished(root: Path) -> list[str]:
    return [str(path) for path in sources(root) if UNFINISHED.search(path.read_text())]


def unexplained_ignores(project: str) -> list[str]:
    """Lines of pyproject.toml that switch a rule off without a word beside them."""
    rules = tomllib.loads(project)["tool"]["ruff"]["lint"]
    codes = set(rules["ignore"]).union(*rules["per-file-ignores"].values())
    lines = project[project.index("\nignore = [") :].splitlines()
    named = [line for line in lines if any(f'"{code}"' in line for code in codes)]
    return [line for line in named if "#" not in line]


def test_every_opt_out_has_a_reason(root: Path) -> None:
    assert unexplained(root) == []


def test_nothing_is_left_for_later(root: Path) -> None:
    assert unfinished(root) == []


def test_every_rule_switched_off_has_a_reason(root: Path) -> None:
    assert unexplained_ignores((root / "pyproject.toml").read_text()) == []


def test_an_unexplained_opt_out_is_caught(plant: Plant) -> None:
    bare = "no" + "qa"
    assert len(unexplained(plant("swarm/a.py", f"import x  # {bare}: E402\n"))) == 1
    assert len(unexplained(plant("swarm/a.py", f"import x  # {bare}\n"))) == 1
    assert unexplained(plant("swarm/a.py", f"x()  # {bare}: E402 - x is set up above\n")) == []
    ignored = "type: " + "ignore"
    assert len(unexplained(plant("swarm/a.py", f"x()  # {ignored}[arg-type]\n"))) == 1
    assert unexplained(plant("swarm/a.py", f"x()  # {ignored}[arg-type]  # no types there\n")) == []
    off = "biome-" + "ignore"
    assert len(unexplained(plant("web/src/a.tsx", f"// {off} lint/a/b: \n"))) == 1
    assert unexplained(plant("web/src/a.tsx", f"// {off} lint/a/b: the server cleaned it\n")) == []


def test_work_left_for_later_is_caught(plant: Plant) -> None:
    assert len(unfinished(plant("swarm/a.py", "# TO" + "DO: the rest\n"))) == 1


def test_a_rule_switched_off_without_a_word_is_caught() -> None:
    table = '[tool.ruff.lint]\nignore = [\n  "E501",\n]\n[tool.ruff.lint.per-file-ignores]\n'
    assert unexplained_ignores(table) == ['  "E501",']
