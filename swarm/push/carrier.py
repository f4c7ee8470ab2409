"""The round that carries pushes to the browsers that take them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete

from swarm import clock
from swarm.config import Settings
from swarm.db import Database
from swarm.outbox.carrying import Needless, Parcel, Postponed, Refused, carry_waiting
from swarm.push.sealing import MOST_BYTES, seal_push, signature
from swarm.push.sending import SECONDS, send
from swarm.rooms.reaching.browsers import find_browser
from swarm.rooms.reaching.tables import Browser
from swarm.vapid import keep_key

DAY = 86_400
GONE = (404, 410)
LATER = (408, 425, 429)


@dataclass
class PushCarrier:
    """Carries what is due with the desk's key."""

    settings: Settings
    database: Database
    seconds: float = SECONDS
    key: ec.EllipticCurvePrivateKey = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Have the key ready, made where there was none."""
        self.key = keep_key(self.settings.push_key, self.settings.var)

    def round(self) -> int:
        """Carry what is due; returns how many pushes went."""
        return carry_waiting(self.database, "push", self._carry)

    def _carry(self, parcel: Parcel) -> None:
        with self.database.read() as session:
            browser = find_browser(session, parcel.target or 0)
        if browser is None or browser.person_id != parcel.person_id:
            raise Needless("The browser is signed out, or takes no pushes any more.")
        try:
            body = seal_push(_fitting(parcel.content), browser.p256dh, browser.auth)
        except ValueError as error:
            raise Refused("The browser's keys are none.") from error
        left = (parcel.until - clock.now()).total_seconds() if parcel.until else DAY
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(max(0, int(min(left, DAY)))),
            "Urgency": "high" if parcel.kind == "invitation" else "normal",
            "Authorization": signature(self.key, browser.endpoint, self.settings.address),
        }
        status = send(
            browser.endpoint, body, headers,
            anywhere=self.settings.push_anywhere, seconds=self.seconds,
        )  # fmt: skip
        self._judge(status, browser.id)

    def _judge(self, status: int, browser_id: int) -> None:
        if status in GONE:
            with self.database.write() as session:
                session.execute(delete(Browser).where(Browser.id == browser_id))
            raise Needless("The browser takes no pushes any more.")
        if status in LATER or status >= 500:
            raise Postponed(f"push service: {status}")
        if not 200 <= status < 300:
            raise Refused(f"push service: {status}")


def _fitting(content: dict[str, object]) -> bytes:
    """The content as JSON, its text cut where it would not fit."""
    raw = json.dumps(content, ensure_ascii=False).encode()
    if len(raw) <= MOST_BYTES:
        return raw
    return json.dumps({**content, "text": str(content.get("text", ""))[:300]}).encode()[:MOST_BYTES]
