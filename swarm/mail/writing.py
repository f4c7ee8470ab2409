"""A parcel as the mail that goes out: text and HTML from the same blocks, and nobody's markup."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from html import escape

from swarm import clock
from swarm.outbox.carrying import Parcel, Refused
from swarm.outbox.mails import STOP_FIELD, STOP_WORD, Block, Entry, Listed, Mail, Quoted, Said, Way
from swarm.people.emails import checked_email

PREFERENCES = "/me"

_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"></head>'
    '<body style="margin:0;padding:24px;background:#f6f6f4;color:#1d1d1b;'
    'font:16px/1.5 system-ui,sans-serif">'
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">'
    "{}</div></body></html>"
)
_BUTTON = (
    "display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:6px;"
    "background:#0b5c4f;color:#fff;text-decoration:none"
)

_ASIDE = "display:block;margin:0 0 8px;font-size:13px;color:#0b5c4f"


class _Straight(EmailPolicy):
    """Leaves one header on its line: folded, a long address would become what no reader knows."""

    def fold(self, name: str, value: str) -> str:
        """The header as text."""
        return f"{name}: {value}\r\n" if name == STOP_FIELD else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """The header as bytes."""
        if name == STOP_FIELD:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


def write_mail(parcel: Parcel, *, sender: Address, address: str, seal: str) -> EmailMessage:
    """The whole message of a parcel. `address` is the desk's; `seal` ends such mails, on a page or
    by one click of the mail program (RFC 8058).

    The Message-ID is made of the parcel's key: sending it again is the same message. Raises Refused
    where its person has no address that can be written to.
    """
    mail = Mail.model_validate(parcel.content)
    message = EmailMessage(policy=_Straight(linesep="\r\n"))
    try:
        to = Address(display_name=parcel.name, addr_spec=checked_email(parcel.email or ""))
    except Exception as error:
        raise Refused("There is no mail address that can be written to.") from error
    message["Subject"], message["From"], message["To"] = mail.subject, sender, to
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id(parcel.key, address, sender)
    message["Auto-Submitted"] = "auto-generated"
    message[STOP_FIELD] = f"<{address}/api/stops/{seal}>"
    message[f"{STOP_FIELD}-Post"] = f"{STOP_FIELD}={STOP_WORD}"
    blocks = [*mail.blocks, *_ending(f"/stop/{seal}")]
    message.set_content(as_text(blocks, address))
    message.add_alternative(as_html(blocks, address), subtype="html")
    for file in parcel.files:
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message


def message_id(key: str, address: str, sender: Address) -> str:
    """One id for one parcel of one desk, however often it is sent."""
    name = hashlib.sha256(f"{address} {key}".encode()).hexdigest()[:32]
    return f"<{name}@{sender.domain}>"


def _ending(stop: str) -> list[Block]:
    return [
        Said(text="You are told of this by mail because your account says so.", small=True),
        Way(label="How you are reached", path=PREFERENCES),
        Way(label="No more mails of this kind", path=stop),
    ]


def as_text(blocks: list[Block], address: str) -> str:
    """The blocks as plain text, an empty line between them."""
    return "\n\n".join(_text(block, address) for block in blocks) + "\n"


def _text(block: Block, address: str) -> str:
    match block:
        case Said():
            return block.text
        case Quoted():
            return "\n".join(f"> {line}" for line in block.text.splitlines())
        case Way():
            return f"{block.label}: {address}{block.path}"
        case Listed():
            return "\n".join(
                f"- {one.text}" + (f"\n  {address}{one.path}" if one.path else "")
                for one in block.items
            )


def as_html(blocks: list[Block], address: str) -> str:
    """The blocks as a page; every word and address in it is escaped."""
    return _PAGE.format("".join(_html(block, address) for block in blocks))


def _html(block: Block, address: str) -> str:
    match block:
        case Said():
            style = "margin:0 0 12px" + (";font-size:13px;color:#5f5f5a" if block.small else "")
            return f'<p style="{style}">{_lines(block.text)}</p>'
        case Quoted():
            style = "margin:0 0 12px;padding-left:12px;border-left:3px solid #c9c9c2"
            return f'<blockquote style="{style}">{_lines(block.text)}</blockquote>'
        case Way():
            style = (
                _BUTTON
                if block.chief
                else "display:block;margin:0 0 8px;font-size:13px;color:#0b5c4f"
            )
            return _link(block.label, f"{address}{block.path}", style)
        case Listed():
            items = "".join(f"<li>{_entry(one, address)}</li>" for one in block.items)
            return f'<ul style="margin:0 0 12px;padding-left:20px">{items}</ul>'


def _entry(entry: Entry, address: str) -> str:
    return _link(entry.text, f"{address}{entry.path}") if entry.path else escape(entry.text)


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _link(label: str, address: str, style: str = "color:#0b5c4f") -> str:
    return f'<a href="{escape(address)}" style="{style}">{escape(label)}</a>'
