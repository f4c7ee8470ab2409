"""The mail server as the environment names it, and what the doctor says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from swarm.commands.care.examination import examine
from swarm.config import Settings
from swarm.mailserver import MailServer, read_address, read_server
from tests.mail.sink import MailSink


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail", MailServer("mail", 25, "none")),
        ("smtp+starttls://u:p%40@mail:2525", MailServer("mail", 2525, "starttls", "u", "p@")),
        ("smtps://[::1]", MailServer("::1", 465, "tls")),
        ("smtp://u:p@127.0.0.1", MailServer("127.0.0.1", 25, "none", "u", "p")),
    ],
)
def test_an_address_names_a_server(url: str, server: MailServer) -> None:
    assert read_server(url) == server


@pytest.mark.parametrize(
    "url", ["mail", "http://mail", "smtp://", "smtp://mail/x", "smtp://m:port", "smtp://u:p@mail"]
)
def test_what_names_none_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as error:
        read_server(url)
    assert "u:p" not in str(error.value)


@pytest.mark.parametrize("text", ["desk", "ftp://desk", "https://desk/x", "https://a@desk"])
def test_an_address_of_the_desk_is_a_host_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        read_address(text)


def test_mail_needs_all_that_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="SWARM_MAIL_SENDER"):
        Settings(smtp_url="smtp://mail", var=tmp_path)
    with pytest.raises(ValidationError, match="not a mail address"):
        Settings(mail_sender="nobody", var=tmp_path)
    assert not Settings(var=tmp_path).mails


def test_the_doctor_speaks_with_the_server(mailing: Settings, sink: MailSink) -> None:
    assert {one.key: one.level for one in examine(mailing)}["mail"] == "ok"
    sink.manners.answers["EHLO"] = "hang up"
    found = {one.key: one for one in examine(mailing)}["mail"]
    assert found.level == "wrong"
    assert "SWARM_SMTP_URL" in found.do
