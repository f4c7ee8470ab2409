"""How often one address may try to sign in, and how much one person may send."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from swarm.config import Settings
from swarm.errors import TooMany


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
        self._sending = parse(settings.send_limit)
        self._sent_at_most = settings.send_limit.replace(" per ", " a ")

    def sign_in(self, route: str, address: str) -> None:
        """One more try from `address` at a route that lets in. Raises TooMany."""
        if not self._hit(self._sign_ins, route, address):
            raise TooMany("Too many attempts. Wait a minute.")

    def send(self, person: int) -> None:
        """One more thing that a person sends. Raises TooMany."""
        if not self._hit(self._sending, "sending", str(person)):
            raise TooMany(f"You send more than {self._sent_at_most}. Wait a moment.")

    def _hit(self, limit: RateLimitItem, *counted: str) -> bool:
        try:
            return self._shared.hit(limit, *counted)
        except StorageError:
            return self._own.hit(limit, *counted)
