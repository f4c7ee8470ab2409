"""More than this means that a noun is missing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 50
FOLDERS = ("swarm", "tests", "bin", "migrations", "benchmarks", "web/src")
MADE_BY_TOOLS = ("schema.d.ts",)

Plant = Callable[[str, str], Path]


def sources(root: Path) -> Iterator[Path]:
    """Every hand-written source file, the scripts without an ending too."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            written = path.suffix in (".py", ".ts", ".tsx", ".css") or path.parent.name == "bin"
            made = path.name in MADE_BY_TOOLS or "static" in path.parts
            if path.is_file() and written and not made and "__pycache__" not in path.parts:
                yield path


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(root: Path) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in sources(root):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield path, node


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without the docstring, which makes nothing harder to follow."""
    documented = ast.get_docstring(function, clean=False) is not None
    return lines(function) - (lines(function.body[0]) if documented else 0)


def long_files(root: Path) -> list[str]:
    return [f"{path}: {length(path)}" for path in sources(root) if length(path) > FILE_LINES]


def long_functions(root: Path) -> list[str]:
    return [
        f"{path}: {function.name}: {lines(function)}"
        for path, function in functions(root)
        if lines(function) > FUNCTION_LINES
    ]


def ninth_tenth(counts: list[int]) -> int:
    return sorted(counts)[len(counts) * 9 // 10] if counts else 0


def test_no_file_is_too_long(root: Path) -> None:
    assert long_files(root) == []


def test_no_function_is_too_long(root: Path) -> None:
    assert long_functions(root) == []


def test_most_files_are_short(root: Path) -> None:
    package = [length(path) for path in sources(root) if path.is_relative_to(root / "swarm")]
    assert ninth_tenth(package) < 200


def test_most_functions_are_short(root: Path) -> None:
    found = functions(root)
    package = [code_lines(one) for path, one in found if path.is_relative_to(root / "swarm")]
    assert ninth_tenth(package) < 20


def test_a_long_file_is_caught(plant: Plant) -> None:
    assert long_files(plant("swarm/short.py", "x = 1\n" * FILE_LINES)) == []
    assert len(long_files(plant("web/src/parts/Long.tsx", "x\n" * (FILE_LINES + 1)))) == 1
    assert len(long_files(plant("bin/long", "x\n" * (FILE_LINES + 1)))) == 2


def test_a_long_function_is_caught(plant: Plant) -> None:
    assert long_functions(plant("swarm/a.py", "def f():\n" + "    x = 1\n" * 49)) == []
    assert len(long_functions(plant("swarm/b.py", "async def f():\n" + "    x = 1\n" * 50))) == 1


def test_a_docstring_is_no_code(plant: Plant) -> None:
    folder = plant("swarm/a.py", 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert [(lines(one), code_lines(one)) for _, one in functions(folder)] == [(6, 2)]


def test_what_tools_make_is_not_measured(plant: Plant) -> None:
    assert long_files(plant("web/src/contract/schema.d.ts", "x\n" * 1000)) == []
    assert long_files(plant("swarm/static/assets/a.css", "x\n" * 1000)) == []
