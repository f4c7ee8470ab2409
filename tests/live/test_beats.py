"""Whoever answers stays, whoever does not is given up in time."""

from __future__ import annotations

from swarm.live.beats import Beats


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class One:
    """A connection that answers, or not."""

    def __init__(self, beats: Beats, *, answers: bool = True) -> None:
        self.beats = beats
        self.answers = answers
        self.closed = False
        self.admitted = True
        self.beat = 0.0
        self.pings = 0

    def ping(self) -> None:
        self.pings += 1
        if self.answers:
            self.beats.note(self)

    def lose(self) -> None:
        self.closed = True


def run(beats: Beats, clock: Clock, seconds: float) -> None:
    for _ in range(round(seconds / 0.25)):
        clock.at += 0.25
        while beats.round():
            pass


def test_who_answers_is_pinged_again_and_again_and_kept() -> None:
    clock = Clock()
    beats = Beats(20, 15, now=clock)
    one = One(beats)
    beats.note(one)
    run(beats, clock, 101)
    assert (one.pings, one.closed) == (5, False)


def test_who_is_silent_is_lost_after_interval_and_timeout() -> None:
    clock = Clock()
    beats = Beats(20, 15, now=clock)
    one = One(beats, answers=False)
    beats.note(one)
    run(beats, clock, 34.5)
    assert not one.closed
    run(beats, clock, 1)
    assert (one.pings, one.closed) == (1, True)


def test_who_does_not_say_who_they_are_is_lost_soon() -> None:
    clock = Clock()
    beats = Beats(20, 15, now=clock)
    stranger, guest = One(beats), One(beats)
    stranger.admitted = False
    for one in (stranger, guest):
        beats.meet(one)
        beats.note(one)
    run(beats, clock, 10.5)
    assert (stranger.closed, guest.closed) == (True, False)


def test_a_round_does_not_do_everything_at_once() -> None:
    clock = Clock()
    beats = Beats(20, 15, now=clock)
    for _ in range(30):
        beats.note(One(beats))
    clock.at += 20
    assert [beats.round(most=20), beats.round(most=20), beats.round(most=20)] == [20, 10, 0]


def test_who_closed_meanwhile_is_neither_pinged_nor_lost() -> None:
    clock = Clock()
    beats = Beats(20, 15, now=clock)
    one = One(beats)
    beats.meet(one)
    beats.note(one)
    one.closed = True
    run(beats, clock, 60)
    assert one.pings == 0
