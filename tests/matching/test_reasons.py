from __future__ import annotations

from dataclasses import replace

import pytest

from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.model import Model
from swarm.matching.prospects import Suggestion
from swarm.matching.reasons import Reason, describe

DAY = 86_400.0
NOW = 1_000 * DAY
NAMES = {"own": "Olga Owens"}


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (
            Reason("similar_tickets", 4, "", ("7",), 12.3),
            "Worked on 4 similar tickets, most recently 12 days ago",
        ),
        (Reason("similar_tickets", 1, "", ("7",), 0.2), "Worked on 1 similar ticket, today"),
        (
            Reason("component", 2, "Server", (), 1.5),
            "Worked on 2 tickets in Server, most recently yesterday",
        ),
        (
            Reason("worked_with_owner", 3, "own", (), 61),
            "Worked on 3 tickets with Olga Owens, most recently 2 months ago",
        ),
        (
            Reason("skill_shown", 1, "VPN", (), 800),
            "Showed VPN on 1 ticket, 2 years ago",
        ),
        (
            Reason("skill_stated", 0, "VPN", said="claimed"),
            "No solved tickets yet; claims the skill VPN",
        ),
        (Reason("skill_stated", 3, "VPN", said="endorsed"), "Was endorsed for VPN"),
        (Reason("skill_stated", 3, "VPN", said="wrote_article"), "Wrote an article on VPN"),
        (
            Reason("recently_active", 5, age_days=2),
            "Worked on 5 tickets in the last 90 days, most recently 2 days ago",
        ),
        (Reason("past_work", 1), "Worked on 1 ticket, at an unknown time"),
        (Reason("available"), "Available; no solved tickets yet"),
    ],
)
def test_a_reason_reads_as_a_sentence(reason: Reason, text: str) -> None:
    assert describe(reason, name=lambda person: NAMES[person]) == text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (
            Reason("skill_shown", 1, "VPN", (), 3),
            "Showed VPN on 1 ticket among the last 50 solved, 3 days ago",
        ),
        (
            Reason("similar_tickets", 2, age_days=3),
            "Worked on 2 similar tickets among the last 50 solved, most recently 3 days ago",
        ),
        (Reason("available"), "Available; no ticket among the last 50 solved"),
        (
            Reason("skill_stated", subject="VPN", said="claimed"),
            "No ticket among the last 50 solved; claims the skill VPN",
        ),
    ],
)
def test_a_count_of_a_part_says_of_which_part(reason: Reason, text: str) -> None:
    assert describe(reason, among=50) == text


HISTORY = [
    SolvedTicket(
        id=f"vpn{n}",
        created_at=NOW - (40 - n) * DAY,
        summary="vpn tunnel certificate",
        product="net",
        components=("gateway",),
        owner="own",
        helpers=("ann",),
        skills=("vpn",),
    )
    for n in range(8)
] + [
    SolvedTicket(id="old", created_at=NOW - 900 * DAY, summary="fax", owner="gus"),
    SolvedTicket(id="fresh", created_at=NOW - 5 * DAY, summary="coffee", owner="flo"),
]
QUERY = Query(
    created_at=NOW,
    summary="vpn tunnel",
    product="net",
    components=("gateway",),
    owner="own",
    skills=("vpn",),
)


def suggested(query: Query = QUERY) -> dict[str, Suggestion]:
    said = [Statement(person="sam", skill="vpn", kind="trained", at=NOW - DAY, source="course")]
    model = Model.fit(HISTORY, statements=said, people=["new"], now=NOW)
    return {one.person: one for one in model.recommend(query, k=20)}


def kinds(one: Suggestion) -> dict[str, Reason]:
    return {reason.kind: reason for reason in one.reasons}


def test_all_that_speaks_for_somebody_is_told_with_its_numbers() -> None:
    ann = kinds(suggested()["ann"])
    assert set(ann) == {
        "similar_tickets",
        "worked_with_owner",
        "skill_shown",
        "component",
        "recently_active",
    }
    assert ann["similar_tickets"].count == len(ann["similar_tickets"].tickets) == 8
    assert ann["component"].subject == "gateway"
    assert ann["worked_with_owner"].subject == "own"
    assert ann["skill_shown"].subject == "vpn"


def test_the_newest_tickets_are_cited_first_and_five_at_most() -> None:
    ann = kinds(suggested()["ann"])
    assert ann["component"].tickets == ("vpn7", "vpn6", "vpn5", "vpn4", "vpn3")
    assert ann["component"].age_days == pytest.approx(33)


def test_work_of_long_ago_is_told_as_such() -> None:
    gus = suggested()["gus"].reasons
    assert [(reason.kind, reason.tickets) for reason in gus] == [("past_work", ("old",))]
    assert describe(gus[0]) == "Worked on 1 ticket, 2 years ago"


def test_recent_work_on_other_things_is_no_likeness() -> None:
    assert [reason.kind for reason in suggested()["flo"].reasons] == ["recently_active"]


def test_a_newcomers_training_is_told_with_its_source() -> None:
    [reason] = suggested()["sam"].reasons
    assert (reason.kind, reason.source, reason.count) == ("skill_stated", "course", 0)
    assert describe(reason) == "No solved tickets yet; was trained in vpn"


def test_who_covers_a_skill_is_told() -> None:
    found = suggested()
    covering = {person for person, one in found.items() if one.covers}
    assert covering == {"ann", "sam"}


def test_nobody_covers_what_nobody_knows() -> None:
    found = suggested(replace(QUERY, skills=("juggling",)))
    assert all(one.covers == () for one in found.values())
