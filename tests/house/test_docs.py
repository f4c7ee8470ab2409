"""Documents that exist, lead somewhere, and say what the code says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from swarm.config import Settings

Plant = Callable[[str, str], Path]

DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "docs/quick-start.md",
    "docs/concepts.md",
    "docs/operating.md",
    "docs/api.md",
    "docs/architecture.md",
    "docs/benchmarks.md",
)
TWO_SCREENS = 100
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)")
ROW = re.compile(r"^\|\s*`(SWARM_[A-Z_]+)`", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("*.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def anchor(heading: str) -> str:
    """A heading's address, as code hosts make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = FENCE.sub("", path.read_text())
    return {anchor(title) for title in re.findall(r"^#+\s+(.*)$", text, re.MULTILINE)}


def dead_links(root: Path) -> list[str]:
    """Links between documents, to files or to headings, that lead nowhere."""
    found = []
    for document in documents(root):
        for link in LINK.findall(FENCE.sub("", document.read_text())):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, heading = link.partition("#")
            target = (document.parent / name) if name else document
            missing = not target.exists()
            lost = heading and target.suffix == ".md" and heading not in anchors(target)
            if missing or lost:
                found.append(f"{document.relative_to(root)}: {link}")
    return found


def documented(table: str) -> list[str]:
    return ROW.findall(table)


def test_the_documents_are_there(root: Path) -> None:
    assert [name for name in DOCUMENTS if not (root / name).is_file()] == []
    assert [path for path in documents(root) if len(path.read_text()) < 200] == []
    assert list((root / "docs" / "decisions").glob("*.md"))


def test_no_link_is_dead(root: Path) -> None:
    assert dead_links(root) == []


def test_the_readme_is_under_two_screens(root: Path) -> None:
    assert len((root / "README.md").read_text().splitlines()) <= TWO_SCREENS


def test_every_setting_is_documented_once(root: Path) -> None:
    table = documented((root / "docs" / "operating.md").read_text())
    assert sorted(table) == sorted(f"SWARM_{name.upper()}" for name in Settings.model_fields)


def test_a_dead_link_is_caught(plant: Plant) -> None:
    plant("docs/there.md", "# Two words, here\n")
    folder = plant("README.md", "[a](docs/there.md#two-words-here) [b](https://x.example)\n")
    assert dead_links(folder) == []
    plant("README.md", "[a](docs/gone.md) ![b](docs/there.png) [c](docs/there.md#gone)\n")
    assert len(dead_links(folder)) == 3


def test_code_is_not_read_for_links(plant: Plant) -> None:
    assert dead_links(plant("README.md", "```\n[a](gone.md)\n```\n")) == []


def test_only_rows_of_the_table_count_as_documented() -> None:
    assert documented("| `SWARM_PORT` | 8080 |\nset `SWARM_HOST` to\n") == ["SWARM_PORT"]
