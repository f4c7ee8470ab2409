"""Finds a Python that is new enough. Every Python 3, however old, must be able to read this."""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def ensure_new_enough():
    """Goes on with a newer Python of this machine when this is too old, or ends in a sentence."""
    if sys.version_info >= OLDEST:
        return
    which = getattr(shutil, "which", lambda _name: None)  # Python 2 has none
    for name in NEWER:
        newer = which(name)
        if newer and works(newer):
            os.execv(newer, [newer] + sys.argv)
    sys.exit(
        "Swarm needs Python 3.11 or newer, and this is Python %d.%d (%s): "
        "install a newer one and start it with that." % (sys.version_info[:2] + (sys.executable,))
    )


def works(python):
    """Whether `python` starts at all: a version manager leaves names behind that do not."""
    return os.system("'%s' -c '' >/dev/null 2>&1" % python) == 0
