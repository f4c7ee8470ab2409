"""How often one address may fail to sign in, and how much one person may send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from swarm.config import Settings
from swarm.errors import TooMany

HOUSE = 10
"""How many times the failures of one account an address may have: a whole office shares it."""


class Pace:
    """Counts in Redis where there is one, so that several processes count together.

    While Redis cannot be reached each process counts for itself: nobody is let in unlimited, and
    nobody is kept out.
    """

    def __init__(self, settings: Settings) -> None:
        address = settings.redis_url or "memory://"
        self._shared = FixedWindowRateLimiter(storage_from_string(address, wrap_exceptions=True))
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._sign_ins = parse(settings.sign_in_limit)
        self._of_house = type(self._sign_ins)(
            self._sign_ins.amount * HOUSE, self._sign_ins.multiples, namespace="HOUSE"
        )
        self._sending = parse(settings.send_limit)
        self._sent_at_most = settings.send_limit.replace(" per ", " a ")

    @contextmanager
    def sign_in(self, route: str, address: str, account: str = "") -> Iterator[None]:
        """One try from `address` to get into `account` (empty: a link tells whose), as a block.

        It is counted while it runs, so that many at once do not slip through, and stays counted
        if the block raises: failures add up, good sign-ins do not. Raises TooMany.
        """
        with ExitStack() as counted:
            for limit, *key in (
                (self._sign_ins, route, address, account),
                (self._of_house, route, address),
            ):
                counter, fits = self._hit(limit, *key)
                counted.callback(_take_back, counter, limit, *key)
                if not fits:
                    raise TooMany("Too many attempts. Wait a minute.")
            went_well = counted.pop_all()
        yield
        went_well.close()

    def send(self, person: int) -> None:
        """One more thing that a person sends. Raises TooMany."""
        _, fits = self._hit(self._sending, "sending", str(person))
        if not fits:
            raise TooMany(f"You send more than {self._sent_at_most}. Wait a moment.")

    def _hit(self, limit: RateLimitItem, *key: str) -> tuple[FixedWindowRateLimiter, bool]:
        """Count one more; which counter took it, and whether it is within the limit."""
        try:
            return self._shared, self._shared.hit(limit, *key)
        except StorageError:
            return self._own, self._own.hit(limit, *key)


def _take_back(counter: FixedWindowRateLimiter, limit: RateLimitItem, *key: str) -> None:
    with suppress(StorageError):
        counter.storage.incr(limit.key_for(*key), limit.get_expiry(), amount=-1)
