from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from swarm.demo.cast.company import make_company
from swarm.demo.shapes import Demo
from swarm.demo.words.families import Family, read_families
from swarm.demo.words.slots import Slots, lower_first

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
SLOT = re.compile(r"\{\w+\}")


def every_text(demo: Demo) -> list[str]:
    texts: list[str] = []
    for ticket in demo.tickets:
        texts += [ticket.summary, ticket.description, ticket.cause, ticket.fix]
        texts += [word.body for word in ticket.words]
        if ticket.swarm:
            texts += [ticket.swarm.help_needed, ticket.swarm.tried, ticket.swarm.summary]
            texts += [said.body for said in ticket.swarm.said]
            texts += [call.note + call.reason for call in ticket.swarm.calls]
        for passing in ticket.passings:
            texts += [passing.tried, passing.still_open, passing.promised]
    return texts


def test_there_are_at_least_120_families_and_four_for_every_component() -> None:
    families, company = read_families(), make_company(NOW)
    assert len(families) >= 120
    per_component = Counter(family.component for family in families.values())
    assert per_component.keys() == company.components.keys()
    assert min(per_component.values()) >= 3
    assert {skill for f in families.values() for skill in f.skills} == company.skills.keys()


@pytest.mark.parametrize("family", read_families().values(), ids=lambda family: family.key)
def test_a_family_is_told_in_full_and_its_slots_can_be_filled(family: Family) -> None:
    company = make_company(NOW)
    product = company.components[family.component].product
    slots = Slots(Random(1), product, {})
    texts = [*family.summary, *family.symptom, family.error, family.tried, family.guess]
    texts += [family.ruled_out, family.found, family.cause, family.fix]
    assert all(not SLOT.search(slots.fill(text)) for text in texts)
    assert all(len(slots.fill(text)) <= 120 for text in family.summary)
    assert len(family.summary) >= 3
    assert len(family.symptom) == (len(family.summary) if family.paired else 2)
    assert family.level in (1, 2, 3)
    assert all(family.__getattribute__(part).strip() for part in ("tried", "found", "cause", "fix"))


def test_no_text_of_the_year_keeps_a_slot_or_breaks_off(year: Demo) -> None:
    for text in every_text(year):
        assert not SLOT.search(text), text
        assert "  " not in text.replace("    ", ""), text
        assert "!!" not in text


def test_no_word_is_doubled_and_every_summary_begins_like_a_sentence(year: Demo) -> None:
    for text in every_text(year):
        assert not re.search(r"\b(the|a|of|to|is) \1\b", text), text
    for ticket in year.tickets:
        assert not ticket.summary[0].islower() or "." in ticket.summary.split()[0], ticket.summary


def test_hardly_any_description_is_written_twice(year: Demo) -> None:
    texts = [ticket.description for ticket in year.tickets]
    assert len(set(texts)) > 0.99 * len(texts)
    assert len({ticket.summary for ticket in year.tickets}) > 0.6 * len(texts)


def test_no_filler_text_is_anywhere(year: Demo) -> None:
    text = "\n".join(every_text(year)).lower()
    for word in ("lorem", "ipsum", "foo", "asdf", "example text"):
        assert not re.search(rf"\b{word}\b", text)


def test_hours_that_a_requester_speaks_of_lie_before_the_writing() -> None:
    slots = Slots(Random(2), "Payments", {}, until="08:30")
    assert all(
        Slots(slots.rng, "Payments", {}, "08:30").value("hour") <= "08:30" for _ in range(50)
    )
    assert Slots(Random(2), "Payments", {}, until="05:00").value("hour") == "06:10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not the cache.", "not the cache."),
        ("Lumenpay is up.", "Lumenpay is up."),
        ("HH-112 hangs", "HH-112 hangs"),
        ("I think so", "I think so"),
        ("Tuesday's file", "Tuesday's file"),
        ("", ""),
    ],
)
def test_a_sentence_goes_on_in_lower_case_unless_it_begins_with_a_name(
    text: str, expected: str
) -> None:
    assert lower_first(text) == expected


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        Slots(Random(1), "Payments", {}).fill("{nonsense}")
