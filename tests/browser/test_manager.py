"""A manager defines a cohort, reads the comparison, and follows it down to a single touch."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browsers
from tests.browser.touches import correct_a_touch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME = "Incidents of the year"
FORMULA = ("=", "@", "+", "\t")


def define_a_cohort(page: Page) -> None:
    """Choose what the report is of, and keep that rule under a name."""
    page.get_by_role("combobox", name="Category").click()
    page.get_by_role("option", name="Incident").click()
    expect(page).to_have_url(re.compile("category=Incident"))
    page.get_by_role("button", name="Save as a cohort").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Category: Incident")
    dialog.get_by_role("textbox", name="Name").fill(NAME)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile(r"saved=\d+&saved_version=1"))
    expect(page.get_by_text(NAME, exact=True)).to_be_visible()


def read_the_comparison(page: Page) -> None:
    """The sentence or its refusal, the counts, the curves with their table, every measure."""
    opening = page.get_by_role("region", name="Did swarming do better?")
    expect(opening).to_contain_text("category Incident")
    expect(opening).to_contain_text("observational")
    # So few tickets carry no effect: it says why, what can be said, and when more could be.
    expect(opening).to_contain_text(re.compile("What can be said now|times as fast"))
    expect(opening).to_contain_text(re.compile("A difference of 20% would"))
    times = page.get_by_role("region", name="Time to resolve")
    risk = times.get_by_role("table").filter(has_text="Tickets still open")
    assert len(risk.get_by_role("columnheader").all()) == 7
    expect(risk.get_by_role("row")).to_have_count(3)
    measures = page.get_by_role("region", name="Every measure of both sides")
    mean = measures.get_by_role("row", name=re.compile("Resolved, mean up to the horizon"))
    expect(mean).to_be_visible()
    asked = mean.get_by_role("button", name="How this is counted: Resolved, mean")
    asked.click()
    rule = page.get_by_role("dialog", name="How this is counted: Resolved, mean")
    expect(rule).to_contain_text("restricted mean: the area under the Kaplan-Meier curve")
    asked.click()
    expect(rule).to_have_count(0)


def follow_a_number(page: Page) -> None:
    """From a count to exactly so many tickets, and into one that was solved."""
    opening = page.get_by_role("region", name="Did swarming do better?")
    link = opening.get_by_role("link", name=re.compile("Show the tickets behind: Swarm process"))
    count = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile("measure=effect%3Aswarm"))
    expect(page.get_by_text(f"{count} tickets.")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the report")).to_have_attribute(
        "href", re.compile(r"^/reports/comparison\?")
    )
    solved = page.get_by_role("main").get_by_role("listitem").filter(has_text="Solved").first
    solved.get_by_role("link", name=re.compile(r"^#\d+")).click()
    expect(page).to_have_url(re.compile(r"/tickets/\d+$"))


def export_it(page: Page, folder: Path) -> None:
    """The same numbers as a sheet, none of whose cells is run as a formula."""
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name="Side by side as CSV").click()
    sheet = folder / "comparison.csv"
    coming.value.save_as(sheet)
    rows = list(csv.reader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][0] == "selection"
    assert "category Incident" in rows[0][1]
    assert any(row and row[0].startswith("rows resolve_mean") for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def print_it(page: Page) -> None:
    """On paper: what it is of, who printed it, and what each number counts."""
    paper = page.pdf()
    assert len(re.findall(rb"/Type /Page\b", paper)) > 1
    assert b"/ToUnicode" in paper  # texts, not a picture of them
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Reports: Swarm and tier")).to_be_visible()
    expect(page.get_by_text(re.compile("Hannah Lindqvist")).first).to_be_visible()
    expect(page.get_by_text(f"Cohort: {NAME}")).to_be_visible()
    expect(page.get_by_role("heading", name="Definitions")).to_be_visible()
    expect(page.get_by_text(re.compile("restricted mean: the area under")).last).to_be_visible()
    expect(page.get_by_role("button", name="Download")).to_be_hidden()
    page.emulate_media(media="screen")


def test_a_manager_goes_from_a_cohort_to_a_touch_and_takes_the_report_along(
    browsers: Browsers, tmp_path: Path
) -> None:
    page = browsers.open("manager", "/reports/comparison")
    define_a_cohort(page)
    address = page.url
    read_the_comparison(page)
    follow_a_number(page)
    correct_a_touch(page, "The code had to be changed.")
    page.goto(address)
    expect(page.get_by_role("region", name="Did swarming do better?")).to_be_visible()
    expect(page.get_by_role("region", name="Every measure of both sides")).to_be_visible()
    export_it(page, tmp_path)
    print_it(page)
