"""Pushes reach a push service that really reads them, and its answers are obeyed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select, update

from swarm import clock
from swarm.accounts.tables import SignIn
from swarm.config import Settings
from swarm.db import Database
from swarm.errors import Invalid
from swarm.outbox.carrying import Refused
from swarm.outbox.posting import post_push
from swarm.outbox.tables import Outgoing
from swarm.people.tables import Person
from swarm.push.carrier import PushCarrier
from swarm.push.sending import send
from swarm.rooms.reaching.browsers import add_browser, is_public
from swarm.rooms.reaching.tables import Browser
from swarm.vapid import CURVE, letters, public_of
from tests.push.receiving import PushService
from tests.push.test_sealing import read_push

AUTH = b"0123456789abcdef"
CALL = {"kind": "invitation", "title": "Olga asks", "text": "Até já", "path": "/swarms/1"}


class Scene:
    """One person with one browser at a push service of ours."""

    def __init__(self, database: Database, settings: Settings, service: PushService) -> None:
        self.database, self.service = database, service
        self.key = ec.generate_private_key(CURVE)
        self.settings = settings.model_copy(
            update={"address": "https://desk.example.org", "push_anywhere": True}
        )
        now = clock.now()
        with database.write() as session:
            person = Person(name="Eva", email="e@example.org", role="agent", created_at=now)
            session.add(person)
            session.flush()
            sign_in = SignIn(
                person_id=person.id, secret_hash="x", created_at=now, seen_at=now,
                expires_at=now + timedelta(days=2),
            )  # fmt: skip
            session.add(sign_in)
            session.flush()
            browser = add_browser(
                session, person, sign_in.id, endpoint=f"{service.url}/send/1?x=2",
                p256dh=letters(public_of(self.key)), auth=letters(AUTH), anywhere=True,
            )  # fmt: skip
            self.person, self.sign_in, self.browser = person.id, sign_in.id, browser.id
        self.carrier = PushCarrier(self.settings, database, seconds=2)

    def post(self, key: str = "k", **more: Any) -> None:
        with self.database.write() as session:
            post_push(
                session, to=self.person, browser=self.browser, kind="invitation", key=key,
                **{"content": CALL, **more},
            )  # fmt: skip

    def row(self, key: str = "k") -> Outgoing:
        with self.database.read() as session:
            return session.scalars(select(Outgoing).where(Outgoing.key == key)).one()

    def browsers(self) -> int:
        with self.database.read() as session:
            return len(session.scalars(select(Browser)).all())


@pytest.fixture
def scene(database: Database, settings: Settings, noon: datetime) -> Iterator[Scene]:
    """See `Scene`."""
    with PushService() as service:
        yield Scene(database, settings, service)


@pytest.mark.both
def test_a_push_arrives_sealed_and_its_browser_reads_it(scene: Scene, noon: datetime) -> None:
    scene.post(until=noon + timedelta(minutes=15))
    assert scene.carrier.round() == 1
    ((path, headers, body),) = scene.service.pushes
    assert path == "/send/1?x=2"
    assert json.loads(read_push(body, scene.key, AUTH)) == CALL
    assert b"Olga" not in body
    assert (headers["TTL"], headers["Urgency"]) == ("900", "high")
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    assert scene.row().state == "sent"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_takes_none_any_more_is_forgotten(scene: Scene, status: int) -> None:
    scene.service.status = status
    scene.post()
    assert scene.carrier.round() == 0
    assert scene.browsers() == 0
    assert scene.row().state == "void"


@pytest.mark.parametrize(
    ("status", "state"), [(429, "waiting"), (503, "waiting"), (400, "dead"), (302, "dead")]
)
def test_what_the_service_says_decides(scene: Scene, status: int, state: str) -> None:
    scene.service.status = status
    scene.post()
    assert scene.carrier.round() == 0
    assert scene.row().state == state
    assert len(scene.service.pushes) == 1


def test_who_is_signed_out_is_told_nothing(scene: Scene, noon: datetime) -> None:
    scene.post()
    with scene.database.write() as session:
        session.execute(update(SignIn).values(revoked_at=noon))
    assert scene.carrier.round() == 0
    assert scene.service.pushes == []
    assert scene.row().state == "void"


def test_what_is_long_is_cut_so_that_it_fits(scene: Scene) -> None:
    scene.post(content={**CALL, "text": "ü" * 5000})
    assert scene.carrier.round() == 1
    ((_, _, body),) = scene.service.pushes
    assert len(body) <= 4096
    assert json.loads(read_push(body, scene.key, AUTH))["text"] == "ü" * 300


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/1",
        "https://127.0.0.1/1",
        "https://[::1]/1",
        "https://localhost/1",
        "https://2130706433/1",
        "https://127.1/1",
        "https://push.internal/1",
        "https://push.example.org:8443/1",
        "https://a@push.example.org/1",
        "https://push.example.org:x/1",
        "ftp://push.example.org/1",
    ],
)
def test_what_cannot_be_a_push_service_is_refused(endpoint: str) -> None:
    assert not is_public(endpoint)


def test_a_name_that_leads_into_a_private_network_is_not_spoken_with(scene: Scene) -> None:
    assert is_public("https://fcm.googleapis.com/fcm/send/x")
    endpoint = scene.service.url.replace("127.0.0.1", "localhost")
    with pytest.raises(Refused):
        send(endpoint, b"x", {}, anywhere=False, seconds=1)
    assert scene.service.pushes == []


@pytest.mark.parametrize(
    ("field", "text"), [("p256dh", "!" * 87), ("p256dh", "A" * 87), ("auth", "AAAA")]
)
def test_what_is_no_key_of_a_browser_is_refused(scene: Scene, field: str, text: str) -> None:
    keys = {"p256dh": letters(public_of(scene.key)), "auth": letters(AUTH), field: text}
    with scene.database.write() as session, pytest.raises(Invalid) as refused:
        add_browser(
            session, session.get_one(Person, scene.person), scene.sign_in,
            endpoint="https://push.example.org/1", **keys,
        )  # fmt: skip
    assert list(refused.value.fields or {}) == [field]
