"""Speak with the mail server, and say what its answers mean for a mail."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import urlsplit

from swarm.mailserver import MailServer
from swarm.outbox.carrying import Postponed, Refused

SECONDS = 20
"""For which the server may be silent at any one step."""


@contextmanager
def connected(
    server: MailServer, address: str, *, seconds: float = SECONDS
) -> Iterator[smtplib.SMTP]:
    """A session with the server, encrypted and signed in as it is set. Raises Postponed."""
    # Our own name is said as it is: asking for it could wait for a name server.
    name = urlsplit(address).hostname or "localhost"
    client: smtplib.SMTP | None = None
    try:
        if server.tls == "tls":
            client = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=seconds, context=_trusting()
            )
        else:
            client = smtplib.SMTP(server.host, server.port, name, timeout=seconds)
        if server.tls == "starttls":
            client.starttls(context=_trusting())
        client.ehlo_or_helo_if_needed()
        if server.user:
            client.login(server.user, server.secret)
    except (OSError, smtplib.SMTPException) as error:
        if client is not None:
            client.close()
        raise Postponed(f"mail server: {_words(error)}", everywhere=True) from error
    try:
        yield client
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context()


def hand_over(client: smtplib.SMTP, message: EmailMessage) -> None:
    """Give one message to the server.

    Raises Refused where it will never take it, Postponed where it may take it later; doubtful where
    the server fell silent and may have taken it.
    """
    try:
        client.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _meaning(code, said) from error
    except smtplib.SMTPSenderRefused as error:
        # That is said of our sender, not of this mail.
        raise Postponed(f"sender: {_words(error)}", everywhere=True) from error
    except smtplib.SMTPDataError as error:
        raise _meaning(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(_words(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Postponed(_words(error), everywhere=True, doubtful=True) from error


def _meaning(code: int, said: bytes | str) -> Exception:
    words = _answer(code, said)
    return Refused(words) if code >= 500 else Postponed(words)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _answer(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
