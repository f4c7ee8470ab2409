"""The round that carries mails: one connection for what is due, and pauses while there is none."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from swarm import clock
from swarm.config import Settings
from swarm.db import Database
from swarm.mail.smtp import SECONDS, connected, hand_over
from swarm.mail.writing import write_mail
from swarm.mailserver import read_sender, read_server
from swarm.outbox.carrying import Parcel, Postponed, carry_waiting
from swarm.outbox.seals import STOP, seal

FIRST, LONGEST = timedelta(seconds=15), timedelta(minutes=5)


@dataclass
class MailCarrier:
    """Carries what is due by the server of `settings`, which has one."""

    settings: Settings
    seconds: float = SECONDS
    _pause: timedelta = FIRST
    _not_before: datetime | None = field(default=None, init=False)

    def round(self, database: Database) -> int:
        """Carry what is due; returns how many mails went. While the server cannot be spoken with,
        it is asked again after a while that doubles, and other mails lose no try to that."""
        if self._not_before is not None and clock.now() < self._not_before:
            return 0
        self._not_before = None
        with self._carrying() as carry:
            done = carry_waiting(database, "mail", carry)
        if self._not_before is None:
            self._pause = FIRST
        return done

    @contextmanager
    def _carrying(self) -> Iterator[_Line]:
        with ExitStack() as stack:
            yield _Line(self, stack)

    def rest(self) -> None:
        """Leave the server alone for a while."""
        self._not_before = clock.now() + self._pause
        self._pause = min(self._pause * 2, LONGEST)


@dataclass
class _Line:
    """One round's way to the server; it is spoken with only once there is something to carry."""

    carrier: MailCarrier
    stack: ExitStack
    client: smtplib.SMTP | None = None

    def __call__(self, parcel: Parcel) -> None:
        settings = self.carrier.settings
        message = write_mail(
            parcel,
            sender=read_sender(settings.mail_sender),
            address=settings.address,
            seal=seal(settings.secret_key, STOP, parcel.person_id, parcel.kind),
        )
        try:
            if self.client is None:
                server = read_server(settings.smtp_url)
                self.client = self.stack.enter_context(
                    connected(server, settings.address, seconds=self.carrier.seconds)
                )
            hand_over(self.client, message)
        except Postponed as error:
            if error.everywhere:
                self.carrier.rest()
            raise
