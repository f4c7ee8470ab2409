"""Turns the OpenAPI document into docs/api.md."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

INTRODUCTION = """\
# The API

Made from the server's own OpenAPI document by `bin/check --mend contract`; the document itself is
at `GET /api/openapi.json` and `swarm openapi` prints it. What the words mean stands in
[Concepts](concepts.md).

## In general

**Signing in.** A program sends `Authorization: Bearer TOKEN`; `swarm users token EMAIL` prints a
new personal token, and so does the page "Me". A browser has a session cookie and sends the value
of `csrf` from `GET /api/me` with every change, in the header `X-CSRF-Token`.

**Shapes.** JSON in and out; moments are ISO 8601 with a zone; a person is `{id, name}` in answers
and the id in requests. Unknown fields are refused, in query strings too.

**Refusals** are `application/problem+json` with `code`, `detail` and, where a field is at fault,
`fields`: 400 not readable, 401 not signed in, 403 seen but not permitted, 404 not there or not to
be seen, 409 conflict (with `current`), 422 a field cannot be used, 429 too often.

**Lists** are `{"items": [...], "next": cursor or null}`; the next page is asked for with `cursor`.

**Live.** Socket.IO at `/socket.io`, with the cookie or `auth: {"token": TOKEN}`. Emit
`follow {"stream": "swarms/12", "after": 40}`; it is acknowledged with `{"ok": true, "head": n}` or
`{"ok": false, "code": ...}`, and only then `activity` events arrive, one a line, from 41 on.
Without `after` they start at the head. With `too_far` read by HTTP first. `unfollow` ends it;
`typing` tells the others in a room, who receive `typing` and `presence`.

Below, a question mark marks what may be left out.
"""


def page(document: Json) -> str:
    """The whole page, in Markdown."""
    parts = [INTRODUCTION, "## Routes\n"]
    for tag, operations in by_tag(document).items():
        parts.append(f"### {tag.replace('_', ' ').capitalize()}\n")
        parts.extend(operation_text(*operation) for operation in operations)
    parts.append("## Shapes\n")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.append(schema_text(name, schema))
    return "\n".join(parts).rstrip() + "\n"


def by_tag(document: Json) -> dict[str, list[tuple[str, str, Json]]]:
    """Every operation with its method and path, under its first tag."""
    found: dict[str, list[tuple[str, str, Json]]] = {}
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            found.setdefault(tag, []).append((method.upper(), path, operation))
    return dict(sorted(found.items()))


def operation_text(method: str, path: str, operation: Json) -> str:
    """What one route does, takes and answers."""
    lines = [f"**`{method} {path}`** {operation.get('summary', '')}".rstrip(), ""]
    query = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    if query:
        fields = (field(one["name"], one["schema"], one.get("required", False)) for one in query)
        lines += [f"- asks: {', '.join(fields)}"]
    for schema in bodies(operation.get("requestBody", {})):
        lines += [f"- takes: {kind(schema)}"]
    for status, answer in operation["responses"].items():
        if status != "default":
            shapes = ", ".join(kind(schema) for schema in bodies(answer)) or "nothing"
            lines += [f"- answers {status}: {shapes}"]
    return "\n".join(lines) + "\n"


def bodies(part: Json) -> Iterator[Json]:
    """The schemas of a request or an answer."""
    for content in part.get("content", {}).values():
        if content.get("schema"):
            yield content["schema"]


def schema_text(name: str, schema: Json) -> str:
    """One named shape with its fields."""
    about = " ".join(schema.get("description", "").split("\n\n")[0].split())
    lines = [f"#### {name}", ""]
    if about:
        lines += [about, ""]
    if "properties" not in schema:
        return "\n".join([*lines, f"- {kind(schema)}", ""])
    required = set(schema.get("required", []))
    for key, value in schema["properties"].items():
        lines.append(f"- {field(key, value, key in required)}")
    return "\n".join([*lines, ""])


def field(name: str, schema: Json, required: bool) -> str:
    """A field's name, whether it may be left out, and its kind."""
    words = kind(schema)
    return f"`{name}` {words}" if required else f"`{name}?` {words.removesuffix(' or null')}"


def kind(schema: Json) -> str:
    """A kind in words: `integer`, `list of [TicketRow](#ticketrow)`, `text up to 200`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return " or ".join(dict.fromkeys(kind(one) for one in schema[choice]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " or ".join(f"`{value}`" for value in values)
    return plain_kind(schema)


def plain_kind(schema: Json) -> str:
    """A kind that is neither a reference nor a choice."""
    name = schema.get("type", "anything")
    if name == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if name == "object":
        inner = schema.get("additionalProperties")
        return f"map to {kind(inner)}" if isinstance(inner, dict) and inner else "object"
    if name == "string":
        text = {"date-time": "moment", "date": "day", "binary": "file"}.get(
            schema.get("format", ""), "text"
        )
        return f"{text} up to {schema['maxLength']}" if "maxLength" in schema else text
    bounds = [schema.get("minimum"), schema.get("maximum")]
    if bounds != [None, None]:
        low, high = ("" if bound is None else bound for bound in bounds)
        return f"{name} {low}..{high}"
    return str(name)
