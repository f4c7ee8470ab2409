"""Makes what the other scripts need: the environment in .venv and the built web client.

Both are made once and again only when what they are made from has changed: a stamp
beside each holds the hash of its sources.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two at once are then the reader's own care
    fcntl = None

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LOCKS = ROOT / "requirements"
CLIENT = ROOT / "swarm" / "static"

TICK = 1.0
PLAIN_TICK = 5.0  # seconds between lines in a file or a pipe

# Without compiled code every start takes seconds longer; images for containers like to forbid it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

NO_NETWORK = (
    "Max retries exceeded",
    "No matching distribution found",
    "error sending request",
    "dns error",
    "client error (Connect)",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "ETIMEDOUT",
)


def fail(sentence: str) -> None:
    """Ends with one sentence that says what is missing."""
    sys.exit(f"\n{sentence}")


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Prints what is being done and how long it took, and meanwhile how long it takes: in place
    at a terminal, in lines elsewhere."""
    begun = time.monotonic()
    over = threading.Event()
    at_terminal = sys.stdout.isatty()
    tick, before, after = (TICK, "\r", "") if at_terminal else (PLAIN_TICK, "", "\n")

    def say(end: str) -> None:
        print(f"{before}{name} ... {time.monotonic() - begun:.0f} s", end=end, flush=True)

    def count() -> None:
        while not over.wait(tick):
            say(after)

    print(f"{name} ...", end=after or " ", flush=True)
    counting = threading.Thread(target=count, daemon=True)
    counting.start()
    try:
        yield
    finally:
        over.set()
        counting.join()
    say("\n")


def ensure_environment(lock: str) -> None:
    """Makes .venv from `requirements/run.txt` or `requirements/dev.txt`; `dev` contains `run`."""
    sources = [*sorted(LOCKS.glob("*.txt")), ROOT / "pyproject.toml", ROOT / "hatch_build.py"]
    wanted = digest(sources)
    stamps = {name: VENV / f".swarm-{name}" for name in ("run", "dev")}
    with only_one_at_a_time():
        if any(holds(stamps[name], wanted) for name in {lock, "dev"}) and is_alive():
            return
        if not is_alive():
            make_environment()
        with step("Installing the packages of the lock file"):
            install_packages(f"{lock}.txt", "build.txt")
            run(uv(), "pip", "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
        stamps[lock].write_text(wanted)


def make_environment() -> None:
    """Makes an empty .venv, with uv in it."""
    with step("Making the environment in .venv"):
        try:
            venv.create(VENV, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, ImportError):
            shutil.rmtree(VENV, ignore_errors=True)
            version = "{}.{}".format(*sys.version_info)
            fail(
                "This Python cannot make virtual environments: install its venv module "
                f"(on Debian and Ubuntu: apt-get install python{version}-venv) and start again."
            )
        pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
        run(*pip, "--require-hashes", "-r", str(LOCKS / "uv.txt"))


def install_packages(*names: str) -> None:
    """Installs locks by uv, every file checked against its hash."""
    files = [part for name in names for part in ("-r", str(LOCKS / name))]
    run(uv(), "pip", "install", "--compile-bytecode", "--require-hashes", *files)


def ensure_client() -> None:
    """Builds the web client into swarm/static."""
    web = ROOT / "web"
    sources = [path for path in web.iterdir() if path.is_file()]
    for folder in (web / "src", web / "public"):
        sources.extend(path for path in folder.rglob("*") if path.is_file())
    wanted = digest(sorted(path for path in sources if ".test." not in path.name))
    stamp = CLIENT / ".built-from"
    with only_one_at_a_time():
        if holds(stamp, wanted):
            return
        with step("Building the web client (the first time it fetches its packages)"):
            run(str(PYTHON), str(ROOT / "hatch_build.py"))
        stamp.write_text(wanted)


def run(*command: str) -> None:
    """Runs a command quietly; when it fails, ends with what is missing or with what it said."""
    environment = {
        **os.environ,
        "SWARM_SKIP_WEB": "1",
        "UV_PYTHON": str(PYTHON),
        "UV_NO_CONFIG": "1",
        "npm_config_fetch_retries": "1",
        "npm_config_fetch_retry_mintimeout": "1000",
    }
    if "PIP_INDEX_URL" in environment:  # a company's own mirror serves both installers
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    if any(sign in said for sign in NO_NETWORK):
        fail(
            "There is no network: the first start fetches packages from PyPI and from the npm "
            "registry, and could not reach them."
        )
    tail = "\n".join(said.strip().splitlines()[-25:])
    fail(f"{tail}\n\nThis command failed: {' '.join(command)}")


def uv() -> str:
    """The installer inside the environment."""
    return str(BIN / "uv")


def is_alive() -> bool:
    """Whether .venv holds a Python that starts and an installer."""
    if not PYTHON.exists() or not shutil.which(uv()):
        return False
    trial = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def node(*command: str) -> list[str]:
    """A command of the web client's own tools, to be run in web/ with the packaged Node.js."""
    return [str(PYTHON), str(ROOT / "hatch_build.py"), *command]


def holds(stamp: Path, wanted: str) -> bool:
    """Whether `stamp` says that its thing was made from `wanted`."""
    return stamp.is_file() and stamp.read_text() == wanted


def digest(paths: Iterable[Path]) -> str:
    """A hash of names and contents."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.relative_to(ROOT)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two scripts started together must not install or build into one another."""
    if fcntl is None:
        yield
        return
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    with (folder / ".making").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
