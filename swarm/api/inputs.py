"""What comes in from outside, checked before anything else happens."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Request

from swarm.errors import Invalid
from swarm.signs import one_line, some_lines

JSON_BYTES = 1_000_000
LARGEST_ID = 2**31 - 1

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
"""A number or id as it comes from outside."""

Short = Annotated[str, Field(min_length=1, max_length=120)]

ONE_LINE = BeforeValidator(one_line)
Words = Annotated[str, Field(max_length=20_000)]
Component = Annotated[str, Field(max_length=120), ONE_LINE]
Product = Annotated[str, Field(max_length=80), ONE_LINE]


OnTicket = Literal["ad_hoc", "severity"]
PickingOver = Literal["dispatch", "backlog"]
SwarmKind = Literal[OnTicket, PickingOver]
"""Kinds of swarms: of one ticket, or rooms in which tickets are picked over."""


class Input(BaseModel):
    """A body or a query string: unknown fields are refused, spaces at the ends dropped.

    Of control signs in a body newlines and tabs alone are kept, save in the fields of `verbatim`:
    secrets, and names, of which one is told what is wrong.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)
    verbatim: ClassVar[frozenset[str]] = frozenset()

    @property
    def account(self) -> str:
        """Into whose account this is a try to get, where it says so."""
        return ""


class Nothing(Input):
    """What a route takes that declares nothing."""


M = TypeVar("M", bound=Input)


def _refuse_constant(_name: str) -> Any:
    raise ValueError("not a number that JSON knows")


_SURROGATE = re.compile("[\ud800-\udfff]")


def _storable(value: Any) -> bool:
    if isinstance(value, str):
        # PostgreSQL stores no NUL, and a lone surrogate cannot be written as UTF-8.
        return "\x00" not in value and not _SURROGATE.search(value)
    if isinstance(value, dict):
        return all(_storable(name) and _storable(item) for name, item in value.items())
    if isinstance(value, list):
        return all(_storable(item) for item in value)
    return True


def _seen(value: Any) -> Any:
    """The value without the signs in its texts that show nothing."""
    if isinstance(value, dict):
        return {name: _seen(item) for name, item in value.items()}
    return [_seen(item) for item in value] if isinstance(value, list) else some_lines(value)


def read_body(request: Request, model: type[M]) -> M:
    """The JSON body as `model`. Raises 400, 413, 415, or 422 with the fields at fault.

    Nothing is read as what it is not: true is no id, and neither is the text "1".
    """
    if (request.content_length or 0) > JSON_BYTES:
        raise RequestEntityTooLarge
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send the body as application/json.")
    raw = request.get_data(cache=False)
    if len(raw) > JSON_BYTES:
        raise RequestEntityTooLarge
    try:
        value = json.loads(raw.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error
    if not isinstance(value, dict):
        raise Invalid("The body must be an object.", fields={"body": "must be an object"})
    for name, item in value.items():
        if not _storable(name) or not _storable(item):
            raise Invalid(
                "The text holds signs that cannot be stored.",
                fields={_as_told(name): "signs that cannot be stored"},
            )
    seen = {name: v if name in model.verbatim else _seen(v) for name, v in value.items()}
    # As JSON, where strictness knows that a moment can only be a text.
    return model.model_validate_json(raw if seen == value else json.dumps(seen), strict=True)


def _as_told(name: str) -> str:
    """A field's name as the caller sent it, as far as it can be shown."""
    return name.encode("ascii", "replace").decode().replace("\x00", "?")[:60]


def read_query(request: Request, model: type[M]) -> M:
    """The query string as `model`; a field that is a list may be repeated."""
    if not request.query_string:
        return model.model_validate({})
    many = {
        name
        for name, field in model.model_fields.items()
        if getattr(field.annotation, "__origin__", None) in (list, tuple)
    }
    value: dict[str, Any] = {}
    for name, items in request.args.lists():
        if not _storable(items) or not _storable(name):
            raise Invalid(
                "The address holds signs that cannot be used.",
                fields={_as_told(name): "signs that cannot be used"},
            )
        if name in many:
            value[name] = items
        elif len(items) > 1:
            raise Invalid("Said more than once.", fields={name: "said more than once"})
        else:
            value[name] = items[0]
    return model.model_validate(value)
