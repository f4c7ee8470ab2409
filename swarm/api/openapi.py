"""The OpenAPI 3.1 document, made from the declared routes and their models."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from swarm.api.door import Door, Route

PLACE = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")


class Problem(BaseModel):
    """Every error has this shape (`application/problem+json`)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    fields: dict[str, str] | None = None
    current: dict[str, Any] | None = None


def document(doors: Iterable[Door], version: str) -> dict[str, Any]:
    """The whole document as plain data."""
    routes = [route for door in doors for route in door.routes]
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in routes:
        if route.body:
            wanted[route.body, "validation"] = None
        if route.answers:
            wanted[route.answers, "serialization"] = None
    refs, shared = models_json_schema(list(wanted), ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for door in doors:
        for route in door.routes:
            path = "/api" + PLACE.sub(lambda place: "{" + place["name"] + "}", route.rule)
            paths.setdefault(path, {})[route.method.lower()] = _operation(route, door.noun, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Swarm",
            "version": version,
            "description": "Commands are HTTP requests; the socket tells what happened.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": shared.get("$defs", {}),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "swarm_session"},
            },
        },
    }


def _operation(route: Route, noun: str, refs: dict[Any, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "Done."}
    if route.answers:
        schema = refs[route.answers, "serialization"]
        answer["content"] = {"application/json": {"schema": schema}}
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [noun],
        "summary": (inspect.getdoc(route.view) or route.name).split("\n")[0],
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": {str(route.status): answer, "default": _refused()},
        "security": [{"token": []}, {"cookie": []}] if route.who else [],
    }
    if route.body:
        schema = refs[route.body, "validation"]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _refused() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "Refused.",
        "content": {"application/problem+json": {"schema": schema}},
    }


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "name": place["name"],
            "in": "path",
            "required": True,
            "schema": {"type": "integer"} if place["kind"] == "int" else {"type": "string"},
        }
        for place in PLACE.finditer(route.rule)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema()
    defined = schema.get("$defs", {})
    needed = set(schema.get("required", ()))
    return [
        {
            "name": name,
            "in": "query",
            "required": name in needed,
            "schema": _inline(field, defined),
        }
        for name, field in schema.get("properties", {}).items()
    ]


def _inline(schema: Any, defined: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inline(item, defined) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(defined[schema["$ref"].rsplit("/", 1)[-1]], defined)
    return {name: _inline(value, defined) for name, value in schema.items()}
