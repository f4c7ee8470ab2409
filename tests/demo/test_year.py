from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median

from swarm.demo.cast.hours import working
from swarm.demo.events.year import make_demo
from swarm.demo.shapes import Demo, DemoTicket
from swarm.demo.words.families import read_families
from swarm.tiers.policies.rules import draw_lot

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


def solved(year: Demo, path: str) -> list[DemoTicket]:
    return [t for t in year.tickets if t.path == path and t.solved_at]


def hours(ticket: DemoTicket) -> float:
    assert ticket.solved_at is not None
    return (ticket.solved_at - ticket.created_at) / timedelta(hours=1)


def test_the_same_seed_and_moment_give_the_same_year_and_another_seed_another() -> None:
    first = make_demo(NOON, seed=1, tickets=12)
    assert first == make_demo(NOON, seed=1, tickets=12)
    assert first != make_demo(NOON, seed=2, tickets=12)


def test_everything_lies_within_the_last_year_and_before_now(year: Demo) -> None:
    for ticket in year.tickets:
        assert NOON - timedelta(days=366) <= ticket.created_at < NOON
        moments = [word.at for word in ticket.words]
        moments += [stay.started_at for stay in ticket.stays]
        moments += [said.at for said in ticket.swarm.said] if ticket.swarm else []
        assert all(ticket.created_at < moment < NOON for moment in moments)


def test_whoever_does_something_is_at_work_then(year: Demo) -> None:
    people = year.company.people
    for ticket in year.tickets:
        done = [(word.author, word.at) for word in ticket.words]
        done += [(ticket.requester, ticket.created_at)]
        done += [(stay.owner, stay.started_at) for stay in ticket.stays]
        done += [(s.person, s.started_at) for s in ticket.stretches]
        done += [(said.author, said.at) for said in ticket.swarm.said] if ticket.swarm else []
        for who, at in done:
            assert working(people[who], at), (ticket.key, who, at)


def test_a_ticket_has_one_owner_at_a_time_and_never_a_gap(year: Demo) -> None:
    for ticket in year.tickets:
        for before, after in zip(ticket.stays, ticket.stays[1:], strict=False):
            assert before.ended_at == after.started_at
            assert before.owner != after.owner
        assert all(stay.ended_at is None for stay in ticket.stays[-1:])
        assert bool(ticket.stays) == (ticket.state != "new")


def test_the_first_public_reply_is_the_owners_and_the_last_solves(year: Demo) -> None:
    for ticket in solved(year, "solo") + solved(year, "tiered") + solved(year, "swarmed"):
        public = [word for word in ticket.words if word.public]
        assert public[0].author == ticket.stays[0].owner
        assert public[-1].author == ticket.owner
        assert ticket.solved_at is not None
        assert timedelta(0) < ticket.solved_at - public[-1].at < timedelta(days=4)
        assert ticket.cause
        assert ticket.fix


def test_only_members_who_have_come_speak_in_a_room(year: Demo) -> None:
    for ticket in solved(year, "swarmed"):
        swarm = ticket.swarm
        assert swarm is not None
        assert swarm.closed_at is not None
        assert ticket.helpers
        came = {c.person: c.answered_at for c in swarm.calls if c.answer == "accepted"}
        for said in swarm.said:
            assert said.author in came or said.author in {stay.owner for stay in ticket.stays}
            assert came.get(said.author, swarm.opened_at) <= said.at <= swarm.closed_at
        assert any(said.credit for said in swarm.said)
        assert all(said.credit is None or said.author in came for said in swarm.said)


def test_a_few_swarms_end_without_a_solution_and_their_owner_solves_it_later(year: Demo) -> None:
    swarms = [(t, t.swarm) for t in solved(year, "swarmed") if t.swarm]
    in_vain = [(t, swarm) for t, swarm in swarms if not swarm.solved]
    assert 0 < len(in_vain) < 0.15 * len(swarms)
    for ticket, swarm in swarms:
        assert swarm.closed_at is not None
        assert ticket.first_solved_at is not None
        assert (swarm.closed_at == ticket.first_solved_at) == swarm.solved
        assert swarm.closed_at <= ticket.first_solved_at


def test_calls_are_answered_and_nobody_is_called_twice(year: Demo) -> None:
    swarms = [t.swarm for t in year.tickets if t.swarm]
    answers = Counter(call.answer for swarm in swarms for call in swarm.calls)
    assert answers.keys() == {"accepted", "declined", "expired"}
    for swarm in swarms:
        assert len({call.person for call in swarm.calls}) == len(swarm.calls)
        assert all(c.sent_at <= (c.seen_at or c.sent_at) <= c.answered_at for c in swarm.calls)
        assert all(bool(call.reason) == (call.answer == "declined") for call in swarm.calls)


def test_whoever_is_asked_is_asked_for_work_that_they_had_done_by_then(year: Demo) -> None:
    tickets = {t.key: t for t in year.tickets}
    told = [(t, c) for t in year.tickets if t.swarm for c in t.swarm.calls]
    assert sum(bool(call.reasons) for _, call in told) > 0.5 * len(told)
    for ticket, call in told:
        for reason in call.reasons:
            assert reason.subject in (ticket.component, *ticket.skills)
            assert reason.count >= len(reason.tickets) >= 1
            for cited in (tickets[key] for key in reason.tickets):
                assert cited.solved_at is not None
                assert cited.solved_at < call.sent_at
                assert call.person in (cited.owner, *cited.helpers)


