from __future__ import annotations

import pytest

from swarm.errors import Invalid
from swarm.tiers.actions import seed_tier_map
from swarm.tiers.drafts import NewMap, write_map
from swarm.tiers.map import read_map
from swarm.tiers.rules import FACTS, SOURCES
from swarm.tiers.signs import DEFAULT_SIGNS, FactSign, read_signs, told_by
from swarm.tiers.versions import list_versions

TIERS = [("L1", "Desk", "")]
FAQ = FactSign(fact="article", field="tag", value="faq*")


def test_every_fact_has_something_that_tells_it():
    assert {*SOURCES, *(sign.fact for sign in DEFAULT_SIGNS)} == FACTS.keys()


def test_signs_are_patterns_and_case_is_nothing():
    signs = [FAQ, FactSign(fact="vendor", field="component", value="SAP ?")]
    assert told_by(signs, {"tag": ["x", "faq-mail"], "component": ["sap 4"]}) == {
        "article", "vendor",
    }  # fmt: skip
    assert told_by(signs, {"tag": ["my-faq"], "component": [None]}) == set()


@pytest.mark.both
def test_a_new_version_keeps_the_signs_in_force_unless_it_brings_its_own(session, make):
    manager = make.person("manager")
    seed_tier_map(session)
    assert read_signs(session) == list(DEFAULT_SIGNS) == read_map(session, manager, 0).signs
    write_map(session, manager, NewMap(tiers=TIERS, rules=[], holders=[]))
    assert read_signs(session) == list(DEFAULT_SIGNS)
    page = write_map(session, manager, NewMap(tiers=TIERS, rules=[], holders=[], signs=[FAQ]))
    assert page.signs == [FAQ]
    assert read_signs(session, 2) == list(DEFAULT_SIGNS)
    write_map(session, manager, NewMap(tiers=TIERS, rules=[], holders=[], signs=[]))
    assert read_signs(session) == []
    changes = list_versions(session, manager, {}).items
    assert "tag “faq*” tells “The requester helped themselves from an article”." in (
        changes[1].changes
    )
    assert changes[0].changes == [
        "tag “faq*” no longer tells “The requester helped themselves from an article”."
    ]


@pytest.mark.parametrize(
    "signs",
    [
        [FactSign(fact="moonlight", field="tag", value="a")],
        [FactSign(fact="vendor", field="mood", value="a")],
        [FactSign(fact="vendor", field="tag", value="")],
        [FactSign(fact="vendor", field="tag", value=value) for value in ("a", "A")],
    ],
)
def test_signs_that_say_nothing_or_twice_the_same_are_refused(session, make, signs):
    with pytest.raises(Invalid) as refusal:
        write_map(session, make.person("manager"),
                  NewMap(tiers=TIERS, rules=[], holders=[], signs=signs))  # fmt: skip
    assert refusal.value.fields is not None
    assert "signs" in refusal.value.fields
