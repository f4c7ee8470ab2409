"""What is wrong with an input, in our own words: short, in the tone of the rest of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

Facts = Mapping[str, Any]

LONGEST_NAME = 60


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count:,} characters"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _short(facts: Facts) -> str:
    least = facts["min_length"]
    return "is empty" if least == 1 else f"must have at least {_characters(least)}"


def _expected(facts: Facts) -> str:
    # pydantic says: 'a', 'b' or 'c'
    return f"must be {facts['expected'].replace(chr(39), '')}"


def _bound(word: str, name: str) -> Callable[[Facts], str]:
    return lambda facts: f"must be {word} {_plain(facts[name])}"


def _plain(limit: object) -> str:
    return str(int(limit)) if isinstance(limit, float) and limit.is_integer() else str(limit)


def _raised(facts: Facts) -> str:
    return str(facts["error"])


PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be text",
    "string_pattern_mismatch": "is not written as it has to be",
    "string_unicode": "holds signs that cannot be read",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "is too large a number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "set_type": "must be a list",
    "dict_type": "must be an object",
    "mapping_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "none_required": "must be left out",
    "datetime_type": "must be a date and time, such as 2026-03-04T12:00:00Z",
    "datetime_parsing": "must be a date and time, such as 2026-03-04T12:00:00Z",
    "datetime_from_date_parsing": "must be a date and time, such as 2026-03-04T12:00:00Z",
    "datetime_object_invalid": "must be a date and time, such as 2026-03-04T12:00:00Z",
    "timezone_aware": "needs a time zone, such as 2026-03-04T12:00:00Z",
    "date_type": "must be a date, such as 2026-03-04",
    "date_parsing": "must be a date, such as 2026-03-04",
    "date_from_datetime_parsing": "must be a date, such as 2026-03-04",
    "date_from_datetime_inexact": "must be a date without a time",
}
"""The kinds of fault that need no more than their name."""

TOLD: dict[str, Callable[[Facts], str]] = {
    "string_too_short": _short,
    "string_too_long": lambda facts: f"must have at most {_characters(facts['max_length'])}",
    "too_short": lambda facts: f"must have at least {_entries(facts['min_length'])}",
    "too_long": lambda facts: f"must have at most {_entries(facts['max_length'])}",
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
    "enum": _expected,
    "literal_error": _expected,
    "value_error": _raised,
    "assertion_error": _raised,
}
"""Those that say a limit, or what would be taken."""

OTHERWISE = "cannot be used"


def words_of(kind: str, facts: Facts) -> str:
    """What a fault of this pydantic kind means; `facts` is what pydantic knows of it."""
    if kind in PLAIN:
        return PLAIN[kind]
    return TOLD[kind](facts) if kind in TOLD else OTHERWISE


def place_of(loc: tuple[int | str, ...]) -> str:
    """Where the fault is: `a.b.0`, names shortened; `body` where it is the whole."""
    return ".".join(str(part)[:LONGEST_NAME] for part in loc if part != "[key]") or "body"


def faults_of(error: ValidationError) -> dict[str, str]:
    """The inputs at fault, as `a.b.0` → what is wrong, in words; never the input itself."""
    return {
        place_of(fault["loc"]): words_of(fault["type"], fault.get("ctx", {}))
        for fault in error.errors(include_url=False, include_input=False)
    }
