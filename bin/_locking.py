"""The steps of bin/lock."""

import os
import subprocess

import _bootstrap as bootstrap

ONE_VERSION_FOR_ALL = (
    # The same versions on every Python and every system: a model answers alike everywhere.
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-annotate", "--no-header"),
    *("--no-config", "--no-emit-index-url", "--no-emit-find-links"),
)
# What a machine adds to the public index would put hashes into the locks that others cannot find.
LOCAL_SOURCES = ("PIP_FIND_LINKS", "UV_FIND_LINKS", "UV_INDEX", "UV_EXTRA_INDEX_URL")


def main(arguments: list[str]) -> int:
    """Compiles the four locks; those that are installed together agree with one another."""
    os.chdir(bootstrap.ROOT)
    bootstrap.ensure_environment("dev")
    lock("run.txt", "pyproject.toml", *arguments)
    dev = ("--group", "pyproject.toml:dev", "-c", "requirements/run.txt")
    lock("dev.txt", "pyproject.toml", *dev, *arguments)
    lock("build.txt", "requirements/build.in", "-c", "requirements/dev.txt", *arguments)
    lock("uv.txt", "requirements/uv.in", *arguments)
    return 0


def lock(name: str, *arguments: str) -> None:
    """Compiles one lock file; ends where uv finds no answer."""
    environment = {key: value for key, value in os.environ.items() if key not in LOCAL_SOURCES}
    target = f"requirements/{name}"
    command = [bootstrap.uv(), "pip", "compile", "-q", *ONE_VERSION_FOR_ALL, "-o", target]
    done = subprocess.run([*command, *arguments], env=environment, check=False)
    if done.returncode:
        bootstrap.fail(f"{target} could not be made; see above.")
