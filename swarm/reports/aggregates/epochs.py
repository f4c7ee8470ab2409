"""Moments as seconds since 1970, to the microsecond on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float, cast, extract
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class epoch(FunctionElement[float]):  # noqa: N801 - stands among functions of the database
    """Seconds since 1970 of a moment, None of none."""

    inherit_cache = True
    type = Float()


@compiles(epoch)
def _of_a_moment(element: epoch, compiler: SQLCompiler, **how: Any) -> str:
    [moment] = element.clauses
    return compiler.process(cast(extract("epoch", moment), Float), **how)


@compiles(epoch, "sqlite")
def _of_a_text(element: epoch, compiler: SQLCompiler, **how: Any) -> str:
    [moment] = element.clauses
    said = compiler.process(moment, **how)
    # The text ends with the fraction: ".123456", or nothing.
    return f"(strftime('%s', {said}) + cast(substr({said}, 20) as real))"
