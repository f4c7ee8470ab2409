from __future__ import annotations

from dataclasses import replace

import pytest

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, Statement
from swarm.matching.skills import NeededSkill, SkillClassifier
from swarm.matching.statements import Statements

DAY = 86_400.0


def needed(classifier: SkillClassifier, summary: str, **more: object) -> dict[str, float]:
    query = Query(created_at=0.0, summary=summary, **more)  # type: ignore[arg-type]  # any field
    return {one.skill: one.probability for one in classifier.needed(query, most=8, least=0.15)}


def test_planted_skills_are_recovered_on_later_tickets(desk) -> None:
    tickets = desk(260)
    classifier = SkillClassifier(Corpus(tickets[:200]))
    told = [
        needed(classifier, ticket.summary, description=ticket.description)
        for ticket in tickets[200:]
    ]
    right = [
        max(said, key=lambda s: said[s]) == t.skills[0]
        for said, t in zip(told, tickets[200:], strict=True)
    ]
    assert sum(right) / len(right) >= 0.95
    certain = [
        skill == ticket.skills[0]
        for said, ticket in zip(told, tickets[200:], strict=True)
        for skill, probability in said.items()
        if probability >= 0.5
    ]
    assert sum(certain) / len(certain) >= 0.9


def test_a_few_labelled_tickets_vote_without_a_classifier(desk) -> None:
    classifier = SkillClassifier(Corpus(desk(20)))
    assert (
        max(needed(classifier, "printer toner").items(), key=lambda item: item[1])[0] == "printing"
    )


def test_a_skill_named_in_the_text_is_needed_though_nothing_was_solved() -> None:
    classifier = SkillClassifier(Corpus([]), ["Active Directory", "VPN", "!"])
    assert needed(classifier, "Reset my active-directory password") == {"Active Directory": 0.6}


def test_a_skill_is_named_by_its_other_names_too() -> None:
    classifier = SkillClassifier(Corpus([]), [("Printing", "label printer", "?"), "VPN"])
    assert classifier.names == ["Printing", "VPN"]
    for said in ("The Label-Printer is dead", "printing stopped"):
        (found,) = classifier.needed(
            Query(created_at=0.0, summary=said, description=""), most=5, least=0.1
        )
        assert (found.skill, found.probability, found.named) == ("Printing", 0.6, True)
    again = SkillClassifier.restore(classifier.keep(), Corpus([]))
    assert needed(again, "label printer") == {"Printing": 0.6}
    assert needed(again, "the label is torn") == {}


def test_a_skill_learned_later_is_found_by_its_name() -> None:
    classifier = SkillClassifier(Corpus([]))
    assert needed(classifier, "kerberos ticket expired") == {}
    classifier.know("Kerberos")
    classifier.know("Kerberos")
    assert needed(classifier, "kerberos ticket expired") == {"Kerberos": 0.6}
    assert classifier.names == ["Kerberos"]


def test_tickets_without_skills_do_not_dilute_the_vote(desk) -> None:
    tickets = [*desk(30), *desk(300, seed=2, skills=False)]
    told = needed(SkillClassifier(Corpus(tickets)), "printer toner driver")
    assert told["printing"] > 0.8


def test_a_skill_that_every_ticket_has_teaches_no_classifier(desk) -> None:
    tickets = [replace(ticket, skills=("english",)) for ticket in desk(60)]
    assert needed(SkillClassifier(Corpus(tickets)), "printer toner") == {"english": 1.0}


def test_a_new_attribute_after_the_fit_does_not_break_the_classifier(desk) -> None:
    corpus = Corpus(desk(120))
    classifier = SkillClassifier(corpus)
    corpus.attribute_space.learn("brand", ["new"])
    assert "printing" in needed(classifier, "printer toner", product="brand", components=("new",))


def test_stronger_and_fresher_words_weigh_more() -> None:
    need = [NeededSkill("vpn", 0.9), NeededSkill("mail", 0.1)]
    said = Statements(
        [
            Statement(person="old", skill="vpn", kind="endorsed", at=-730 * DAY),
            Statement(person="claimer", skill="vpn", kind="claimed", at=0),
            Statement(person="writer", skill="vpn", kind="wrote_article", at=0),
            Statement(person="other", skill="payroll", kind="wrote_article", at=0),
        ],
        half_life=270,
    )
    assert said.speakers(need) == ["old", "claimer", "writer"]
    standing = {
        person: said.standing(person, need, 0.0) for person in ("old", "claimer", "writer", "other")
    }
    assert standing["writer"] > standing["claimer"] > standing["old"] > standing["other"] == 0
    assert said.standing("stranger", need, 0.0) == 0
    assert said.standing("writer", [], 0.0) == 0
    assert len(said.all()) == 4


@pytest.mark.parametrize("half_life", [90, 270, 730])
def test_a_word_counts_half_after_the_half_life_of_the_desk(half_life: float) -> None:
    need = [NeededSkill("vpn", 1.0)]
    fresh, old = (
        Statements([Statement(person="ann", skill="vpn", kind="trained", at=at)], half_life)
        for at in (0.0, -half_life * DAY)
    )
    assert old.standing("ann", need, 0.0) == pytest.approx(fresh.standing("ann", need, 0.0) / 2)
