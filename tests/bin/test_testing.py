"""What bin/test looks for before it runs the tests, and what bin/check does with failures."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


@pytest.fixture
def testing(bootstrap: ModuleType) -> ModuleType:
    return importlib.import_module("_testing")


@pytest.fixture
def checking(bootstrap: ModuleType) -> ModuleType:
    return importlib.import_module("_checking")


def test_without_a_browser_it_says_how_to_get_one_and_fails(
    testing: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SWARM_TEST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        testing.find_browser()


def test_the_first_browser_found_is_used(
    testing: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SWARM_TEST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("google-chrome", "chromium-browser"):
        (tmp_path / name).touch(0o755)
    assert testing.find_browser() == str(tmp_path / "chromium-browser")


def test_a_named_database_is_used_as_it_is(
    testing: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWARM_TEST_POSTGRES_URL", "postgresql+psycopg://elsewhere/desk")
    assert testing.find_postgres() == "postgresql+psycopg://elsewhere/desk"


def test_a_missing_database_is_said(
    testing: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_address: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.delenv("SWARM_TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(testing.socket, "create_connection", refuse)
    assert testing.find_postgres() == ""
    assert "No PostgreSQL answers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argument", "selects"),
    [
        ("-k", True),
        ("-m=browser", True),
        ("--lf", True),
        ("-x", False),
        ("--maxfail=1", False),
        ("tests", True),
        ("tests::test_one", True),
        ("nowhere", False),
    ],
)
def test_a_selection_is_told_from_an_option(
    testing: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    argument: str,
    selects: bool,
) -> None:
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    assert testing.is_selection(argument) is selects


def test_what_is_tested_against_is_taken_from_the_arguments(testing: ModuleType) -> None:
    assert testing.take_against(["tests/live", "-x"]) == (["tests/live", "-x"], "sqlite")
    given = ["-x", "--against", "cluster", "tests/live"]
    assert testing.take_against(given) == (["-x", "tests/live"], "cluster")


@pytest.mark.parametrize("given", [["--against"], ["--against", "oracle"]])
def test_an_unknown_kind_of_desk_is_refused(testing: ModuleType, given: list[str]) -> None:
    with pytest.raises(SystemExit, match="sqlite, postgresql, cluster"):
        testing.take_against(given)


@pytest.mark.parametrize(
    ("given", "passed", "workers"),
    [
        (
            ["--against", "cluster", "-x"],
            ["-x", *("tests/live", "tests/browser", "tests/faults")],
            1,
        ),
        (["--against", "cluster", "tests/live"], ["tests/live"], 1),
        (["--against", "postgresql"], [], 4),
    ],
)
def test_each_kind_of_desk_has_its_tests_and_its_workers(
    testing: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    given: list[str],
    passed: list[str],
    workers: int,
) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], check: bool) -> SimpleNamespace:
        assert not check
        ran.append((command, env))
        return SimpleNamespace(returncode=0)

    for name in ("ensure_environment", "ensure_client"):
        monkeypatch.setattr(testing.bootstrap, name, lambda *_: None)
    for name in ("find_browser", "find_postgres"):
        monkeypatch.setattr(testing, name, lambda: "there")
    monkeypatch.setattr(testing.os, "cpu_count", lambda: 3)
    monkeypatch.setattr(testing.subprocess, "run", run)
    monkeypatch.chdir(Path(__file__).parents[2])
    monkeypatch.setattr(testing.bootstrap, "ROOT", Path.cwd())
    assert testing.main(given) == 0
    [(command, environment)] = ran
    assert command[-len(passed) or len(command) :] == passed
    assert command[command.index("-n") + 1] == str(workers)
    assert environment["SWARM_TEST_AGAINST"] == given[1]
    assert "slipcover" not in command


def test_a_whole_run_fails_where_too_little_is_reached(
    testing: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_more: object) -> SimpleNamespace:
        ran.append(command)
        return SimpleNamespace(returncode=2 if "--fail-under" in command else 0)

    monkeypatch.setattr(testing.subprocess, "run", run)
    assert testing.run_pytest([], True, {"SWARM_TEST_AGAINST": "sqlite"}) == 2
    tested, judged = ran
    assert tested.index("slipcover") < tested.index("pytest")
    assert tested[tested.index("--out") + 1] == judged[judged.index("--merge") + 1]
    assert "less than 95%" in capsys.readouterr().out


def test_every_check_runs_even_when_one_fails(
    checking: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def failing(_mend: bool) -> None:
        raise checking.Failed("what it found")

    def passing(_mend: bool) -> None:
        ran.append("second")

    checks: dict[str, Callable[[bool], None]] = {"first": failing, "second": passing}
    monkeypatch.setattr(checking, "CHECKS", checks)
    assert checking.main([]) == 1
    assert ran == ["second"]
    said = capsys.readouterr().out
    assert "what it found" in said
    assert "Failed: first" in said
    assert checking.main(["second"]) == 0


def test_a_check_that_does_not_exist_is_refused(checking: ModuleType) -> None:
    with pytest.raises(SystemExit, match="There is no check typos"):
        checking.main(["typos"])


def test_a_command_that_fails_says_all_that_it_said(checking: ModuleType) -> None:
    with pytest.raises(checking.Failed, match=r"(?s)out.*err"):
        checking.run("sh", "-c", "echo out; echo err >&2; exit 3")


def test_what_waits_comes_first_and_all_else_stays_as_it_is(pytestconfig: pytest.Config) -> None:
    def item(place: str) -> SimpleNamespace:
        return SimpleNamespace(path=Path(place))

    given = ["tests/api/b.py", "tests/live/c.py", "tests/api/a.py", "tests/browser/d.py"]
    items = [item(place) for place in [*given, "tests/faults/e.py"]]
    plugin = pytestconfig.pluginmanager.get_plugin("tests.pace")
    assert plugin is not None
    plugin.pytest_collection_modifyitems(items)
    assert [one.path.stem for one in items] == ["e", "d", "c", "b", "a"]
