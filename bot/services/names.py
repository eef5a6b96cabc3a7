"""The names that people give to teams and organisations."""

from __future__ import annotations

from bot.base.errors import Refused

NAME_LENGTH = 64


def cleaned(name: str) -> str:
    """A name without line feeds, control characters and needless blanks. Refused when nothing is left, or too much."""
    wanted = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not wanted or len(wanted) > NAME_LENGTH:
        raise Refused("team.name_refused", longest=NAME_LENGTH)
    return wanted
