"""How often somebody may fail to come in or send, with Redis and without."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from swarm.api.pace import HOUSE, Pace
from swarm.config import Settings
from swarm.errors import NotSignedIn, TooMany

NOBODY_LISTENS = "redis://127.0.0.1:1/0"
WRONG = NotSignedIn("The mail address or the password is wrong.")


def pace_of(sign_in_limit: str, redis_url: str = "") -> Pace:
    return Pace(
        Settings(
            database_url="sqlite://",
            secret_key="for-tests-only-" + "x" * 32,
            var=Path("nowhere"),
            redis_url=redis_url,
            sign_in_limit=sign_in_limit,
            send_limit="1 per minute",
        )
    )


def fail(pace: Pace, address: str, account: str = "", route: str = "by_password") -> None:
    with suppress(NotSignedIn), pace.sign_in(route, address, account):
        raise WRONG


@pytest.mark.parametrize("redis_url", ["", NOBODY_LISTENS])
def test_who_fails_too_often_is_refused_also_while_redis_cannot_be_reached(redis_url: str) -> None:
    pace = pace_of("2 per minute", redis_url)
    for _ in range(2):
        fail(pace, "10.0.0.1")
    with pytest.raises(TooMany, match="Too many attempts"):
        fail(pace, "10.0.0.1")
    fail(pace, "10.0.0.1", route="by_link")
    fail(pace, "10.0.0.2")
    pace.send(1)
    with pytest.raises(TooMany, match="more than 1 a minute"):
        pace.send(1)
    pace.send(2)


def test_many_tries_at_once_are_counted_before_they_end() -> None:
    pace = pace_of("3 per day")
    with ExitStack() as running:
        for _ in range(3):
            running.enter_context(pace.sign_in("by_password", "10.0.0.1", "ada"))
        with pytest.raises(TooMany):
            running.enter_context(pace.sign_in("by_password", "10.0.0.1", "ada"))
    fail(pace, "10.0.0.1", "ada")


def test_who_tries_one_password_on_many_accounts_is_refused() -> None:
    pace = pace_of("2 per day")
    for place in range(2 * HOUSE):
        fail(pace, "10.0.0.1", f"account {place}")
    with pytest.raises(TooMany):
        fail(pace, "10.0.0.1", "one more")
    fail(pace, "10.0.0.2", "one more")


class Office(RuleBasedStateMachine):
    """People of two offices come in, or fail to; a plain count of failures says what is right."""

    def __init__(self) -> None:
        super().__init__()
        self.pace = pace_of("2 per day")
        self.failures: Counter[tuple[str, str]] = Counter()

    def _full(self, address: str, account: str) -> bool:
        of_house = sum(n for (where, _), n in self.failures.items() if where == address)
        return self.failures[address, account] >= 2 or of_house >= 2 * HOUSE

    @rule(
        address=st.sampled_from(["north", "south"]),
        account=st.integers(0, 20).map(str),
        fits=st.booleans(),
    )
    def come(self, address: str, account: str, fits: bool) -> None:
        full = self._full(address, account)
        try:
            with self.pace.sign_in("by_password", address, account):
                if not fits:
                    raise WRONG
        except TooMany:
            assert full
        except NotSignedIn:
            assert not full
            self.failures[address, account] += 1
        else:
            assert not full


TestOffice = Office.TestCase
