"""The steps of bin/check. Each runs to its end whatever the others found."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import _api_page as api_page
import _bootstrap as bootstrap
import _testing as testing
import sqlalchemy

SCHEMA = bootstrap.ROOT / "web" / "src" / "contract" / "schema.d.ts"
PAGE = bootstrap.ROOT / "docs" / "api.md"


class Failed(Exception):
    """A check found something; its text is what to show."""


def main(arguments: list[str]) -> int:
    """Runs the named checks, or all; 0 only when every one passes."""
    mend = "--mend" in arguments
    names = [argument for argument in arguments if argument != "--mend"]
    if names == ["--list"]:
        print("\n".join(CHECKS))
        return 0
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        bootstrap.fail(f"There is no check {', '.join(unknown)}; there are {', '.join(CHECKS)}.")
    names = names or list(CHECKS)
    # What mends writes files that others read.
    at_once = 1 if mend else os.cpu_count() or 1
    if at_once > 1 and any(name in WEB for name in names):
        install_web_tools()
    with ThreadPoolExecutor(at_once) as pool:
        passed = list(pool.map(lambda name: passes(name, mend), names))
    failed = [name for name, well in zip(names, passed, strict=True) if not well]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEvery check passed.")
    return 1 if failed else 0


def passes(name: str, mend: bool) -> bool:
    """Runs one check; prints its name, its result, its time and, when it failed, what it said."""
    begun = time.monotonic()
    try:
        CHECKS[name](mend)
    except Failed as failure:
        print(f"{name:<14} FAILED  {time.monotonic() - begun:5.1f} s\n{failure}\n", flush=True)
        return False
    print(f"{name:<14} ok      {time.monotonic() - begun:5.1f} s", flush=True)
    return True


def install_web_tools() -> None:
    """Fetches the web client's packages unless they are there: no two checks may at once."""
    with contextlib.suppress(Failed):  # the checks that need them will say so
        run(*bootstrap.node("node", "--version"))


def run(*command: str, **variables: str) -> str:
    """Runs one command; gives its standard output, or raises Failed with all that it said."""
    environment = {**os.environ, "NO_COLOR": "1", **variables}
    done = subprocess.run(
        command, cwd=bootstrap.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed((done.stdout + done.stderr).strip())
    return done.stdout


def tool(name: str) -> str:
    """A command of the environment."""
    return str(bootstrap.BIN / name)


def check_format(mend: bool) -> None:
    """Python is formatted."""
    run(tool("ruff"), "format", *([] if mend else ["--check"]), ".")


def check_lint(mend: bool) -> None:
    """Python keeps the rules of pyproject.toml."""
    run(tool("ruff"), "check", *(["--fix"] if mend else []), "--output-format=concise", ".")


def check_types(_mend: bool) -> None:
    """Python's types agree."""
    run(tool("mypy"))


def check_floors(_mend: bool) -> None:
    """Every module imports only from floors below its own."""
    run(tool("lint-imports"), "--no-logo")


def check_dependencies(_mend: bool) -> None:
    """What is imported is what pyproject.toml names."""
    run(tool("deptry"), ".", "--no-ansi")


def check_web_style(mend: bool) -> None:
    """The web client's format and lint."""
    run(*bootstrap.node("biome", "check", "--colors=off", *(["--write"] if mend else [])))


def check_web_types(_mend: bool) -> None:
    """The web client's types agree."""
    run(*bootstrap.node("tsc", "--noEmit"))


def check_web_floors(_mend: bool) -> None:
    """The web client's modules import only from floors below their own."""
    run(*bootstrap.node("depcruise", "--config", ".dependency-cruiser.cjs", "src"))


def check_contract(mend: bool) -> None:
    """The client's types and docs/api.md are those that the server's OpenAPI document says."""
    with tempfile.TemporaryDirectory() as folder:
        document, types = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        document.write_text(run(tool("swarm"), "openapi"))
        run(*bootstrap.node("openapi-typescript", str(document), "-o", str(types)))
        wanted = {SCHEMA: types.read_text(), PAGE: api_page.page(json.loads(document.read_text()))}
    if mend:
        for path, text in wanted.items():
            path.write_text(text)
    others = [path for path, text in wanted.items() if not is_text(path, text)]
    if others:
        names = " and ".join(path.name for path in others)
        raise Failed(
            f"{names} is not what the OpenAPI document says: run bin/check --mend contract"
        )


def is_text(path: Path, text: str) -> bool:
    """Whether a file is there and holds exactly this."""
    return path.is_file() and path.read_text() == text


def check_drift(_mend: bool) -> None:
    """Migrations make the tables that the code knows, on SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        run(
            *(tool("swarm"), "migrate", "--check"),
            SWARM_DATABASE_URL=f"sqlite:///{folder}/scratch.db",
            SWARM_VAR=folder,
        )
        address = testing.find_postgres()
        if not address:
            if os.environ.get("CI"):
                raise Failed("No PostgreSQL answers.")
            return
        with scratch_database(address) as scratch:
            run(
                *(tool("swarm"), "migrate", "--check"),
                SWARM_DATABASE_URL=scratch,
                SWARM_VAR=folder,
            )


@contextlib.contextmanager
def scratch_database(address: str) -> Iterator[str]:
    """A PostgreSQL database that lives as long as the block; gives its address."""
    name = f"swarm_check_{secrets.token_hex(6)}"
    engine = sqlalchemy.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            url = sqlalchemy.make_url(address).set(database=name)
            yield url.render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def check_house(_mend: bool) -> None:
    """The rules of the house: sizes, names, locks, documents."""
    quick = ("-q", "-n0", "-p", "no:randomly", "--confcutdir=tests/house")
    run(str(bootstrap.PYTHON), "-m", "pytest", *quick, "tests/house")


# Side by side: what takes long begins first.
CHECKS: dict[str, Callable[[bool], None]] = {
    "types": check_types,
    "house": check_house,
    "web-types": check_web_types,
    "contract": check_contract,
    "drift": check_drift,
    "dependencies": check_dependencies,
    "floors": check_floors,
    "web-floors": check_web_floors,
    "web-style": check_web_style,
    "lint": check_lint,
    "format": check_format,
}
WEB = {"web-types", "web-style", "web-floors", "contract", "house"}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
