"""Every screen: nothing for axe to find, no sideways scrolling, in both themes and widths.

The whole run looks at each screen in one theme a width, by turns, so that what screens share is
seen in all four; `SWARM_TEST_LOOKS=every bin/test tests/browser/test_screens.py` looks at each in
all four.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Browsers, Desk
from tests.browser.screens import SCREENS, Place

pytestmark = pytest.mark.browser

NARROWEST = {"width": 360, "height": 740}
SIZES = {"wide": DESKTOP, "phone": PHONE}
# These two are off unless they are asked for: size of targets (2.5.8), label in name (2.5.3).
ALL_RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {
        "target-size": {"enabled": True},
        "label-content-name-mismatch": {"enabled": True},
    },
}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
EVERY = os.environ.get("SWARM_TEST_LOOKS") == "every"
NAMES = [one[0] for one in SCREENS]


def looks(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The rules by theme, by width. A theme changes colours: the other rules need one a width."""
    first, then = ("light", "dark") if NAMES.index(name) % 2 else ("dark", "light")
    wide, phone = {first: ALL_RULES}, {then: ALL_RULES}
    if EVERY:
        wide[then], phone[first] = COLOURS, COLOURS
    return {"wide": wide, "phone": phone}


def settled(page: Page) -> None:
    """Wait until the screen has its heading and nothing is still on its way."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".mantine-Skeleton-root")).to_have_count(0)
    expect(page.locator(".mantine-Loader-root")).to_have_count(0)


def found_by_axe(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds: the rule and the elements."""
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:240]})"
        for one in violations
        for node in one["nodes"]
    ]


def overhang(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    width: int = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return max(0, width)


@pytest.fixture(scope="module")
def visitors(browser: Browser, desk: Desk) -> Iterator[Browsers]:
    """One browser a person for all screens: each new one would load the whole client again."""
    opened = Browsers(browser, desk)
    yield opened
    opened.close()


@pytest.mark.parametrize(("name", "who", "place"), SCREENS, ids=NAMES)
def test_nothing_is_wrong_on_a_screen(
    visitors: Browsers, desk: Desk, name: str, who: str | None, place: Place
) -> None:
    visitors.faults.clear()
    page = visitors.look(who, place if isinstance(place, str) else place(desk))
    page.emulate_media(reduced_motion="reduce")  # a colour half faded is neither theme's
    faults: list[str] = []
    for width, rules_of in looks(name).items():
        page.set_viewport_size(SIZES[width])
        settled(page)
        for theme, rules in rules_of.items():
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
            found = found_by_axe(page, rules)
            faults += [f"axe, {width}, {theme}: {one}" for one in found]
    for size in (DESKTOP, PHONE, NARROWEST):
        page.set_viewport_size(size)
        settled(page)
        if over := overhang(page):
            faults.append(f"at {size['width']} pixels it is {over} too wide")
    page.close()
    faults += visitors.faults
    assert not faults, "\n".join(faults)
