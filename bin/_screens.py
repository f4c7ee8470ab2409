"""The steps of bin/screens, run by the Python of .venv."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
WIDTH, HEIGHT = 1440, 900
PATIENCE = 120.0  # seconds
FIT = 420.0  # seconds: on a busy machine the model of the demo is fitted late


def main() -> int:
    """Serves the demo and takes the three pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, served(Path(scratch)) as url:
        cards = json.loads((Path(scratch) / "demo-sign-ins.json").read_text(encoding="utf-8"))
        who = {card["role"]: card for card in cards}
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=os.environ["SWARM_TEST_CHROMIUM"])
            owner = signed_in(browser, url, who["owner"])
            number, swarm = best_places(owner)
            await_model(owner, number)
            show(owner, f"/tickets/{number}", "ticket.png", height=1080)
            in_the_room(browser, url, who, owner, swarm)
            show(owner, f"/swarms/{swarm}", "room.png")
            show(signed_in(browser, url, who["manager"]), "/reports", "reports.png", 1100)
            browser.close()
    return 0


@contextmanager
def served(scratch: Path) -> Iterator[str]:
    """A desk with the whole demo in a folder of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "SWARM_DATABASE_URL": f"sqlite:///{scratch / 'desk.db'}",
        "SWARM_SECRET_KEY": secrets.token_urlsafe(32),
        "SWARM_VAR": str(scratch),
        "SWARM_PORT": str(port),
        "SWARM_LOG_LEVEL": "WARNING",
    }
    swarm = [sys.executable, "-m", "swarm"]
    for command in ("migrate", "demo"):
        subprocess.run([*swarm, command], env=environment, check=True)
    process = subprocess.Popen([*swarm, "serve"], env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str) -> None:
    """Returns when the desk answers; raises when it does not within `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()  # noqa: S310 - our own address
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def signed_in(browser: Browser, url: str, card: dict[str, str]) -> Page:
    """A page of somebody who signed in by the form."""
    page = browser.new_page(
        base_url=url,
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    page.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    page.goto("/sign-in")
    page.get_by_label("Email").fill(card["email"])
    page.get_by_role("textbox", name="Password").fill(card["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Tickets", exact=True)).to_be_visible()
    return page


def ask(page: Page, path: str) -> Any:
    """What the desk answers to somebody who is signed in."""
    return page.request.get(f"/api{path}").json()


def best_places(page: Page) -> tuple[int, int]:
    """The open ticket of one's own with the most replies, and one's own live swarm."""
    mine = ask(page, "/tickets?owner=me&status=open")["items"]
    tickets = [ask(page, f"/tickets/{row['number']}") for row in mine]
    live = [swarm["id"] for one in tickets for swarm in one["swarms"] if swarm["open"]]
    calm = [one for one in tickets if not any(swarm["open"] for swarm in one["swarms"])]
    ticket: int = max(calm, key=lambda one: len(one["replies"]))["number"]
    return ticket, live[0]


def await_model(page: Page, number: int) -> None:
    """Return when the model that a desk starts with was replaced by one of all its tickets."""
    first, end = ask(page, f"/tickets/{number}/suggestions")["model"], time.monotonic() + FIT
    while time.monotonic() < end:
        if ask(page, f"/tickets/{number}/suggestions")["model"] != first:
            return
        time.sleep(0.5)


def in_the_room(
    browser: Browser, url: str, who: dict[str, dict[str, str]], owner: Page, swarm: int
) -> None:
    """Where the expert is a member, have them in the room, so that presence can be seen."""
    members = {one["person"]["name"] for one in ask(owner, f"/swarms/{swarm}")["members"]}
    if who["expert"]["name"] in members:
        page = signed_in(browser, url, who["expert"])
        page.goto(f"/swarms/{swarm}")
        expect(page.get_by_role("log")).to_be_visible()


def show(page: Page, path: str, name: str, height: int = HEIGHT) -> None:
    """Go there, wait until all is drawn, and take the picture."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".mantine-Skeleton-root")).to_have_count(0)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / name, animations="disabled")
    print(f"docs/screens/{name} {(FOLDER / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
