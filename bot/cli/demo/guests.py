"""People of the playground in the demo: a newcomer can be the manager, and some of the reps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from bot.base.language import Lang
from bot.cli.demo.cast import CLAIRE, Name
from bot.playground.residents import Residents

_CODES = {Lang.ZH: "zh-hans", Lang.EN: "en"}


def managers(path: Path) -> tuple[int, int, datetime]:
    """Ids of the playground's own manager and of an English-speaking one, added when missing; and the time there."""
    with Residents(path) as residents:
        own = residents.with_role("manager") or residents.add(
            first_name="陈经理", language_code="zh-hans", role="manager"
        )
        helper = residents.named(CLAIRE.first, CLAIRE.last) or residents.add(**_wanted(CLAIRE, "manager"))
        for one in (own, helper):
            residents.let_in(one)
        return own, helper, residents.now()


def reps(path: Path, names: Iterable[Name]) -> list[int]:
    """Ids of reps of these names, added when missing."""
    with Residents(path) as residents:
        found = [residents.named(one.first, one.last) or residents.add(**_wanted(one, "rep")) for one in names]
        for one in found:
            residents.let_in(one)
        return found


def _wanted(name: Name, role: str) -> dict[str, str]:
    return {
        "first_name": name.first,
        "last_name": name.last,
        "language_code": _CODES[name.lang],
        "role": role,
        "time_zone": name.zone,
    }
