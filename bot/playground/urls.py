"""What Telegram makes of an address in a link or a button."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.playground.store import Json

_USER = re.compile(r"tg://user\?id=([0-9]{1,15})\Z")
_BARE = re.compile(r"[^\s/:@]+\.[A-Za-z]{2,}(?:[:/?#]\S*)?\Z")
_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def clean_url(text: str) -> str | None:
    """The address with scheme and path, or None where Telegram sees none."""
    candidate = text.strip()
    if _BARE.match(candidate):
        candidate = f"http://{candidate}"
    try:
        parts = urlsplit(candidate)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not host or any(c.isspace() for c in candidate):
        return None
    if parts.scheme in {"http", "https"}:
        if "." not in host and host != "localhost":
            return None
        return candidate if parts.path else parts._replace(path="/").geturl()
    return candidate


def link(text: str) -> Json | None:
    """What a link entity points to: a user's id, an address, or None, and then it is no link."""
    user = _USER.match(text)
    if user is not None:
        return {"type": "text_mention", "user_id": int(user.group(1))}
    url = clean_url(text)
    return None if url is None else {"url": url}
