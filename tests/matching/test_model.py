from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.model import Model, Settings

DAY = 86_400.0
START = 1_700_000_000.0
PRINTING = Query(
    created_at=START + 200 * DAY,
    summary="printer toner",
    description="paper jam in the duplex tray since morning",
    product="workplace",
)


def test_those_who_know_are_named_first(model: Model) -> None:
    first = [one.person for one in model.recommend(PRINTING, k=2)]
    assert set(first) == {"eve", "flo"}


def test_with_seven_hundred_tickets_the_trees_are_in_and_the_resolver_stands_first(
    model: Model,
) -> None:
    assert model.ranker == "boosting"
    assert model.recommend(PRINTING)[0].person == "eve"  # resolves 70% of these


def test_planted_helpers_are_found_on_tickets_that_come_later(model: Model, desk) -> None:
    later = desk(760)[700:]
    hits = 0
    for ticket in later:
        query = Query(
            created_at=ticket.created_at, summary=ticket.summary, description=ticket.description
        )
        named = [one.person for one in model.recommend(query, k=2)]
        hits += len(set(named) & set(ticket.people)) / len(ticket.people)
    assert hits / len(later) >= 0.95


def test_scores_fall_and_lie_between_zero_and_one(model: Model) -> None:
    scores = [one.score for one in model.recommend(PRINTING)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_every_suggestion_has_a_reason_that_cites_tickets_of_that_person(
    model: Model, history: Sequence[SolvedTicket]
) -> None:
    people_of = {ticket.id: ticket.people for ticket in history}
    for one in model.recommend(PRINTING):
        assert one.reasons
        for reason in one.reasons:
            assert all(one.person in people_of[ticket] for ticket in reason.tickets)


def test_the_owner_and_the_excluded_are_never_named(model: Model) -> None:
    query = replace(PRINTING, owner="eve", excluded=frozenset({"flo"}))
    named = {one.person for one in model.recommend(query, k=50)}
    assert named == {"ann", "bob", "cy", "dee", "gil", "hal", "ida", "jon"}


def test_only_the_available_are_named(model: Model) -> None:
    named = [
        one.person for one in model.recommend(PRINTING, available=["gil", "flo", "nobody yet"])
    ]
    assert named == ["flo", "gil", "nobody yet"]


def test_nobody_is_named_twice(model: Model) -> None:
    named = [one.person for one in model.recommend(PRINTING, available=["new", "new", "eve"])]
    assert named == ["eve", "new"]


def test_newcomers_named_as_a_set_come_in_one_order_in_every_process(model: Model) -> None:
    named = [one.person for one in model.recommend(PRINTING, available={"n3", "n1", "n2", "eve"})]
    assert named == ["eve", "n1", "n2", "n3"]


def test_an_available_newcomer_follows_with_an_honest_reason(model: Model) -> None:
    last = model.recommend(PRINTING, available=["eve", "new"])[-1]
    assert (last.person, last.score, last.covers) == ("new", 0.0, ())
    assert [reason.kind for reason in last.reasons] == ["available"]


def test_the_nearest_fixes_are_about_the_same(
    model: Model, history: Sequence[SolvedTicket]
) -> None:
    skill_of = {ticket.id: ticket.skills for ticket in history}
    near = model.nearest(PRINTING)
    assert len(near) == 3
    assert all(skill_of[one.ticket] == ("printing",) for one in near)
    assert [one.similarity for one in near] == sorted((n.similarity for n in near), reverse=True)
    assert all(0 < one.similarity <= 1 and one.age_days >= 0 for one in near)


def test_nothing_is_near_to_words_never_read(model: Model) -> None:
    assert model.nearest(Query(created_at=START, summary="qqqq zzzz")) == []


def test_needed_skills_are_told_with_their_probability(model: Model) -> None:
    first, *others = model.needed_skills(PRINTING)
    assert first.skill == "printing"
    assert first.probability > 0.6
    assert all(other.probability < 0.5 for other in others)


def test_skills_that_the_owner_edited_are_taken_as_they_are(model: Model) -> None:
    query = replace(PRINTING, skills=("payroll", "payroll"))
    assert [(one.skill, one.probability) for one in model.needed_skills(query)] == [
        ("payroll", 1.0)
    ]
    covering = {one.person for one in model.recommend(query) if "payroll" in one.covers}
    assert covering == {"ida", "jon"}


def test_new_evidence_counts_at_once(desk) -> None:
    model = Model.fit(desk(120), now=START + 400 * DAY)
    query = Query(created_at=START + 40 * DAY, summary="espresso descaling")
    assert model.nearest(query) == []
    fix = SolvedTicket(
        id="new",
        created_at=START + 39 * DAY,
        summary="printer toner after espresso",
        resolver="kay",
        skills=("coffee",),
    )
    before = model.evidence
    model.add(fix)
    assert model.evidence == before + 1
    query = replace(query, summary="printer toner", skills=("coffee",))
    assert "new" in {near.ticket for near in model.nearest(query)}
    kay = next(one for one in model.recommend(query, k=20) if one.person == "kay")
    assert kay.covers == ("coffee",)
    assert kay.score > 0


def test_a_statement_raises_a_newcomer_above_other_newcomers(desk) -> None:
    history = desk(120)
    model = Model.fit(history, people=["new", "zoe"], now=history[-1].at)
    query = replace(PRINTING, created_at=history[-1].at)
    assert [one.person for one in model.recommend(query, k=20)][-2:] == ["new", "zoe"]
    model.add_statement(
        Statement(person="zoe", skill="printing", kind="wrote_article", at=START, source="a7")
    )
    named = model.recommend(query, k=20)
    assert named[-1].person == "new"
    zoe = next(one for one in named if one.person == "zoe")
    assert zoe.score > 0
    assert zoe.covers == ("printing",)
    assert zoe.reasons[0].source == "a7"
    assert named[0].person in {"eve", "flo"}  # a word does not outweigh work


def test_what_lies_in_the_future_is_not_learned_from(desk) -> None:
    history = desk(100)
    past = [ticket for ticket in history if ticket.at <= history[49].at]
    now = history[49].at
    said = [Statement(person="zoe", skill="vpn", kind="claimed", at=now + DAY)]
    model = Model.fit(history, statements=said, now=now)
    assert model.evidence == 50
    assert model.version == Model.fit(past, now=now).version
    assert "zoe" not in model.people


def test_owners_who_solved_alone_teach_where_few_had_help(desk) -> None:
    alone = [replace(t, owner=t.resolver, resolver=None, helpers=()) for t in desk(150)]
    model = Model.fit(alone, now=alone[-1].at)
    assert model.ranker == "logistic"
    assert {one.person for one in model.recommend(PRINTING, k=2)} == {"eve", "flo"}


def test_who_helped_an_owner_is_named_for_that_owner(desk) -> None:
    history = desk(160, owned=True)
    model = Model.fit(history, now=history[-1].at)
    named = model.recommend(replace(PRINTING, owner="owner1"), k=3)
    assert {"eve", "flo"} <= {one.person for one in named}
    ties = [r for one in named for r in one.reasons if r.kind == "worked_with_owner"]
    assert ties
    assert all(reason.subject == "owner1" for reason in ties)


def test_taking_the_cited_evidence_away_lowers_the_score(history: Sequence[SolvedTicket]) -> None:
    small = history[:160]
    query = replace(PRINTING, created_at=small[-1].at)
    model = Model.fit(small, now=small[-1].at)
    first = model.recommend(query)[0]
    cited = {ticket for reason in first.reasons for ticket in reason.tickets}
    for ticket in small:
        if first.person in ticket.people and "printing" in ticket.skills:
            cited.add(ticket.id)
    left = [ticket for ticket in small if ticket.id not in cited]
    after = Model.fit(left, people=[first.person], now=small[-1].at)
    score = next(o.score for o in after.recommend(query, k=20) if o.person == first.person)
    assert score < first.score


def test_a_frozen_model_is_asked_long_after_its_evidence(desk) -> None:
    history = desk(200)
    model = Model.fit(history, now=history[-1].at, settings=Settings(frozen=True))
    query = replace(PRINTING, created_at=history[-1].at + 400 * DAY)
    assert {one.person for one in model.recommend(query, k=2)} == {"eve", "flo"}


def test_the_version_names_data_settings_and_seed(desk) -> None:
    history = desk(30)

    def version(tickets: Sequence[SolvedTicket] = history, **more: object) -> str:
        return Model.fit(tickets, now=START + 900 * DAY, **more).version  # type: ignore[arg-type]  # any option

    versions = [
        version(),
        version(history[:-1]),
        version(seed=1),
        version(people=["new"]),
        version(settings=Settings(frozen=True)),
    ]
    assert len(set(versions)) == len(versions)
    assert version() == versions[0]


def test_the_graph_holds_people_skills_components_products_and_tickets(desk) -> None:
    history = desk(40)
    graph = Model.fit(history, now=START + 900 * DAY).graph()
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {
        "person",
        "skill",
        "component",
        "product",
        "ticket",
    }


def test_people_are_connected_through_tickets_they_share(model: Model) -> None:
    steps = model.paths("eve", "flo")
    assert [(step.one, step.other) for step in steps] == [("eve", "flo")]
    assert model.paths("eve", "ann") == []  # they never met
    assert model.paths("eve", "stranger") == []


_ASK = """
from tests_desk import planted
from swarm.matching.evidence import Query
from swarm.matching.model import Model
history = planted(510)
model = Model.fit(history, now=history[-1].at)
query = Query(created_at=history[-1].at, summary="printer vpn", description="tunnel toner query")
print(model.version, [(s.person, s.score) for s in model.recommend(query)])
"""


def test_every_process_gives_the_same_answer(tmp_path: Path) -> None:
    """Whatever the order of hashes and the number of threads."""
    source = Path(__file__).parent / "conftest.py"
    (tmp_path / "tests_desk.py").write_text(source.read_text())
    running = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed}
        env["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(Path.cwd())])
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", _ASK], env=env, stdout=subprocess.PIPE, text=True
            )
        )
    answers = {process.communicate()[0] for process in running}
    assert all(process.returncode == 0 for process in running)
    assert len(answers) == 1


def test_what_was_said_fades_with_the_half_life_of_the_desk(desk) -> None:
    history = desk(120)
    now = history[-1].at
    said = [Statement(person="zoe", skill="printing", kind="trained", at=now - 180 * DAY)]
    score = {}
    for days in (90.0, 730.0):
        settings = Settings(half_life=days)
        model = Model.fit(history, statements=said, now=now, settings=settings)
        named = model.recommend(replace(PRINTING, created_at=now), k=20)
        score[days] = next(one.score for one in named if one.person == "zoe")
    assert score[730.0] > 2 * score[90.0] > 0
