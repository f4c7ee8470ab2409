"""Files in rooms: whose they are, what the scanner says, and what becomes of them."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.closing import close_swarm
from swarm.rooms.files.scanning import scan
from swarm.rooms.files.sharing import add_file, check_may_send, find_file
from swarm.rooms.files.sweeping import sweep_files
from swarm.rooms.files.tables import RoomFile
from swarm.rooms.members import observe_swarm
from swarm.rooms.messages import delete_message, post_message
from swarm.rooms.queries import read_activity
from swarm.rooms.talk.bearing import Bearing
from swarm.tickets.attachments import path_of, store_file
from tests.rooms.conftest import SECRET, Floor

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the content of files is kept."""
    return tmp_path / "files"


def sent(floor: Any, swarm: Any, folder: Path, who: Any = None, state: str = "clean") -> int:
    stored = store_file(folder, "router.log", BytesIO(b"link down"), 1000)
    who = who or floor.owner
    return add_file(floor.session, who, swarm.id, "router.log", stored, state).id  # type: ignore[arg-type] # any of the states


def post(floor: Any, swarm: Any, *files: int, body: str = "", who: Any = None) -> Any:
    floor.posted += 1
    return post_message(
        floor.session, who or floor.owner, swarm.id, f"f{floor.posted}", body, secret=SECRET,
        bearing=Bearing(files=files),
    ).line  # fmt: skip


@pytest.mark.both
def test_a_file_is_seen_with_the_message_that_carries_it(floor: Any, folder: Path) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    file = sent(floor, swarm, folder)
    with pytest.raises(NotFound):
        find_file(floor.session, floor.expert, file)
    assert find_file(floor.session, floor.owner, file).name == "router.log"
    line = post(floor, swarm, file)
    card = {
        "id": file, "name": "router.log", "media_type": "text/plain", "size": 9, "state": "clean",
        "restricted": False,
    }  # fmt: skip
    assert (line.data["files"], line.data["attached"]) == ([file], [card])
    items = read_activity(floor.session, floor.expert, swarm.id).items
    assert items[-1].data["attached"] == [card]
    assert find_file(floor.session, floor.expert, file).id == file
    for who in (floor.other, floor.manager, floor.guest, floor.requester):
        with pytest.raises(NotFound):
            find_file(floor.session, who, file)


def test_only_ones_own_unused_files_of_this_room_can_be_carried(floor: Any, folder: Path) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    floor.join(swarm, floor.expert)
    mine, theirs = sent(floor, swarm, folder), sent(floor, swarm, folder, floor.expert)
    elsewhere, used = sent(floor, second, folder), sent(floor, swarm, folder)
    post(floor, swarm, used)
    for files in ((theirs,), (elsewhere,), (used,), (99_999,), (mine, mine), tuple(range(11))):
        with pytest.raises(Invalid) as refused:
            post(floor, swarm, *files)
        assert set(refused.value.fields or ()) == {"files"}
    with pytest.raises(Invalid):
        post(floor, swarm, body="")
    assert post(floor, swarm, mine, body="see").data["body"] == "see"


def test_who_may_not_speak_sends_no_file(floor: Any, folder: Path) -> None:
    swarm = floor.swarm()
    observe_swarm(floor.session, floor.manager, swarm.id)
    with pytest.raises(NotAllowed):
        check_may_send(floor.session, floor.manager, swarm.id)
    with pytest.raises(NotFound):
        check_may_send(floor.session, floor.other, swarm.id)
    with pytest.raises(Invalid):
        sent(floor, swarm, folder, state="refused")
    close_swarm(floor.session, floor.owner, swarm.id, summary="Given up", solved=False)
    with pytest.raises(Conflict):
        check_may_send(floor.session, floor.owner, swarm.id)


def test_what_waits_for_the_scan_cannot_be_had(floor: Any, folder: Path) -> None:
    swarm = floor.swarm()
    file = sent(floor, swarm, folder, state="waiting")
    assert post(floor, swarm, file).data["attached"][0]["state"] == "waiting"
    with pytest.raises(Conflict) as refused:
        find_file(floor.session, floor.owner, file)
    assert refused.value.code == "not_clean"


