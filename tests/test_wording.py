"""Every fault of every input is said in our own words, whatever is thrown at it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from swarm.api.inputs import Input
from swarm.api.site import all_doors
from swarm.commands.importing.mapping import PeopleMapping, TicketMapping
from swarm.config import Settings
from swarm.tickets.tables import Priority
from swarm.tiers.logs.mapping import Mapping
from swarm.wording import OTHERWISE, PLAIN, TOLD, faults_of, place_of, words_of

THROWN: list[Any] = [
    None, "", " ", "x", "ü" * 25_000, "%", 0, 1, -1, 1.5, 10**6, 2**31, 10**40,
    float("inf"), float("nan"), True, [], [None], [[]], ["a"] * 101, {}, {"a": 1},
    {"": ""}, {"x" * 500: "y"}, {"mon": [["25:00", "1"]]}, {str(n): "v" for n in range(100)},
    [{}], [{"person": "x", "kind": 7, "message": -1, "more": 1}], "2026-03-04", "2026-13-04",
    "not-a-date", "bogus,open",
    "2026-03-04T12:00:00", "9999-12-31T23:59:59Z", "1", "1.5", "true", "yes", "\u202e",
    {"delimiter": "ab", "encoding": "klingon", "missing": 7, "zone": "Nowhere/There"},
]  # fmt: skip


LIBRARY = re.compile(
    r"input should|value error|field required|is not a valid|isoformat|invalid literal"
    r"|time data|must be in |out of range|expecting value|nonetype|unhashable|has no attribute"
    r"|unterminated|codec can|<class|valid (string|integer|number|boolean|list|dictionary)",
    re.IGNORECASE,
)
"""How pydantic and Python itself speak."""


def inputs() -> list[type[Input]]:
    found = {model for door in all_doors() for route in door.routes
             for model in (route.body, route.query) if model is not None}  # fmt: skip
    return sorted(found, key=lambda model: f"{model.__module__}.{model.__qualname__}")


def faults_in(model: type[BaseModel]) -> Iterator[ValidationError]:
    names = [field.alias or name for name, field in model.model_fields.items()]
    bodies: list[Any] = [{}, {"unheard_of": 1}, {"x" * 500: 1}, [], "x", None]
    bodies += [{name: value} for name in names for value in THROWN]
    bodies += [dict.fromkeys(names, value) for value in THROWN]
    for body in bodies:
        try:
            model.model_validate(body)
        except ValidationError as error:
            yield error


@pytest.mark.parametrize("model", [*inputs(), TicketMapping, PeopleMapping, Mapping])
def test_no_fault_of_an_input_is_said_in_a_librarys_words(model):
    seen = 0
    for error in faults_in(model):
        for fault in error.errors(include_url=False, include_input=False):
            assert fault["type"] in PLAIN | TOLD, fault
            words = words_of(fault["type"], fault.get("ctx", {}))
            own = fault["type"] in ("value_error", "assertion_error")
            assert own or words != fault["msg"], words
            assert not LIBRARY.search(words), words
            assert 0 < len(words) <= 200
            seen += 1
        assert all(len(place) <= 200 for place in faults_of(error))
    assert seen


def test_settings_are_explained_too(monkeypatch):
    monkeypatch.setenv("SWARM_PORT", "many")
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert faults_of(refused.value) == {"port": "must be a whole number"}


class Everything(Input):
    """One field of each kind."""

    text: Annotated[str, Field(min_length=1, max_length=3, pattern="^[a-z]+$")] = "a"
    count: Annotated[int, Field(ge=1, le=5)] = 1
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    flag: bool = True
    names: Annotated[list[str], Field(min_length=2, max_length=2)] = Field(default=["a", "b"])
    words: dict[str, int] = Field(default={})
    kind: Literal["ad_hoc", "severity"] = "ad_hoc"
    priority: Priority = Priority.LOW
    moment: AwareDatetime | None = None
    day: dt.date | None = None


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        ({"text": ""}, "text", "is empty"),
        ({"text": "abcd"}, "text", "must have at most 3 characters"),
        ({"text": "A"}, "text", "is not written as it has to be"),
        ({"text": 7}, "text", "must be text"),
        ({"count": 0}, "count", "must be at least 1"),
        ({"count": 6}, "count", "must be at most 5"),
        ({"count": "x"}, "count", "must be a whole number"),
        ({"count": 1.5}, "count", "must be a whole number"),
        ({"share": 0}, "share", "must be more than 0"),
        ({"share": 1}, "share", "must be less than 1"),
        ({"flag": "perhaps"}, "flag", "must be true or false"),
        ({"names": ["a"]}, "names", "must have at least 2 entries"),
        ({"names": ["a"] * 3}, "names", "must have at most 2 entries"),
        ({"names": "a"}, "names", "must be a list"),
        ({"words": {"a": "x"}}, "words.a", "must be a whole number"),
        ({"words": []}, "words", "must be an object"),
        ({"kind": "x"}, "kind", "must be ad_hoc or severity"),
        ({"priority": "x"}, "priority", "must be low, normal, high or urgent"),
        (
            {"moment": "2026-03-04T12:00:00"},
            "moment",
            "needs a time zone, such as 2026-03-04T12:00:00Z",
        ),
        ({"moment": "soon"}, "moment", "must be a date and time, such as 2026-03-04T12:00:00Z"),
        ({"day": "soon"}, "day", "must be a date, such as 2026-03-04"),
        ({"colour": 1}, "colour", "is not known here"),
    ],
)
def test_a_fault_says_what_would_be_taken(value, field, words):
    with pytest.raises(ValidationError) as refused:
        Everything.model_validate(value)
    assert faults_of(refused.value) == {field: words}


def test_a_kind_of_fault_that_a_later_library_brings_is_still_said_plainly():
    assert words_of("of_tomorrow", {}) == OTHERWISE
    assert place_of(()) == "body"
    assert place_of(("words", "x" * 500, "[key]")) == f"words.{'x' * 60}"