def test_swarming_pays_where_several_skills_are_needed_and_not_where_one_is(year: Demo) -> None:
    level = {family.key: family.level for family in read_families().values()}

    def typical(path: str, wanted: int) -> float:
        return median(hours(t) for t in solved(year, path) if level[t.family] == wanted)

    assert typical("swarmed", 3) < 0.7 * typical("tiered", 3)
    assert typical("swarmed", 1) > 0.8 * typical("solo", 1)


def test_swarmed_tickets_are_reassigned_less(year: Demo) -> None:
    def share(path: str) -> float:
        found = solved(year, path)
        return sum(len(t.stays) > 1 for t in found) / len(found)

    assert share("swarmed") < 0.15
    assert share("tiered") > 0.35


def test_a_tiered_ticket_tells_every_stretch_of_work_with_its_tier(year: Demo) -> None:
    for ticket in solved(year, "tiered"):
        assert ticket.stretches
        assert all(s.queued_at <= s.started_at < s.ended_at for s in ticket.stretches)
        assert all(s.minutes >= 3 for s in ticket.stretches)
        assert ticket.stretches[0].tier == "L1"
    tiers = {s.tier for t in year.tickets for s in t.stretches}
    assert {"L1", "L2", "L3"} <= tiers


def test_those_who_know_a_skill_best_solve_or_help_most(year: Demo) -> None:
    helped = Counter(
        person for t in year.tickets if "Card payments" in t.skills for person in t.helpers
    )
    strong = {p.key for p in year.company.agents if p.skills.get("Card payments", 0) >= 3}
    assert sum(n for who, n in helped.items() if who in strong) > 0.5 * sum(helped.values())


def test_some_tickets_are_open_old_ones_too_and_two_swarms_are_live(year: Demo) -> None:
    unsolved = [t for t in year.tickets if not t.solved_at]
    live = [t for t in unsolved if t.swarm]
    assert len(unsolved) - len(live) == 17
    assert len(live) == 2
    assert {t.state for t in unsolved} == {"new", "open", "waiting"}
    for ticket in live:
        assert ticket.swarm is not None
        assert ticket.swarm.closed_at is None
        assert len(ticket.swarm.said) >= 4
        assert NOON - ticket.swarm.said[-1].at < timedelta(days=4)
    everybody = {t.owner for t in live} | {p for t in live for p in t.helpers}
    assert {year.company.sign_ins["owner"], year.company.sign_ins["expert"]} <= everybody


def test_some_tickets_are_rated_some_are_not_and_some_come_back(year: Demo) -> None:
    verdicts = [t.verdict for t in year.tickets if t.verdict]
    assert any(v.score is None for v in verdicts)
    assert {v.score for v in verdicts if v.score} >= {3, 4, 5}
    back = [t for t in year.tickets if t.reopened_at]
    assert back
    for ticket in back:
        assert ticket.first_solved_at is not None
        assert ticket.reopened_at is not None
        assert ticket.solved_at is not None
        assert ticket.first_solved_at < ticket.reopened_at < ticket.solved_at


def test_articles_come_after_the_ticket_they_were_made_from(year: Demo) -> None:
    tickets = {t.key: t for t in year.tickets}
    assert len(year.articles) >= 12
    for article in year.articles:
        source = tickets[article.made_from]
        assert source.solved_at is not None
        assert source.solved_at < article.created_at < NOON
        assert all(tickets[key].created_at > article.created_at for key in article.solved)


def test_a_year_can_be_made_at_any_moment_of_the_week() -> None:
    sunday = datetime(2026, 3, 22, 3, 17, tzinfo=UTC)
    christmas = datetime(2026, 12, 26, 23, 59, tzinfo=UTC)
    for moment in (sunday, christmas):
        demo = make_demo(moment, seed=5, tickets=3)
        assert sum(t.solved_at is None for t in demo.tickets) == 19


def test_progress_is_told_ticket_by_ticket() -> None:
    heard: list[None] = []
    make_demo(NOON, tickets=4, told=lambda: heard.append(None))
    assert len(heard) == 4


def test_a_request_of_the_last_weeks_goes_as_its_lot_fell_and_no_other_ticket_by_lot(
    year: Demo,
) -> None:
    trial = year.trial
    concerned = [ticket for ticket in year.tickets if trial.concerns(ticket)]
    assert [ticket for ticket in year.tickets if ticket.drawn] == concerned
    assert {ticket.category for ticket in concerned} == {"Request"}
    assert min(ticket.created_at for ticket in concerned) >= trial.since
    numbers = {ticket.key: number for number, ticket in enumerate(year.tickets, start=1)}
    for ticket in concerned:
        swarmed = draw_lot(trial.seed, numbers[ticket.key]) < trial.share
        assert swarmed == (ticket.path != "tiered")
    assert {ticket.path for ticket in concerned} > {"tiered"}


def test_lots_fall_by_the_numbers_that_the_tickets_will_have() -> None:
    ways = []
    for first in (1, 500):
        made = make_demo(NOON, tickets=60, first=first)
        ways.append({t.key: t.path == "tiered" for t in made.tickets if t.drawn})
    assert ways[0].keys() == ways[1].keys()
    assert ways[0] != ways[1]
