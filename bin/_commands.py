"""Runs several commands of `swarm` in one process: `python _commands.py migrate , demo --sign-ins`.

Each process of its own would import everything anew, and a start is not to be felt.
"""

import itertools
import sys

from swarm.cli import main

if __name__ == "__main__":
    for commas, arguments in itertools.groupby(sys.argv[1:], ",".__eq__):
        if not commas:
            sys.argv = ["swarm", *arguments]
            try:
                main()
            except SystemExit as ended:
                if ended.code:
                    raise
