"""What is installed is what was locked, from wherever one installs, and nothing known to be bad."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

Plant = Callable[[str, str], Path]

LOCKS = ("run.txt", "dev.txt", "build.txt", "uv.txt")
SAFE = {
    "python-socketio": (5, 16, 2),
    "python-engineio": (4, 13, 2),
    "flask": (3, 1, 3),
}
NEVER = {
    "gevent-websocket": "its presence alone breaks gunicorn's gevent worker",
    "eventlet": "no longer maintained",
    "httpx": "no longer maintained",
}
ADDRESS = re.compile(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host")


def pins(lock: str) -> dict[str, tuple[int, ...]]:
    """Name and version of every package of a requirements file."""
    found = re.findall(r"^([a-z0-9-]+)==([0-9.]+)", lock, re.MULTILINE)
    return {name: tuple(map(int, version.strip(".").split("."))) for name, version in found}


def unhashed(lock: str) -> list[str]:
    entries = re.split(r"\n(?=\S)", lock.strip())
    return [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def unsafe(versions: dict[str, tuple[int, ...]]) -> list[str]:
    low = [name for name, floor in SAFE.items() if versions.get(name, floor) < floor]
    return low + sorted(NEVER.keys() & versions.keys())


def addressed(lock: dict[str, object]) -> list[str]:
    """Packages of a package-lock.json that say from where, or lack the hash that says what."""
    packages = {name: entry for name, entry in lock["packages"].items() if name}  # type: ignore[attr-defined]  # plain JSON
    return [
        name
        for name, entry in packages.items()
        if "resolved" in entry or not entry.get("integrity")
    ]


def read_locks(root: Path) -> dict[str, str]:
    return {name: (root / "requirements" / name).read_text() for name in LOCKS}


def test_locks_hold_no_address(root: Path) -> None:
    assert [name for name, text in read_locks(root).items() if ADDRESS.search(text)] == []


def test_every_locked_package_has_its_hash(root: Path) -> None:
    assert {name: unhashed(text) for name, text in read_locks(root).items() if unhashed(text)} == {}


def test_nothing_known_to_be_bad_is_locked(root: Path) -> None:
    for text in read_locks(root).values():
        assert unsafe(pins(text)) == []


def test_both_locks_agree(root: Path) -> None:
    locks = {name: pins(text) for name, text in read_locks(root).items()}
    assert locks["run.txt"].items() <= locks["dev.txt"].items()
    shared = locks["build.txt"].keys() & locks["dev.txt"].keys()
    assert all(locks["build.txt"][name] == locks["dev.txt"][name] for name in shared)


def test_the_locks_hold_what_the_project_names(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    named = {re.split(r"[\[>=<; ]", line)[0] for line in project["project"]["dependencies"]}
    assert named <= pins((root / "requirements" / "run.txt").read_text()).keys()
    groups = project["dependency-groups"]
    tools = {re.split(r"[\[>=<; ]", line)[0] for line in [*groups["test"], *groups["lint"]]}
    assert tools <= pins((root / "requirements" / "dev.txt").read_text()).keys()


def test_every_dependency_has_its_reason(root: Path) -> None:
    text = (root / "pyproject.toml").read_text()
    lists = text[text.index("dependencies = [") : text.index("[tool.hatch")]
    lines = [line for line in lists.splitlines() if line.startswith('  "')]
    assert [line for line in lines if "#" not in line] == []


def test_the_client_lock_holds_no_address(root: Path) -> None:
    lock = json.loads((root / "web" / "package-lock.json").read_text())
    assert addressed(lock) == []
    assert "omit-lockfile-registry-resolved=true" in (root / "web" / ".npmrc").read_text()


def test_the_client_lock_is_that_of_its_package_file(root: Path) -> None:
    lock = json.loads((root / "web" / "package-lock.json").read_text())["packages"][""]
    package = json.loads((root / "web" / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert lock[kind] == package[kind]


def test_an_address_is_caught() -> None:
    assert ADDRESS.search("--index-url https://packages.example.com/simple\n")
    assert ADDRESS.search("--find-links wheels\n")
    assert ADDRESS.search("a @ file:///opt/a.whl")
    assert not ADDRESS.search("a==1.0 --hash=sha256:00")
    lock = {"packages": {"": {}, "node_modules/a": {"integrity": "sha512-x"}}}
    assert addressed(lock) == []
    lock["packages"]["node_modules/b"] = {
        "integrity": "sha512-x",
        "resolved": "https://example.com",
    }
    lock["packages"]["node_modules/c"] = {"version": "1.0.0"}
    assert addressed(lock) == ["node_modules/b", "node_modules/c"]


def test_a_package_without_a_hash_is_caught() -> None:
    assert unhashed("a==1.0 \\\n    --hash=sha256:00\nb==2.0\n") == ["b==2.0"]


def test_a_version_below_the_safe_floor_is_caught() -> None:
    assert unsafe(pins("python-socketio==5.16.1\nflask==3.1.3\n")) == ["python-socketio"]
    assert unsafe(pins("flask==3.2\npython-engineio==4.13.10\n")) == []
    assert unsafe(pins("gevent-websocket==0.10.1\n")) == ["gevent-websocket"]
