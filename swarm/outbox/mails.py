"""What a mail says, before anybody knows how mails are written: plain words in a few shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from swarm.signs import one_line, some_lines

STOP_FIELD, STOP_WORD = "List-Unsubscribe", "One-Click"
"""The header of a mail that says how to end such mails, and what a mail program sends there."""


def _inside(path: str) -> str:
    # A link in a mail never leads out of the desk: its address is put in front when it is sent.
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        raise ValueError("a path within the desk begins with one slash")
    return path


Line = Annotated[str, AfterValidator(lambda text: str(one_line(text)))]
Words = Annotated[str, AfterValidator(lambda text: str(some_lines(text)))]
Path = Annotated[str, AfterValidator(_inside)]


class Said(BaseModel):
    """A paragraph of ours; `small` stands back."""

    shape: Literal["said"] = "said"
    text: Words
    small: bool = False


class Quoted(BaseModel):
    """Somebody's own words, set apart."""

    shape: Literal["quoted"] = "quoted"
    text: Words


class Way(BaseModel):
    """A link to a page of the desk; `path` begins with a slash, `chief` ones are buttons."""

    shape: Literal["way"] = "way"
    label: Line
    path: Path
    chief: bool = False


class Entry(BaseModel):
    """One of several things, with its page where it has one."""

    text: Line
    path: Path | None = None


class Listed(BaseModel):
    """Several things below one another."""

    shape: Literal["listed"] = "listed"
    items: list[Entry]


Block = Annotated[Said | Quoted | Way | Listed, Field(discriminator="shape")]


class Mail(BaseModel):
    """A mail's subject and its blocks, from which its text and its HTML are both made."""

    subject: Line
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class File:
    """A file to enclose, such as a report as PDF."""

    name: str
    media_type: str
    content: bytes
