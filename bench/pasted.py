"""Every win plan pasted into every scenario of another trade, in both languages: `python -m bench.pasted`.

Takes about five minutes. Prints the conversations of 30 marks and more, and how many there are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import row, table
from bot.base.language import Lang
from bot.base.paths import content_dir, shipped
from bot.catalog.load import Catalog, load
from bot.scenarios.session import talk
from bot.services.understanding import Understanding
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Scorecard

LIMIT = 30


def script(scenario_id: str, lang: Lang) -> list[str]:
    """The lines of a scenario's win plan."""
    path = content_dir() / "scenarios" / scenario_id / "plans" / f"win.{lang.value}.txt"
    return path.read_text(encoding="utf-8").splitlines()


def pasted(catalog: Catalog, hears: Understanding) -> Iterator[tuple[str, str, Lang, Scorecard]]:
    """The card of every script in every scenario of another trade."""
    for scenario in catalog.scenarios.values():
        for other in catalog.scenarios.values():
            for lang in Lang if other.industry != scenario.industry else ():
                lines, listener = script(other.id, lang), hears.listener(scenario.id, lang)
                beats = tuple(talk(scenario, lang, lines, listener, seed=1, level=2))
                card = grade(Transcript(scenario, lang, 1, 2, beats), catalog.rubric)
                yield scenario.id, other.id, lang, card


def main() -> None:
    """Play all of them and print what is told above."""
    catalog = load(content_dir())
    with tempfile.TemporaryDirectory() as folder:
        hears = Understanding(catalog, Path(folder), shipped=shipped())
        played = list(pasted(catalog, hears))
        hears.close()
    table("Pasted into another trade: what reaches 30", "mark", "ending", "hears")
    high = sorted((one for one in played if one[3].total >= LIMIT), key=lambda one: -one[3].total)
    for scenario_id, other, lang, card in high:
        row(scenario_id, card.total, "open" if card.ending is None else card.ending.value, f"{other}.{lang.value}")
    row("of all conversations", len(high), len(played), "")


if __name__ == "__main__":
    main()
