"""The API reference as Markdown, made from the OpenAPI document."""

from __future__ import annotations

from typing import Any

PREFACE = """# The API

JSON over HTTP. Programs send `Authorization: Bearer TOKEN` (`swarm users token EMAIL` prints
one); browsers use the session cookie and send its `X-CSRF-Token`. The machine-readable document
is at `GET /api/openapi.json`, also printed by `swarm openapi`. This page is made from it by
`swarm openapi --reference` and checked by a test.

- Times are ISO 8601 with zone; numbers and ids are integers; a person is `{id, name}` in
  answers and the id in requests. Unknown fields are refused.
- Lists are paged: `{"items": [...], "next": cursor or null}`; pass `cursor` to go on.
- Errors are `application/problem+json` with `code`, `detail`, and `fields` where a field is at
  fault: 401 not signed in, 403 seen but not permitted, 404 not there or not to be seen, 409
  conflict (carries `current`), 422 names the fields, 429 too often.

## Live

Socket.IO at `/socket.io`, default namespace, let in by the session cookie or `auth: {"token":
...}`. Emit `follow {"stream": "swarms/12", "after": 40}`; it is acknowledged with `{"ok": true,
"head": n}` or `{"ok": false, "code": ...}`, and only then `activity` events come, starting at
41, each the same object as an item of `GET .../activity`. Without `after` they start at the
head. `too_far` means: read by HTTP first. `unfollow {"stream"}` ends it; `typing {"stream"}`
tells the others; the server sends `presence` and `typing`. One may follow `people/ID` of
oneself, `tickets/N` as staff, and `swarms/N` as a member.

## Routes
"""


def reference(document: dict[str, Any]) -> str:
    """The whole page; `document` is the OpenAPI document."""
    tags: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tags.setdefault(operation["tags"][0], []).append(
                _row(method.upper(), path, operation, document["components"]["schemas"])
            )
    parts = [PREFACE]
    for tag in sorted(tags):
        parts.append(f"### {tag.replace('_', ' ').capitalize()}\n")
        parts.append("| request | takes | answers | what it does |\n| --- | --- | --- | --- |")
        parts.append("\n".join(tags[tag]) + "\n")
    return "\n".join(parts)


def _row(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    takes = [one["name"] + "?" for one in operation["parameters"] if one["in"] == "query"]
    body = operation.get("requestBody")
    if body:
        takes += _fields(schemas[_name_of(body["content"]["application/json"]["schema"])])
    status, answer = next(iter(operation["responses"].items()))
    content = answer.get("content", {}).get("application/json")
    answers = f"{status} {_name_of(content['schema'])}" if content else status
    summary = operation["summary"].replace("|", "\\|")
    return f"| `{method} {path}` | {', '.join(takes) or '–'} | {answers} | {summary} |"


def _name_of(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _fields(schema: dict[str, Any]) -> list[str]:
    needed = set(schema.get("required", ()))
    return [name if name in needed else f"{name}?" for name in schema.get("properties", {})]
