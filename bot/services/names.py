"""The names that people give to teams and organisations, and how they are named themselves."""

from __future__ import annotations

from bot.base.errors import Refused

NAME_LENGTH = 64


def cleaned(name: str) -> str:
    """A name without line feeds, control characters and needless blanks. Refused when nothing is left, or too much."""
    wanted = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not wanted or len(wanted) > NAME_LENGTH:
        raise Refused("team.name_refused", longest=NAME_LENGTH)
    return wanted


def together(first_name: str, last_name: str | None) -> str:
    """First and last name: in Chinese order and without a space when both are Chinese."""
    if last_name is None:
        return first_name
    if all("\u4e00" <= char <= "\u9fff" for char in first_name + last_name):
        return last_name + first_name
    return f"{first_name} {last_name}"
