"""The steps of bin/run, in their order."""

import errno
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import _bootstrap as bootstrap


def main() -> int:
    """Prepares everything, then becomes `swarm serve`."""
    os.chdir(bootstrap.ROOT)
    ensure_port_is_free(os.environ.get("SWARM_HOST") or "127.0.0.1", os.environ.get("SWARM_PORT"))
    bootstrap.ensure_environment("run")
    bootstrap.ensure_client()
    os.environ["SWARM_SECRET_KEY"] = os.environ.get("SWARM_SECRET_KEY") or own_secret()
    prepare_desk()
    keep_terminal_calm()
    swarm_command = str(bootstrap.BIN / "swarm")
    os.execv(swarm_command, [swarm_command, "serve"])


def ensure_port_is_free(host: str, wanted: str | None) -> None:
    """Ends in a sentence when nothing can listen at this address; before anything is fetched."""
    if wanted and not (wanted.isascii() and wanted.isdigit() and 0 < int(wanted) < 65536):
        bootstrap.fail(f"SWARM_PORT must be a number from 1 to 65535, and it is {wanted!r}.")
    port = int(wanted or 8080)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as refused:
        bootstrap.fail(why_not(refused, host, port))


def why_not(refused: OSError, host: str, port: int) -> str:
    """One sentence for a port that cannot be had."""
    if refused.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken: stop what listens there, "
            "or choose another with SWARM_PORT."
        )
    if refused.errno == errno.EACCES:
        return f"Port {port} needs more rights: choose one above 1023 with SWARM_PORT."
    return f"Swarm cannot listen on {host}: {refused.strerror or refused} (SWARM_HOST)."


def own_secret() -> str:
    """The secret kept in var/, made once and readable by its owner only."""
    path = Path(os.environ.get("SWARM_VAR") or bootstrap.ROOT / "var") / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text().strip()
        if len(kept) < 32:
            bootstrap.fail(f"{path} holds no usable secret: delete it, and a new one is made.")
        return kept
    secret = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
    return secret


def keep_terminal_calm() -> None:
    """At a terminal only warnings are logged unless asked: address and sign-ins stay in sight."""
    if sys.stderr.isatty() and not os.environ.get("SWARM_LOG_LEVEL"):
        os.environ["SWARM_LOG_LEVEL"] = "WARNING"


def prepare_desk() -> None:
    """Brings the database up to date and loads the demo on the first start."""
    commands = [("migrate",)]
    if os.environ.get("SWARM_DEMO", "1").lower() not in ("0", "false", "no", "off"):
        commands += [("demo", "--if-empty"), ("demo", "--sign-ins")]
    swarm(*commands)


def swarm(*commands: tuple[str, ...]) -> None:
    """Runs commands of the command line; what one says is the reader's answer when it fails."""
    words = [word for command in commands for word in (*command, ",")]
    script = str(Path(__file__).with_name("_commands.py"))
    status = subprocess.run([str(bootstrap.PYTHON), script, *words], check=False).returncode
    if status:
        raise SystemExit(status)
