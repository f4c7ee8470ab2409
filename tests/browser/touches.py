"""What managers do with the touches of a ticket."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def correct_a_touch(page: Page, why: str) -> Locator:
    """Say on a ticket's page at which tier the first touch was; the list in which it stands."""
    page.get_by_role("button", name="Show the work by tier").click()
    panel = page.get_by_role("region", name="Work by tier")
    panel.get_by_role("button", name="Correct the tier").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Tier").click()
    page.get_by_role("option", name="L3").click()
    dialog.get_by_role("textbox", name="How do you know?").fill(why)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(panel).to_contain_text(why)
    return panel
