"""Which model serves, chosen by hand; and files that come and go with it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from swarm import clock
from swarm.config import Settings
from swarm.db import Database
from swarm.errors import Conflict, NotFound
from swarm.people.tables import Person
from swarm.rooms.adviser import Adviser
from swarm.rooms.models import training
from swarm.rooms.models.files import drop_folders, read_fitted
from swarm.rooms.models.pins import KEPT, drop_old, pin_model, roll_back, unpin_model
from swarm.rooms.models.training import PAUSE, Trainer, one_at_a_time
from swarm.rooms.models.versions import list_models, record_model, serving_version
from swarm.skills.taxonomy import add_skill


def make(session: Any, version: str, minute: int) -> None:
    record_model(
        session,
        {
            "version": version,
            "code": "0.1.0 (2)",
            "made_at": clock.now() + timedelta(minutes=minute),
            "seconds": 1.0,
            "tickets": 1,
            "people": 1,
            "skills": 1,
            "newest_at": None,
            "ranker": "popularity",
            "half_life": None,
            "cut": {},
            "card": None,
        },
    )


def serving(session: Any) -> str:
    row = serving_version(session)
    assert row is not None
    return str(row.version)


@pytest.mark.both
def test_the_newest_serves_until_one_is_pinned_and_again_afterwards(floor: Any) -> None:
    session, now = floor.session, clock.now()
    assert serving_version(session) is None
    for minute, version in enumerate(("aa", "bb", "cc")):
        make(session, version, minute)
    assert serving(session) == "cc"
    assert roll_back(session, now).version == "bb"
    assert roll_back(session, now).version == "aa"
    with pytest.raises(Conflict, match="no earlier"):
        roll_back(session, now)
    assert [(one.version, one.pinned) for one in list_models(session)][-1] == ("aa", True)
    pin_model(session, "c", now)
    assert serving(session) == "cc"
    pin_model(session, "b", now)
    unpin_model(session, now)
    assert serving(session) == "cc"
    with pytest.raises(NotFound):
        pin_model(session, "zz", now)


@pytest.mark.both
def test_old_files_go_and_the_pinned_ones_stay(floor: Any) -> None:
    session, now = floor.session, clock.now()
    make(session, "old", 0)
    make(session, "pinned", 1)
    pin_model(session, "pinned", now)
    for minute in range(KEPT):
        make(session, f"new{minute}", 2 + minute)
    assert drop_old(session, now) == {"pinned", *(f"new{minute}" for minute in range(KEPT))}
    unpin_model(session, now)
    with pytest.raises(Conflict, match="gone"):
        pin_model(session, "old", now)
    make(session, "old", 0)  # fitted again: its files are there again
    assert pin_model(session, "old", now).dropped_at is None


def test_nothing_to_go_back_to_is_said(floor: Any) -> None:
    with pytest.raises(Conflict, match="no earlier"):
        roll_back(floor.session, clock.now())


def test_folders_that_are_not_needed_go(tmp_path: Path) -> None:
    for name in ("stays", "goes", ".making"):
        (tmp_path / name).mkdir()
    drop_folders(tmp_path, {"stays"})
    assert {path.name for path in tmp_path.iterdir()} == {"stays", ".making"}
    drop_folders(tmp_path / "nowhere", set())


def test_a_second_process_takes_over_what_another_fitted_and_goes_back_with_it(
    database: Database, morning: Any, tmp_path: Path
) -> None:
    trainer, server = Adviser(database, tmp_path), Adviser(database, tmp_path)
    assert not server.follow()
    first = trainer.refit().partition("+")[0]
    assert server.follow()
    assert not server.follow()
    with database.write() as session:
        session.add(Person(name="Clara", role="agent", created_at=morning))
        skill = add_skill(session, None, "Rollers").id
    assert server.wants_fit(morning)
    with clock.at(morning + timedelta(hours=1)):
        second = trainer.refit().partition("+")[0]
    assert server.follow()
    with database.read() as session:
        fitted = server.current(session)
        assert fitted.model.version == second
        assert fitted.skill_ids == {"Rollers": skill}
        assert "Rollers" in fitted.model.keep().facts["classifier"]["names"]
    assert not server.wants_fit(morning)
    with database.write() as session:
        roll_back(session, morning)
    assert server.follow()
    with database.read() as session:
        assert server.current(session).model.version == first
    assert not server.wants_fit(morning)  # what was chosen by hand stays
    with clock.at(morning + timedelta(hours=2)):
        trainer.refit()
    assert not server.follow()


def test_files_that_cannot_be_read_leave_the_model_that_serves(
    database: Database, tmp_path: Path
) -> None:
    trainer, server = Adviser(database, tmp_path), Adviser(database, tmp_path)
    version = trainer.refit().partition("+")[0]
    facts = tmp_path / version / "facts.json"
    facts.write_text(facts.read_text().replace('"code": ', '"code": "0", "was": '))
    with pytest.raises(ValueError, match="code"):
        read_fitted(tmp_path / version)
    assert not server.follow()
    assert not server.follow()  # looked at once
    with database.read() as session:
        assert server.current(session).model.evidence == 0


def test_one_fit_at_a_time(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path / "models") as first, one_at_a_time(tmp_path / "models") as second:
        assert (first, second) == (True, False)
    with one_at_a_time(tmp_path / "models") as alone:
        assert alone


class Child:
    """A process that ends when it is told."""

    def __init__(self, command: list[str], env: dict[str, str], **_: Any) -> None:
        self.command, self.env, self.code = command, env, None
        self.ended = False

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.ended = True

    def wait(self) -> None:
        self.code = -15


def test_a_fit_runs_in_a_child_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, morning: Any
) -> None:
    children: list[Child] = []

    def start(*args: Any, **more: Any) -> Child:
        children.append(Child(*args, **more))
        return children[-1]

    monkeypatch.setattr(training.subprocess, "Popen", start)
    trainer = Trainer(settings)
    trainer.tend(morning, lambda: False)
    with one_at_a_time(settings.var / "models"):  # as another process of the desk does
        trainer.tend(morning, lambda: True)
    assert children == []
    trainer.tend(morning, lambda: True)
    trainer.tend(morning, lambda: True)
    assert len(children) == 1
    assert children[0].command == [sys.executable, "-m", "swarm", "models", "fit"]
    assert children[0].env["SWARM_DATABASE_URL"] == settings.database
    children[0].code = 0
    trainer.tend(morning, lambda: True)
    assert len(children) == 2
    children[1].code = 1  # it failed: the next waits
    trainer.tend(morning, lambda: True)
    trainer.tend(morning, lambda: True)
    assert len(children) == 2
    trainer.tend(morning + PAUSE, lambda: True)
    assert len(children) == 3
    trainer.stop()
    assert children[2].ended
    trainer.stop()
