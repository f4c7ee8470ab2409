from __future__ import annotations

import random

import pytest

from swarm.matching.tiers import DEFAULT_RULES, TierClassifier, TierRule, Work

TOPICS = {"L1": "password reset unlock login account", "L3": "deadlock heap patch compile commit"}
FILLER = "please since morning user error again today help report office laptop"


def decided(count: int) -> list[tuple[Work, str]]:
    chance = random.Random(4)
    out = []
    for _ in range(count):
        tier = chance.choice(list(TOPICS))
        words = chance.sample(TOPICS[tier].split(), 3) + chance.sample(FILLER.split(), 3)
        out.append((Work(summary=" ".join(words[:2]), resolution=" ".join(words[2:])), tier))
    return out


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({"vendor", "known_fix"}, "L4"),
        ({"code_change"}, "L3"),
        ({"configuration_change", "administrator_action"}, "L3"),
        ({"specialist"}, "L2"),
        ({"known_fix", "article"}, "L1"),
        ({"specialist", "known_fix"}, "L1"),
        ({"specialist", "simple_request"}, "L1"),
        ({"specialist", "administrator_action", "known_fix"}, "L2"),
        ({"simple_request"}, "L1"),
        ({"automation"}, "L0"),
    ],
)
def test_the_most_decisive_fact_rules(facts: set[str], tier: str) -> None:
    verdict = TierClassifier.fit().classify(Work(facts=frozenset(facts)))
    assert (verdict.tier, verdict.confidence) == (tier, 1.0)
    assert verdict.reason.startswith(f"{tier} by rule: ")


def test_the_organizations_own_map_is_used() -> None:
    rules = [TierRule("vendor", "L3"), *DEFAULT_RULES]
    verdict = TierClassifier.fit(rules=rules).classify(Work(facts=frozenset({"vendor"})))
    assert verdict.tier == "L3"


def test_what_no_rule_tells_is_unknown_where_nothing_was_decided() -> None:
    verdict = TierClassifier.fit(decided(49)).classify(Work(summary="password reset"))
    assert (verdict.tier, verdict.confidence) == (None, 0.0)


def test_decided_work_teaches_the_ambiguous_rest() -> None:
    examples = decided(160)
    classifier = TierClassifier.fit(examples[:120])
    verdicts = [(classifier.classify(work).tier, tier) for work, tier in examples[120:]]
    sure = [said == tier for said, tier in verdicts if said is not None]
    assert len(sure) >= 36
    assert sum(sure) / len(sure) >= 0.95


def test_a_rule_goes_before_likeness() -> None:
    classifier = TierClassifier.fit(decided(120))
    work = Work(summary="password reset login", facts=frozenset({"vendor"}))
    assert classifier.classify(work).tier == "L4"


def test_what_stands_between_two_tiers_is_asked_not_guessed() -> None:
    classifier = TierClassifier.fit(decided(120))
    between = [
        classifier.classify(Work(summary=one, resolution=f"{one} {two}", description=two))
        for one, two in zip(TOPICS["L1"].split(), TOPICS["L3"].split(), strict=True)
    ]
    asked = [verdict for verdict in between if verdict.tier is None]
    assert asked
    assert all(set(verdict.choices) == {"L1", "L3"} for verdict in asked)
    assert all("was it L" in verdict.reason for verdict in asked)


def test_those_who_are_sure_are_not_asked() -> None:
    verdict = TierClassifier.fit(decided(120)).classify(
        Work(summary="password reset", resolution="unlock login account")
    )
    assert verdict.tier == "L1"
    assert verdict.choices == ()


def test_new_words_are_unknown() -> None:
    verdict = TierClassifier.fit(decided(120)).classify(Work(summary="qqq zzz"))
    assert (verdict.tier, verdict.confidence) == (None, 0.0)


def test_one_tier_alone_teaches_nothing() -> None:
    same = [(work, "L1") for work, _ in decided(80)]
    assert TierClassifier.fit(same).classify(Work(summary="password")).tier is None
