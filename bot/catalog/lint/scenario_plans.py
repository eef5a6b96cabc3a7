"""The plans of a scenario: what reps of three kinds say to its customer, turn by turn, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed

PLANS = ("win", "mediocre", "fail")


def check(content: Parsed, root: Path, findings: list[Finding]) -> None:
    """Append the plans below the content folder `root` that are missing or differ in length."""
    for scenario_id in content.scenarios:
        for name in PLANS:
            findings.extend(_plan(scenario_id, name, root))


def _plan(scenario_id: str, name: str, root: Path) -> Iterator[Finding]:
    turns: dict[Lang, int] = {}
    for lang in Lang:
        path = f"scenarios/{scenario_id}/plans/{name}.{lang.value}.txt"
        turns[lang] = _turns(root / path)
        if turns[lang] == 0:
            yield Finding("plan-missing", path, 0, "this plan is needed: one line of the rep to a turn")
    if 0 not in turns.values() and len(set(turns.values())) > 1:
        message = f"{turns[Lang.ZH]} turns in Chinese, {turns[Lang.EN]} in English"
        yield Finding("plan-parity", f"scenarios/{scenario_id}/plans/{name}.en.txt", 0, message)


def _turns(path: Path) -> int:
    try:
        return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError):
        return 0