def test_erased_words_take_their_files_along(floor: Any, folder: Path) -> None:
    swarm = floor.swarm()
    file = sent(floor, swarm, folder)
    message = post(floor, swarm, file).data["message"]
    delete_message(floor.session, floor.owner, swarm.id, message)
    floor.session.expire_all()
    assert floor.session.get_one(RoomFile, file).name == ""
    with pytest.raises(NotFound):
        find_file(floor.session, floor.owner, file)
    items = read_activity(floor.session, floor.owner, swarm.id).items
    assert items[-2].data["attached"] == []


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("", "clean"),
        ("true", "clean"),
        ("false", "refused"),
        ("sh -c 'exit 2'", "waiting"),
        ("/no/such/scanner", "waiting"),
        ("unclosed 'quote", "waiting"),
    ],
)
def test_the_scanner_says_it_by_its_exit_code(tmp_path: Path, command: str, state: str) -> None:
    assert scan(command, tmp_path) == state


class Kept:
    """A room with two posted files of different content, on a desk that commits."""

    def __init__(self, database: Database, make: Any, folder: Path, state: str) -> None:
        self.database, self.folder = database, folder
        with database.write() as session:
            floor = Floor(session, make(session))
            swarm = floor.swarm()
            self.swarm, self.owner = swarm.id, floor.owner.id
            self.ids = [sent(floor, swarm, folder, state=state) for _ in range(2)]
            self.line = post(floor, swarm, self.ids[0])
        self.path = path_of(folder, self.row(self.ids[0])[1])

    def row(self, file: int) -> Any:
        with self.database.read() as session:
            query = select(RoomFile.state, RoomFile.sha256).where(RoomFile.id == file)
            return session.execute(query).first()

    def erase(self) -> None:
        with self.database.write() as session:
            owner = session.get_one(Person, self.owner)
            delete_message(session, owner, self.swarm, self.line.data["message"])

    def age(self) -> None:
        old = clock.now().timestamp() - 10_000
        os.utime(self.path, (old, old))


@pytest.fixture
def keep(database: Database, folder: Path) -> Any:
    """Makes a room with files."""
    from tests.conftest import Make

    return lambda state="clean": Kept(database, Make, folder, state)


def test_content_goes_when_nobody_needs_it_any_more(keep: Any) -> None:
    kept = keep()
    kept.erase()
    assert sweep_files(kept.database, kept.folder, "") == 1  # the row; the other needs the content
    assert kept.row(kept.ids[0]) is None
    assert kept.path.is_file()
    with clock.at(clock.now() + timedelta(hours=25)):
        sweep_files(kept.database, kept.folder, "")
        assert kept.row(kept.ids[1]) is None
    assert not kept.path.exists()


def test_young_content_waits(keep: Any) -> None:
    kept = keep()
    kept.erase()
    with kept.database.write() as session:
        session.delete(session.get_one(RoomFile, kept.ids[1]))
    assert sweep_files(kept.database, kept.folder, "") == 0
    assert kept.path.is_file()
    kept.age()
    assert sweep_files(kept.database, kept.folder, "") == 1
    assert not kept.path.exists()
    assert sweep_files(kept.database, kept.folder, "") == 0


def test_what_waits_is_scanned_again_and_the_room_is_told(keep: Any) -> None:
    kept = keep("waiting")
    assert sweep_files(kept.database, kept.folder, "sh -c 'exit 2'") == 0
    assert kept.row(kept.ids[0])[0] == "waiting"
    assert sweep_files(kept.database, kept.folder, "false") == 2
    assert [kept.row(one)[0] for one in kept.ids] == ["refused", "refused"]
    with kept.database.read() as session:
        owner = session.get_one(Person, kept.owner)
        last = read_activity(session, owner, kept.swarm).items[-1]
    assert (last.kind, last.actor) == ("file_scanned", None)
    assert last.data == {
        "message": kept.line.data["message"], "file": kept.ids[0], "state": "refused",
    }  # fmt: skip
