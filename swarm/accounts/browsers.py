"""What a browser brings to both doors: the cookie's name, and the address its page came from."""

from __future__ import annotations

from urllib.parse import urlsplit

from swarm.config import Settings

COOKIE = "swarm_session"


def allowed_origin(origin: str, host: str, settings: Settings) -> bool:
    """Whether a browser on `origin` may speak with a desk that is addressed as `host`."""
    parts = urlsplit(origin)
    if parts.scheme in ("http", "https") and parts.netloc == host:
        return True
    return origin in {one.strip() for one in settings.origins.split(",") if one.strip()}
