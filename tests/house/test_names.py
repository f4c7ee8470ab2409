"""One word for one thing; a module is named after its noun, never after its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

NOT_NAMES = {"utils", "helpers", "common", "manager", "service", "handler", "base"}
NOT_NAMES |= {"util", "helper", "misc", "managers", "services", "handlers"}

Plant = Callable[[str, str], Path]


def modules(root: Path) -> Iterator[Path]:
    """Every Python and TypeScript module, and every folder of them."""
    for folder in (root / "swarm", root / "tests", root / "bin", root / "web" / "src"):
        for path in sorted(folder.rglob("*")):
            hidden = {"__pycache__", "static", "node_modules"} & set(path.parts)
            if not hidden and (path.is_dir() or path.suffix in (".py", ".ts", ".tsx")):
                yield path


def badly_named(root: Path) -> list[str]:
    return [str(path) for path in modules(root) if path.name.split(".")[0].lower() in NOT_NAMES]


def filled_packages(root: Path) -> list[str]:
    files = (path for path in modules(root) if path.name == "__init__.py")
    return [str(path) for path in files if path.read_text().strip()]


def barrels(root: Path) -> list[str]:
    return [str(path) for path in modules(root) if path.name in ("index.ts", "index.tsx")]


def doubled_names(contract: str) -> list[str]:
    """Names of the API that two models share: they carry the paths of their modules."""
    return sorted(set(re.findall(r"\w+__\w+", contract)))


def test_no_module_has_an_empty_name(root: Path) -> None:
    assert badly_named(root) == []


def test_packages_are_empty(root: Path) -> None:
    assert filled_packages(root) == []


def test_the_client_has_no_barrel_files(root: Path) -> None:
    assert barrels(root) == []


def test_every_name_of_the_api_is_plain(root: Path) -> None:
    contract = (root / "web" / "src" / "contract" / "schema.d.ts").read_text(encoding="utf-8")
    assert "TicketPage" in contract
    assert doubled_names(contract) == []


def test_a_name_that_two_models_share_is_caught() -> None:
    said = 'tiers: components["schemas"]["swarm__tiers__map__TierCard"][]; my_name: string'
    assert doubled_names(said) == ["swarm__tiers__map__TierCard"]


def test_an_empty_name_is_caught(plant: Plant) -> None:
    assert badly_named(plant("swarm/tickets/actions.py", "")) == []
    assert len(badly_named(plant("swarm/tickets/utils.py", ""))) == 1
    assert len(badly_named(plant("web/src/parts/Helpers.tsx", ""))) == 2
    assert len(badly_named(plant("swarm/common/words.py", ""))) == 3


def test_a_filled_package_is_caught(plant: Plant) -> None:
    assert filled_packages(plant("swarm/rooms/__init__.py", "\n")) == []
    assert len(filled_packages(plant("swarm/people/__init__.py", "from x import y\n"))) == 1


def test_a_barrel_file_is_caught(plant: Plant) -> None:
    assert len(barrels(plant("web/src/parts/index.ts", ""))) == 1
