"""What a written answer should aim at: the hints, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.training.items import Item, WriteTask

_AIMS: Mapping[WriteTask, tuple[str, ...]] = MappingProxyType(
    {
        WriteTask.FORMULA: ("agree", "praise", "redirect", "ask"),
        WriteTask.PRAISE: ("praise_own", "no_advice", "no_flattery"),
        WriteTask.SITUATION: ("kind_situation", "about_theirs"),
        WriteTask.PROBLEM: ("kind_problem", "about_theirs"),
        WriteTask.IMPLICATION: ("kind_implication", "about_theirs"),
        WriteTask.NEED_PAYOFF: ("kind_need_payoff", "about_theirs"),
        WriteTask.REWORD: ("fault_gone", "for_them", "said_anew"),
    }
)


def aims(item: Item) -> tuple[str, ...]:
    """The ids of the criteria to be hinted at; empty for an item that is not written."""
    if item.task is WriteTask.STYLE:
        return tuple(f"{item.style}_{part}" for part in ("core", "manner", "never"))
    return () if item.task is None else _AIMS[item.task]
