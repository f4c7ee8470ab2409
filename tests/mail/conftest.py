"""A mail server, and a desk that is set to use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from swarm.config import Settings
from tests.mail.sink import MailSink


@pytest.fixture
def sink() -> Iterator[MailSink]:
    """A mail server that takes everything until it is told otherwise."""
    with MailSink() as sink:
        yield sink


@pytest.fixture
def mailing(settings: Settings, sink: MailSink) -> Settings:
    """The desk's settings with that server."""
    return settings.model_copy(
        update={
            "smtp_url": sink.url,
            "mail_sender": "Desk <desk@example.org>",
            "address": "https://desk.example.org",
        }
    )
