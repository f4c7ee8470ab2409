"""Ask a virus scanner about a file, by the command that the operator named."""

from __future__ import annotations

import logging
import shlex
import subprocess
from pathlib import Path
from typing import Literal

log = logging.getLogger(__name__)

SECONDS = 60
INFECTED = 1
"""What scanners such as clamdscan exit with when they found something."""

State = Literal["clean", "waiting", "refused"]


def scan(command: str, path: Path) -> State:
    """What `command`, given the file's path as its last word, says of it.

    Exit code 0 is clean, 1 refused; anything else, and no answer within a minute, is waiting:
    it will be asked again. Without a command every file is clean. The name that the file was
    sent under never reaches the command: the path is made of the content's hash.
    """
    if not command.strip():
        return "clean"
    try:
        done = subprocess.run(
            [*shlex.split(command), str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        log.warning("the virus scanner did not answer: %s", type(error).__name__)
        return "waiting"
    if done.returncode == 0:
        return "clean"
    if done.returncode == INFECTED:
        return "refused"
    log.warning("the virus scanner failed with exit code %d", done.returncode)
    return "waiting"
